// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/kept.hpp"

#include "connectors/communecter/people.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace moisson::communecter {

namespace {

using Object = Value::Object;
using Shape = Value (*)(const Value&);

constexpr std::array networks{"bluesky",  "diaspora",  "discord",   "facebook", "github",     "gitlab",   "googleplus",
                              "gpplus",   "helloasso", "instagram", "linkedin", "mastodon",   "matrix",   "mobilizon",
                              "peertube", "pinterest", "pixelfed",  "signal",   "soundcloud", "telegram", "tiktok",
                              "twitter",  "vimeo",     "x",         "youtube"};
constexpr const char* nowhere = "Unknown Locality";  // made up where there is no address

template <class Names>
Value members_of(const Value& from, const Names& names, Shape shape) {
    Object kept;
    for (const char* name : names) keep(kept, name, shape(from.at(name)));
    return kept;
}

// Each element keeps its place: the hours of a week are told by it. What follows the last that says something goes.
Value each_of(const Value& written, Shape shape) {
    Value::List kept;
    for (const Value& element : elements_of(written)) {
        Value& one = kept.emplace_back(shape(element));
        if (is_empty(one)) one = Value{};
    }
    while (!kept.empty() && kept.back().is_null()) kept.pop_back();
    return kept;
}

bool holds_several(const Value& written) {
    if (const Object* object = written.object()) return object->empty() || !elements_of(written).empty();
    return written.list() != nullptr;
}

Value one_or_each(const Value& written, Shape shape) {
    return holds_several(written) ? each_of(written, shape) : shape(written);
}

Value coordinate(const Value& written) {
    if (written.integer() != nullptr || written.number() != nullptr) return written;
    const std::string* text = written.text();
    const bool is_number = text != nullptr && text->find_first_not_of("0123456789+-.,eE ") == std::string::npos;
    return is_number ? written : Value{};
}

Value coordinates(const Value& written) {
    return each_of(written, coordinate);
}

Value geo(const Value& written) {
    Object kept;
    keep(kept, "@type", kept_words(written.at("@type")));
    for (const char* name : {"latitude", "longitude"}) keep(kept, name, coordinate(written.at(name)));
    return kept;
}

Value geo_position(const Value& written) {
    Object kept;
    for (const char* name : {"@type", "type"}) keep(kept, name, kept_words(written.at(name)));
    keep(kept, "coordinates", coordinates(written.at("coordinates")));
    return kept;
}

// Of a street, of a commune, and of the zones it lies in.
Value address(const Value& written) {
    constexpr std::array parts{"@type",           "streetAddress", "postalCode",     "codeInsee",
                               "addressLocality", "addressRegion", "addressCountry", "localityId",
                               "level1",          "level1Name",    "level2",         "level2Name",
                               "level3",          "level3Name",    "level4",         "level4Name"};
    Value kept = members_of(written, parts, kept_words);
    if (kept.at("addressLocality").text_or("") == nowhere) kept.object()->erase("addressLocality");
    return kept;
}

// One more address: its parts, or an address with its point.
Value further_address(const Value& written) {
    Value kept = address(written);
    Object& members = *kept.object();
    keep(members, "address", address(written.at("address")));
    keep(members, "geo", geo(written.at("geo")));
    keep(members, "geoPosition", geo_position(written.at("geoPosition")));
    return kept;
}

Value further_addresses(const Value& written) {
    return one_or_each(written, further_address);
}

Value span_of_hours(const Value& written) {
    return members_of(written, std::array{"opens", "closes"}, kept_words);
}

Value hours_of_day(const Value& written) {
    if (written.object() == nullptr) return kept_words(written);
    Object kept;
    for (const char* name : {"dayOfWeek", "opens", "closes", "allDay"}) keep(kept, name, kept_list(written.at(name)));
    keep(kept, "hours", one_or_each(written.at("hours"), span_of_hours));
    return kept;
}

Value opening_hours(const Value& written) {
    return one_or_each(written, hours_of_day);
}

Value link(const Value& written) {
    if (written.object() == nullptr) return kept_words(written);
    return members_of(written, std::array{"url", "type", "title"}, kept_words);
}

Value links(const Value& written) {
    return one_or_each(written, link);
}

Value page_on_network(const Value& written) {
    if (written.object() == nullptr) return kept_words(written);
    return members_of(written, std::array{"url"}, kept_words);
}

Value social_network(const Value& written) {
    return members_of(written, networks, page_on_network);
}

Value properties(const Value& written) {
    return members_of(written, std::array{"avancement"}, kept_words);
}

Value source(const Value& written) {
    return members_of(written, std::array{"insertOrign", "key", "keys", "url"}, kept_list);
}

Value reference(const Value& written) {
    return members_of(written, std::array{"costum", "costumTypes"}, kept_list);
}

// Everything an element says that is kept, but for its times, its type and whose it is.
constexpr std::pair<const char*, Shape> shapes[] = {
    {"name", kept_words},
    {"slug", kept_words},
    {"shortDescription", kept_words},
    {"description", kept_words},
    {"url", kept_list},
    {"urls", links},
    {"video", links},
    {"socialNetwork", social_network},
    {"address", address},
    {"addresses", further_addresses},
    {"geo", geo},
    {"geoPosition", geo_position},
    {"mainTag", kept_words},
    {"costumSlug", kept_words},
    {"openingDate", kept_words},
    {"openingHours", opening_hours},
    {"holderOrganization", kept_words},
    {"manageModel", kept_list},
    {"typePlace", kept_list},
    {"buildingSurfaceArea", kept_words},
    {"siteSurfaceArea", kept_words},
    {"section", kept_words},
    {"category", kept_list},  // of a classified: in 2018 its sub-type overwrote its `type`
    {"subtype", kept_list},
    {"price", kept_words},
    {"devise", kept_words},
    {"properties", properties},
    {"status", kept_list},
    {"state", kept_words},
    {"source", source},
    {"reference", reference},
};

// As it was written: what may reach a place was agreed to.
Value any_word(const Value& written) {
    return written.text() != nullptr || written.integer() != nullptr ? written : Value{};
}

Value any_words(const Value& written) {
    return one_or_each(written, any_word);
}

}  // namespace

