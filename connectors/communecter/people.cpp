// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/people.hpp"

#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace moisson::communecter {

namespace {

// Members that name persons, whatever they hold.
constexpr std::array<std::string_view, 16> about_persons{"creator",     "user",        "users",
                                                         "vote",        "voteCount",   "invitorId",
                                                         "author",      "invitorName", "userAskingToDelete",
                                                         "modifiedBy",  "updatedBy",   "usersStatus",
                                                         "followers",   "follows",     "attendees",
                                                         "contributors"};
// Members by which somebody is reached.
constexpr std::array<std::string_view, 6> ways_to_reach{"email", "mail", "telephone", "phone", "contact", "contacts"};

bool is_person(std::string_view type) {
    return type == "citoyens" || type == "citoyen" || type == "person" || type == "Person" || type == "persons";
}

bool is_organisation(std::string_view type) {
    return type == "organizations" || type == "organization" || type == "organisation" || type == "organisations";
}

// An object that stands for a person, or a link to one.
bool stands_for_person(const Value& value) {
    return is_person(value.at("type").text_or("")) || is_person(value.at("@type").text_or("")) ||
           is_person(value.at("collection").text_or("")) || is_person(value.at("typeSig").text_or(""));
}

// A whole text that is an address of e-mail.
bool is_mail_address(std::string_view text) {
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of(" \t\r\n/") == std::string_view::npos && text.find('.', at) != std::string_view::npos;
}

// "contactReferent" and "emailStructure" are questions of forms.
bool is_way_to_reach(std::string_view key) {
    std::string lower(key);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::any_of(ways_to_reach.begin(), ways_to_reach.end(),
                       [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool is_about_persons(std::string_view key) {
    return std::find(about_persons.begin(), about_persons.end(), key) != about_persons.end();
}

bool is_dropped(const std::string& key, const Value& value, Contacts contacts) {
    if (is_about_persons(key) || stands_for_person(value)) return true;
    return contacts == Contacts::dropped && is_way_to_reach(key);
}

// A line of a budget says who gives: its name stays when it is an organisation's.
void drop_giver(Value& line) {
    Value::Object* giver = line.object();
    if (giver == nullptr || is_organisation(line.at("type").text_or(""))) return;
    for (const char* name : {"name", "id", "email", "user"}) giver->erase(name);
}

void drop_givers(Value& financers) {
    if (Value::List* list = financers.list())
        for (Value& each : *list) drop_giver(each);
    if (Value::Object* object = financers.object())
        for (auto& [key, each] : *object) drop_giver(each);
}

}  // namespace

Value without_people(Value value, Contacts contacts) {
    if (Value::List* list = value.list()) {
        for (Value& element : *list) {
            if (stands_for_person(element)) element = Value{};
            element = without_people(std::move(element), contacts);
        }
    } else if (Value::Object* object = value.object()) {
        if (auto givers = object->find("financer"); givers != object->end()) drop_givers(givers->second);
        for (auto member = object->begin(); member != object->end();) {
            const bool gone = is_dropped(member->first, member->second, contacts);
            if (!gone) member->second = without_people(std::move(member->second), contacts);
            member = gone || is_empty(member->second) ? object->erase(member) : std::next(member);
        }
    } else if (const std::string* text = value.text()) {
        if (contacts == Contacts::dropped && is_mail_address(*text)) return {};
    }
    return value;
}

}  // namespace moisson::communecter
