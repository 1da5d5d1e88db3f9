// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/words_of.hpp"

#include "report/visible.hpp"

namespace moisson::report {

namespace {

bool has(const Value& object, std::string_view member) {
    return !object.at(member).is_null();
}

// "12 rue de la Gare (50.63, 3.07)", or what there is of it.
std::string place(const Value& object) {
    const std::string address = visible(object.at("address").text_or(""));
    if (!has(object, "lat") || !has(object, "lon")) return address;
    const std::string point = to_json(object.at("lat")) + ", " + to_json(object.at("lon"));
    return address.empty() ? point : address + " (" + point + ")";
}

// "commune 59350, department 59": they are numbers most often, so that each says what it is of.
std::string territory(const Value& object) {
    std::string text;
    for (const char* member : {"commune", "department", "region", "country"})
        if (has(object, member))
            text += (text.empty() ? "" : ", ") + std::string(member) + " " + words_of(object.at(member));
    return text;
}

std::string link(const Value& object) {
    const std::string url = visible(object.at("url").text_or(""));
    const std::string title = visible(object.at("title").text_or(""));
    return title.empty() ? url : title + " (" + url + ")";
}

std::string described(const Value& object) {
    if (has(object, "name")) return words_of(object.at("name"));
    if (object.at("text").text() != nullptr) return visible(*object.at("text").text());
    if (object.at("url").text() != nullptr) return link(object);
    if (std::string text = place(object); !text.empty()) return text;
    return territory(object);
}

}  // namespace

std::string words_of(const Value& value) {
    if (const auto* text = value.text()) return visible(*text);
    if (const auto* list = value.list()) {
        std::string joined;
        for (const Value& element : *list) joined += (joined.empty() ? "" : ", ") + words_of(element);
        return joined;
    }
    if (value.object() != nullptr)
        if (std::string text = described(value); !text.empty()) return text;
    return visible(to_json(value));
}

}  // namespace moisson::report
