// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/scripted_communecter.hpp"

#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <stdexcept>

namespace moisson::communecter_test {

namespace {

using communecter::seconds_of;
using communecter::texts_of;
using Texts = std::vector<std::string>;

bool has_any(const Texts& texts, const Texts& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
        return std::find(texts.begin(), texts.end(), one) != texts.end();
    });
}

Texts values_at(const Value& document, const std::string& path) {
    const auto dot = path.find('.');
    if (dot != std::string::npos) return values_at(document.at(path.substr(0, dot)), path.substr(dot + 1));
    const Value& value = document.at(path);
    if (const bool* flag = value.flag()) return {*flag ? "true" : "false"};
    if (const std::string* text = value.text()) return {*text};
    return texts_of(value);
}

Texts keys_of(const Value& document) {
    Texts keys = texts_of(document.at("source").at("keys"));
    for (const std::string& key : texts_of(document.at("reference").at("costum"))) keys.push_back(key);
    return keys;
}

// filters[tags][$in][], filters[$or][tags][$in][], filters[address.addressCountry][$nin][] …
bool passes(const HttpRequest& request, const Value& document, const std::string& id, bool heeds_ids) {
    std::map<std::string, Texts> filters;
    for (const auto& [name, value] : request.form)
        if (name.starts_with("filters[")) filters[name].push_back(value);
    for (const auto& [name, values] : filters) {
        std::string path = name.substr(8, name.find(']') - 8);
        if (path == "$or") path = name.substr(13, name.find(']', 13) - 13);
        Texts present = values_at(document, path);
        if (path == "_id") present = heeds_ids ? Texts{id} : values;
        if (path == "form") continue;
        const bool none = name.find("$nin") != std::string::npos;
        if (has_any(present, values) == none) return false;
    }
    const Texts keys = fields(request, "sourceKey[]");
    return keys.empty() || has_any(keys_of(document), keys);
}

bool is_public(const Value& document) {
    const std::string state = document.at("state").text_or("");
    return document.at("preferences").at("private") != Value(true) && state != "deleted" && state != "uncomplete";
}

// Only what was asked for; 2018 sends all there is, and more.
Value row_of(const ScriptedCommunecter::Document& document, const HttpRequest& request, const std::string& type,
             bool legacy) {
    Value::Object row{{"_id", Value::Object{{"$id", document.id}}}};
    if (legacy) {
        row = document.members;
        row["_id"] = Value::Object{{"$id", document.id}};
        if (const auto found = row.find("type"); found != row.end()) row["typeOrga"] = found->second;
        row["type"] = type;
        row["typeSig"] = type;
        row["updatedLbl"] = "il y a 3 jours";
        row["counts"] = Value::Object{{"members", 3}};
        return row;
    }
    for (const std::string& name : fields(request, "fields[]"))
        if (const auto found = document.members.find(name); found != document.members.end()) row.insert(*found);
    return row;
}

std::int64_t time_of(const ScriptedCommunecter::Document& document) {
    const auto found = document.members.find("updated");
    return found == document.members.end() ? -1 : seconds_of(found->second).value_or(-1);
}

std::string part(const std::string& path, const std::string& name) {
    const auto place = path.find("/" + name + "/");
    if (place == std::string::npos) return {};
    const auto from = place + name.size() + 2;
    return path.substr(from, path.find('/', from) - from);
}

}  // namespace

std::string field(const HttpRequest& request, const std::string& name) {
    for (const auto& [key, value] : request.form)
        if (key == name) return value;
    return {};
}

Texts fields(const HttpRequest& request, const std::string& name) {
    Texts values;
    for (const auto& [key, value] : request.form)
        if (key == name) values.push_back(value);
    return values;
}

std::string id(int number) {
    std::string digits = std::to_string(number);
    return "5a1b" + std::string(20 - digits.size(), '0') + digits;
}

ScriptedCommunecter::Document& ScriptedCommunecter::add(const std::string& collection, const std::string& id,
                                                        Value::Object members) {
    return collections[collection].emplace_back(Document{id, std::move(members)});
}

ScriptedCommunecter::Document& ScriptedCommunecter::at(const std::string& collection, const std::string& id) {
    for (Document& document : collections[collection])
        if (document.id == id) return document;
    throw std::logic_error("no such document");
}

void ScriptedCommunecter::remove(const std::string& collection, const std::string& id) {
    std::erase_if(collections[collection], [&](const Document& document) { return document.id == id; });
}

