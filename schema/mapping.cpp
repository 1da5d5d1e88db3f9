// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mapping.hpp"

#include "schema/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace moisson {
namespace {

struct Field {
    std::string_view name;
    Shape shape;
};

// The fields of resource.schema.json that a mapping may feed; title and kind are always there by themselves.
constexpr std::array fields{
    Field{"summary", Shape::text},         Field{"description", Shape::text},
    Field{"homepage", Shape::link},        Field{"image", Shape::image},
    Field{"licence", Shape::text},         Field{"languages", Shape::texts},
    Field{"tags", Shape::texts},           Field{"themes", Shape::texts},
    Field{"actions", Shape::texts},        Field{"challenges", Shape::texts},
    Field{"needs", Shape::texts},          Field{"provides", Shape::text},
    Field{"stage", Shape::text},           Field{"doc_type", Shape::text},
    Field{"contacts", Shape::persons},     Field{"organisations", Shape::organisations},
    Field{"contributors", Shape::persons}, Field{"users_of", Shape::texts},
    Field{"discussion", Shape::link},      Field{"networks", Shape::texts},
    Field{"typology", Shape::texts},       Field{"legal_form", Shape::text},
    Field{"same_as", Shape::links},
};

bool holds(const Mapping::Type& type, std::string_view element) {
    return type.name == element || (type.name == "list" && type.element == element);
}

}  // namespace

const std::vector<std::string>& known_kinds() {
    static const std::vector<std::string> kinds{
        "commun",       "outil_numerique", "methode",   "document", "communaute", "projet", "lieu",
        "organisation", "reseau",          "evenement", "offre",    "besoin",     "page"};
    return kinds;
}

const std::vector<std::string>& known_fields() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        all.reserve(fields.size());
        for (const Field& field : fields) all.emplace_back(field.name);
        return all;
    }();
    return names;
}

const std::vector<std::string>& known_types() {
    static const std::vector<std::string> types{"line", "text", "url", "image", "person", "organisation", "list"};
    return types;
}

const std::vector<std::string>& known_elements() {
    static const std::vector<std::string> elements{"line", "url", "person", "organisation"};
    return elements;
}

std::optional<Shape> shape_of(std::string_view field) {
    for (const Field& each : fields)
        if (each.name == field) return each.shape;
    return std::nullopt;
}

bool fits(Shape shape, const Mapping::Type& type) {
    switch (shape) {
        case Shape::text:
            return type.name == "line" || type.name == "text";
        case Shape::link:
            return type.name == "url";
        case Shape::image:
            return type.name == "image";
        case Shape::texts:
            return type.name == "list" && (type.element == "line" || type.element == "url");
        case Shape::links:
            return type.name == "list" && type.element == "url";
        case Shape::persons:
            return holds(type, "person");
        case Shape::organisations:
            return holds(type, "organisation");
    }
    return false;
}

std::string_view type_for(Shape shape) {
    switch (shape) {
        case Shape::text:
            return "\"line\" or \"text\"";
        case Shape::link:
            return "\"url\"";
        case Shape::image:
            return "\"image\"";
        case Shape::texts:
            return "{ list = \"line\", separator = \",\" }";
        case Shape::links:
            return "{ list = \"url\", separator = \",\" }";
        case Shape::persons:
            return "{ list = \"person\", separator = \",\", role = \"…\" }";
        case Shape::organisations:
            return "{ list = \"organisation\", separator = \",\", role = \"…\" }";
    }
    return {};
}

bool is_list(const Mapping::Type& type) {
    // A single person is still one of the contacts.
    return type.name == "list" || type.name == "person" || type.name == "organisation";
}

}  // namespace moisson
