// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/value.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace moisson::communecter_test {

// A Communecter in memory, small enough to be read: it knows the words our requests use, and remembers every other.
class ScriptedCommunecter {
public:
    struct Document {
        std::string id;
        Value::Object members;  // as stored, preferences and persons included
    };
    std::map<std::string, std::vector<Document>> collections;  // in no order
    std::map<std::string, Value> forms;
    std::string date = "Wed, 25 Nov 2026 10:00:00 GMT";

    // What servers differ in.
    bool legacy = false;
    bool heeds_index = true;
    bool heeds_ranges = true;
    bool heeds_filters = true;
    bool heeds_ids = true;
    bool sorts = true;
    bool counts = true;
    bool shows_json = true;
    std::size_t most_rows = 1'000'000;  // a page, whatever is asked

    // What happens between two requests.
    std::function<void(ScriptedCommunecter&, int)> life;
    // The last word on what is sent.
    std::function<HttpResponse(const HttpRequest&, HttpResponse)> spoil;

    std::vector<HttpRequest> asked;

    HttpResponse answer(const HttpRequest& request);

    Document& add(const std::string& collection, const std::string& id, Value::Object members);
    Document& at(const std::string& collection, const std::string& id);
    void remove(const std::string& collection, const std::string& id);

private:
    HttpResponse list(const HttpRequest& request, const std::string& type);
    HttpResponse element(const std::string& path) const;
    HttpResponse old_element(const std::string& path) const;
    HttpResponse said(const std::string& body) const;
};

// The value of a field of a form; empty when it is absent.
std::string field(const HttpRequest& request, const std::string& name);
std::vector<std::string> fields(const HttpRequest& request, const std::string& name);

// An id made of a number: 24 hexadecimal digits.
std::string id(int number);

// A tiers-lieu, open to all, changed at that time.
Value::Object place(const std::string& name, std::int64_t updated);

// Three places, a network, an event, a project, a call with two communs; each with persons.
ScriptedCommunecter small_communecter();

}  // namespace moisson::communecter_test