HttpResponse ScriptedCommunecter::said(const std::string& body) const {
    HttpResponse response(200, body);
    response.headers = {{"date", date}};
    return response;
}

HttpResponse ScriptedCommunecter::answer(const HttpRequest& request) {
    asked.push_back(request);
    if (life) life(*this, static_cast<int>(asked.size()));
    HttpResponse response(404, "");
    const std::string& url = request.url;
    if (url.ends_with("/co2/search/globalautocomplete") || url.ends_with("/costum/navigator/gettl"))
        response = list(request, field(request, "searchType[]"));
    else if (url.find("/co2/aap/directoryproposal/") != std::string::npos)
        response = list(request, "answers");
    else if (url.find("/co2/element/about/") != std::string::npos)
        response = element(url);
    else if (url.find("/api/") != std::string::npos)
        response = old_element(url);
    else if (url.ends_with("/survey/coform/getformbyid"))
        response = said(to_json(Value::Object{{"result", true}, {"data", forms[field(request, "parentFormId")]}}));
    return spoil ? spoil(request, std::move(response)) : response;
}

HttpResponse ScriptedCommunecter::list(const HttpRequest& request, const std::string& type) {
    std::vector<Document> found;
    const Texts tags = fields(request, "searchTags[]");
    for (const Document& document : collections[type]) {
        const Value value(document.members);
        if (!is_public(value)) continue;
        if (!legacy && heeds_filters && !passes(request, value, document.id, heeds_ids)) continue;
        if (legacy && !tags.empty() && !has_any(texts_of(value.at("tags")), tags)) continue;
        found.push_back(document);
    }
    const auto newer = [](const Document& a, const Document& b) { return time_of(a) > time_of(b); };
    if (sorts && (legacy || !field(request, "sortBy[updated]").empty()))
        std::stable_sort(found.begin(), found.end(), newer);
    std::size_t from = 0;
    std::size_t rows = 30;
    if (!field(request, "indexStep").empty()) rows = std::stoul(field(request, "indexStep"));
    if (heeds_index && !field(request, "indexMin").empty()) from = std::stoul(field(request, "indexMin"));
    const std::string range = "ranges[" + type + "]";
    if (heeds_ranges && !field(request, range + "[indexMin]").empty()) {
        from = std::stoul(field(request, range + "[indexMin]"));
        rows = std::stoul(field(request, range + "[indexMax]")) - from;
    }
    rows = std::min(rows == 0 ? found.size() : rows, most_rows);
    // A map keyed by id in the order of the list, which no sorted object can write.
    std::string body;
    for (std::size_t i = from; i < std::min(found.size(), from + rows); ++i)
        body += (body.empty() ? "\"" : ",\"") + found[i].id + "\":" + to_json(row_of(found[i], request, type, legacy));
    body = R"({"results":)" + (body.empty() ? "[]" : "{" + body + "}");
    if (counts && !field(request, "count").empty())
        body += R"(,"count":{")" + type + "\":" + std::to_string(found.size()) + "}";
    return said(body + "}");
}

HttpResponse ScriptedCommunecter::element(const std::string& path) const {
    const std::string type = part(path, "type");
    if (!shows_json) return said("<!DOCTYPE html><html><body>La Raffinerie</body></html>");
    if (const auto found = collections.find(type); found != collections.end())
        for (const Document& document : found->second)
            if (document.id == part(path, "id")) {
                Value::Object whole = document.members;
                whole["_id"] = Value::Object{{"$id", document.id}};
                whole["typeSig"] = type;
                return said(to_json(whole));
            }
    return said(
        to_json(Value::Object{{"name", "Unknown (deleted)"}, {"slug", "unknown"}, {"type", type}, {"typeSig", type}}));
}

HttpResponse ScriptedCommunecter::old_element(const std::string& path) const {
    const std::string id = path.substr(path.rfind('/') + 1);
    const std::string type = part(path, "api") + "s";
    if (const auto found = collections.find(type); found != collections.end())
        for (const Document& document : found->second)
            if (document.id == id)
                return said(R"({"meta":{"limit":1},"entities":{")" + id + "\":" +
                            to_json(Value::Object{{"@type", "Organization"}, {"name", document.members.at("name")}}) +
                            "}}");
    return said(R"({"meta":{"limit":1},"entities":[]})");
}

}  // namespace moisson::communecter_test