void keep(Value::Object& into, const char* name, Value value) {
    if (!is_empty(value)) into.insert_or_assign(name, std::move(value));
}

std::vector<Value> elements_of(const Value& written) {
    if (const Value::List* list = written.list()) return *list;
    std::vector<Value> elements;
    const Object* object = written.object();
    if (object == nullptr) return elements;
    constexpr std::size_t longest_number = 6;
    std::map<std::pair<std::size_t, std::string_view>, const Value*> ordered;
    for (const auto& [key, element] : *object)
        if (!key.empty() && key.size() <= longest_number && key.find_first_not_of("0123456789") == std::string::npos)
            ordered.emplace(std::pair(key.size(), std::string_view(key)), &element);
    for (const auto& [key, element] : ordered) elements.push_back(*element);
    return elements;
}

Value kept_words(const Value& written) {
    if (const std::string* text = written.text()) return reaches_somebody(*text) ? Value{} : written;
    if (written.list() != nullptr || written.object() != nullptr) return {};
    return written;
}

Value kept_list(const Value& written) {
    return one_or_each(written, kept_words);
}

std::vector<std::string> kept_texts(const Value& written) {
    std::vector<std::string> texts = texts_of(written.object() != nullptr ? Value(elements_of(written)) : written);
    std::erase_if(texts, [](const std::string& text) { return reaches_somebody(text); });
    return texts;
}

Value::Object kept_members(const Value& element) {
    Object kept;
    for (const auto& [name, shape] : shapes) keep(kept, name, shape(element.at(name)));
    return kept;
}

Value kept_way_to_reach(const Value& written) {
    if (written.object() == nullptr || holds_several(written)) return any_words(written);
    return members_of(written, std::array{"fixe", "mobile", "phone", "fax"}, any_words);
}

Value kept_related(const Value& document, const std::string& type) {
    if (is_person(document) || !is_public_type(type)) return {};
    Object kept{{"type", type}};
    if (document.at("name").text() != nullptr) keep(kept, "name", kept_words(document.at("name")));
    return kept;
}

Value kept_relation(const Value& written) {
    Object kept;
    if (const Object* several = written.object())
        for (const auto& [key, document] : *several)
            if (const std::string id = id_of(Value(key)); !id.empty())
                keep(kept, id.c_str(), kept_related(document, document.at("type").text_or("")));
    return kept;
}

}  // namespace moisson::communecter
