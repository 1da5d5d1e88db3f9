// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/element.hpp"

#include "connectors/communecter/kept.hpp"
#include "connectors/communecter/people.hpp"
#include "connectors/communecter/standing.hpp"
#include "connectors/communecter/words.hpp"
#include "schema/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace moisson::communecter {

namespace {

using Object = Value::Object;

constexpr std::array ways_to_reach{"email", "telephone", "contact"};
// In 2018 `type` was the collection, and the sub-type stood here.
constexpr std::array sub_types{"typeOrga", "typeEvent", "typePoi", "typeClassified", "typeRessource"};

std::string sub_type(const Value& row, const std::string& collection) {
    for (const char* name : sub_types)
        if (std::string type = row.at(name).text_or(""); !type.empty()) return type;
    const std::string type = row.at("type").text_or("");
    return type == collection ? std::string{} : type;
}

Value tags_of(const Value& row) {
    std::vector<std::string> tags = kept_texts(row.at("tags"));
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    return Value::List(tags.begin(), tags.end());
}

// "…/logo.png?_=1763971200": the time of the reading, not of the image.
std::string image_of(const Value& written) {
    const std::string address = kept_words(written).text_or("");
    return address.substr(0, address.find("?_="));
}

// Whose it is: {"<id>": {type, name}}, or in 2018 an id and a type beside the whole document.
Value relation_of(const Value& row, const std::string& name) {
    const std::string by_id = id_of(row.at(name + "Id"));
    if (by_id.empty()) return kept_relation(row.at(name));
    const Value& document = row.at(name);
    // A ghost has a name that is none.
    const bool is_there = id_of(document.at("_id")) == by_id;
    Object relation;
    keep(
        relation, by_id.c_str(),
        is_person(document) ? Value{} : kept_related(is_there ? document : Value{}, row.at(name + "Type").text_or("")));
    return relation;
}

// Two days ago to the second, and yesterday to the second: made up at each reading, where a date is kept as text.
bool are_made_up(const Value& row, std::optional<Instant> now) {
    constexpr std::chrono::minutes tolerance{5};
    const auto start = seconds_of(row.at("startDate"));
    const auto end = seconds_of(row.at("endDate"));
    if (!now || !start || !end) return false;
    const auto is_ago = [&](std::int64_t then, std::chrono::hours ago) {
        return std::chrono::abs(*now - ago - instant_of(then)) <= tolerance;
    };
    return is_ago(*start, std::chrono::hours(48)) && is_ago(*end, std::chrono::hours(24));
}

// A time in the house's form; what is no time stays as it was written.
Value time_of(const Value& written) {
    std::string iso = iso_of(written);
    if (!iso.empty()) return iso;
    return written.text() != nullptr ? kept_words(written) : Value{};
}

void take_times(Object& into, const Value& row, std::optional<Instant> now) {
    keep(into, "created", iso_of(row.at("created")));
    keep(into, "updated", iso_of(row.at("updated")));
    if (are_made_up(row, now)) return;
    keep(into, "startDate", time_of(row.at("startDate")));
    keep(into, "endDate", time_of(row.at("endDate")));
}

Object canonical_of(const std::string& collection, const Value& row, const Site& site, std::optional<Instant> now) {
    // Whatever else a server adds is not asked for, and moves by itself: updatedLbl, counts, sorting, modified …
    Object canonical = kept_members(row);
    canonical.insert_or_assign("collection", collection);
    if (site.with_contacts)
        for (const char* name : ways_to_reach) keep(canonical, name, kept_way_to_reach(row.at(name)));
    keep(canonical, "type", kept_words(sub_type(row, collection)));
    keep(canonical, "tags", tags_of(row));
    keep(canonical, "profilImageUrl", image_of(row.at("profilImageUrl")));
    keep(canonical, "parent", relation_of(row, "parent"));
    keep(canonical, "organizer", relation_of(row, "organizer"));
    if (is_set(row.at("descriptionHTML"))) canonical.emplace("descriptionHTML", true);
    if (is_set(row.at("allDay"))) canonical.emplace("allDay", true);
    take_times(canonical, row, now);
    return canonical;
}

// What a person calls it.
std::string title_of(const Value& row, const std::string& id) {
    for (const char* key : {"name", "slug"})
        if (std::string name = line_of(decoded(kept_words(row.at(key)).text_or(""))); !name.empty()) return name;
    return id;
}

Revision revision_of(const Element& element, std::int64_t seconds, std::string id) {
    Revision revision;
    revision.id = RevisionId(std::move(id));
    revision.item = element.item;
    revision.at = instant_of(seconds);
    return revision;
}

}  // namespace

Element element_of(const std::string& collection, const Row& row, const Site& site, std::optional<Instant> now) {
    return element_from(collection, row, canonical_of(collection, row.value, site, now), title_of(row.value, row.id));
}

Element element_from(const std::string& collection, const Row& row, Value::Object canonical, std::string title) {
    constexpr std::size_t digits_kept = 12;
    Element element;
    element.item = item_of(collection, row.id);
    element.title = std::move(title);
    element.created = seconds_of(row.value.at("created"));
    element.updated = seconds_of(row.value.at("updated"));
    element.text = to_json(Value(std::move(canonical)));
    const std::int64_t when = element.updated.value_or(element.created.value_or(0));
    element.latest = RevisionId(std::to_string(when) + "." + digest(element.text).substr(0, digits_kept));
    element.withheld = withheld_by_row(row.value);
    return element;
}

Publication met_as(const Value& row, const Scope& scope, const Site& site) {
    if (scope.is_of_answers()) return scope.met_as;
    // What a row does not say may serve to keep it, never to assume for it: not even in the scope that it was sent for,
    // since a server that heeds no choice sends all it has.
    const auto assumes = [&](const Scope& other) {
        return other.type == scope.type && other.met_as == Publication::assumed &&
               belonging(row, other, site.dialect) == Belonging::yes;
    };
    const bool assumed = std::any_of(site.scopes.begin(), site.scopes.end(), assumes);
    return assumed ? Publication::assumed : Publication::unknown;
}

void add_element(Batch& batch, Element element, Publication met_as, std::optional<Instant> now) {
    const ItemId item = element.item;
    const auto updated = element.updated ? element.updated : element.created;
    if (element.created && element.updated && *element.created < *element.updated)
        batch.revisions.push_back(revision_of(element, *element.created, std::to_string(*element.created)));
    Revision latest = revision_of(element, updated.value_or(0), element.latest.text);
    if (!updated && now) latest.at = *now;
    latest.size = element.text.size();
    batch.revisions.push_back(std::move(latest));
    if (element.withheld.empty())
        batch.standings.push_back(Standing{item, met_as, {}});
    else
        batch.standings.push_back(Standing{item, Publication::withheld, element.withheld});
    batch.items.push_back(Item{item, std::move(element.title), 0, "communecter", element.latest, std::nullopt});
    batch.contents.push_back(
        Content{item, element.latest, "communecter", std::move(element.text), Value(Value::Object{})});
    batch.named.push_back(item);
}

}  // namespace moisson::communecter
