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
    Field{"summary", Shape::text},
    Field{"description", Shape::text},
    Field{"homepage", Shape::link},
    Field{"image", Shape::image},
    Field{"licence", Shape::licence},
    Field{"languages", Shape::texts},
    Field{"tags", Shape::texts},
    Field{"themes", Shape::texts},
    Field{"actions", Shape::texts},
    Field{"challenges", Shape::texts},
    Field{"needs", Shape::texts},
    Field{"provides", Shape::text},
    Field{"stage", Shape::text},
    Field{"doc_type", Shape::text},
    Field{"contacts", Shape::contacts},
    Field{"organisations", Shape::organisations},
    Field{"contributors", Shape::persons},
    Field{"users_of", Shape::texts},
    Field{"discussion", Shape::link},
    Field{"networks", Shape::texts},
    Field{"typology", Shape::texts},
    Field{"legal_form", Shape::text},
    Field{"same_as", Shape::links},
    Field{"how_to", Shape::guides},
    Field{"time", Shape::time},
    Field{"complexity", Shape::level},
    Field{"cost", Shape::cost},
    Field{"starts", Shape::date},
    Field{"ends", Shape::date},
    Field{"opened", Shape::date},
    Field{"opening_hours", Shape::texts},
    Field{"created", Shape::date},
    Field{"location", Shape::place},
    Field{"territory", Shape::territory},
    Field{"surface", Shape::area},
    Field{"funding", Shape::funding},
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
    static const std::vector<std::string> types{"line",    "text",      "url",     "image", "person", "organisation",
                                                "link",    "list",      "date",    "money", "scale",  "duration",
                                                "geo",     "insee",     "licence", "area",  "bool",   "postal_code",
                                                "country", "territory", "funding", "word",  "email",  "phone"};
    return types;
}

const std::vector<std::string>& known_facts() {
    static const std::vector<std::string> facts{"archived", "do_not_list", "stable"};
    return facts;
}

const std::vector<std::string>& known_elements() {
    static const std::vector<std::string> elements{"line",         "word", "url",   "person",
                                                   "organisation", "link", "email", "phone"};
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
            return type.name == "line" || type.name == "text" || type.name == "bool" || type.name == "word";
        case Shape::link:
            return type.name == "url";
        case Shape::image:
            return type.name == "image";
        case Shape::texts:
            return type.name == "list" && (type.element == "line" || type.element == "url" || type.element == "word");
        case Shape::links:
            return type.name == "list" && type.element == "url";
        case Shape::persons:
            return holds(type, "person");
        case Shape::contacts:
            return holds(type, "person") || holds(type, "email") || holds(type, "phone");
        case Shape::organisations:
            return holds(type, "organisation");
        case Shape::guides:
            return holds(type, "link");
        case Shape::licence:
            return type.name == "licence" || type.name == "line";
        case Shape::date:
            return type.name == "date";
        case Shape::time:
            return type.name == "duration";
        case Shape::cost:
            return type.name == "money";
        case Shape::level:
            return type.name == "scale";
        case Shape::place:
            return type.name == "geo";
        case Shape::territory:
            return is_of_territory(type.name);
        case Shape::funding:
            return type.name == "funding";
        case Shape::area:
            return type.name == "area" || type.name == "word";
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
        case Shape::contacts:
            return "{ list = \"person\", separator = \",\", role = \"…\" }";
        case Shape::organisations:
            return "{ list = \"organisation\", separator = \",\", role = \"…\" }";
        case Shape::guides:
            return "{ list = \"link\", separator = \"\\n\" }";
        case Shape::licence:
            return "\"licence\"";
        case Shape::date:
            return "\"date\"";
        case Shape::time:
            return "\"duration\"";
        case Shape::cost:
            return "\"money\"";
        case Shape::level:
            return "\"scale\"";
        case Shape::place:
            return "\"geo\"";
        case Shape::territory:
            return "\"insee\", \"postal_code\", \"country\" or \"territory\"";
        case Shape::funding:
            return "{ funding = \"asked\", currency = \"EUR\" }";
        case Shape::area:
            return "\"area\"";
    }
    return {};
}

bool is_of_territory(std::string_view type) {
    return type == "insee" || type == "postal_code" || type == "country" || type == "territory";
}

bool is_list(const Mapping::Type& type) {
    // A single person is still one of the contacts.
    return type.name == "list" || type.name == "person" || type.name == "organisation" || type.name == "link" ||
           type.name == "email" || type.name == "phone";
}

bool is_word(const Mapping::Type& type) {
    return type.name == "word" || (type.name == "list" && type.element == "word");
}

bool is_pieced(const Mapping::Type& type) {
    return type.name == "geo" || type.name == "funding" || is_of_territory(type.name);
}

const std::vector<std::string>& known_contracts() {
    static const std::vector<std::string> names{"evolve", "freeze", "discard", "reject"};
    return names;
}

std::string_view name_of(Mapping::Contract contract) noexcept {
    switch (contract) {
        case Mapping::Contract::evolve:
            return "evolve";
        case Mapping::Contract::freeze:
            return "freeze";
        case Mapping::Contract::discard:
            return "discard";
        case Mapping::Contract::reject:
            return "reject";
    }
    return "";
}

std::optional<Mapping::Contract> contract_named(std::string_view name) noexcept {
    using Contract = Mapping::Contract;
    for (const Contract each : {Contract::evolve, Contract::freeze, Contract::discard, Contract::reject})
        if (name_of(each) == name) return each;
    return std::nullopt;
}

}  // namespace moisson
