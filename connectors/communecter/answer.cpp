// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/answer.hpp"

#include "connectors/communecter/people.hpp"
#include "connectors/communecter/refusal.hpp"
#include "connectors/communecter/words.hpp"
#include "connectors/json_node.hpp"
#include "connectors/refusal_of_status.hpp"
#include "connectors/retry_after.hpp"
#include "schema/utf8.hpp"

#include <charconv>

namespace moisson::communecter {

namespace {

constexpr std::size_t most_values = 1'000'000;  // four thousand elements have a quarter of that

struct Body {
    JsonText json;
    bool after_notice = false;  // something of PHP stood before it
};

// PHP may print notices before the JSON. They are passed over only when all that follows is JSON.
std::optional<Body> body_of(const std::string& text) {
    JsonText whole(text, most_values);
    if (whole.valid()) return Body{std::move(whole), false};
    const auto start = text.find_first_of("{[");
    if (start == std::string::npos || text.find_first_not_of(" \t\r\n") == start) return std::nullopt;
    if (!is_utf8(std::string_view(text).substr(0, start))) return std::nullopt;
    JsonText rest(text.substr(start), most_values);
    if (!rest.valid()) return std::nullopt;
    return Body{std::move(rest), true};
}

// What an answer says of itself, the elements it brings aside.
Value envelope_of(const JsonNode& root) {
    Value::Object envelope;
    for (const char* name : {"result", "error", "msg"})
        for (const auto& [key, node] : root.entries())
            if (key == name) envelope[key] = node.value();
    return envelope;
}

Result<Body> read_body(const HttpResponse& response, const std::string& where) {
    if (auto refusal = refusal_of_status(response, where)) return fail(std::move(*refusal));
    auto body = body_of(response.body);
    if (!body) return fail(not_json(response.body, where));
    Complaint complaint;
    if (auto refusal = refusal_of_words(envelope_of(body->json.root(complaint)), where))
        return fail(std::move(*refusal));
    return std::move(*body);
}

tl::unexpected<Error> wrong_shape(const std::string& where, std::string what) {
    return fail(ErrorKind::invalid, where, "not an answer of Communecter: " + std::move(what),
                "is `base_url` the address of a Communecter?");
}

std::optional<std::uint64_t> number_of(const Value& written) {
    if (const std::int64_t* number = written.integer(); number != nullptr && *number >= 0)
        return static_cast<std::uint64_t>(*number);
    if (const std::string* text = written.text()) {
        std::uint64_t number = 0;
        const auto [end, trouble] = std::from_chars(text->data(), text->data() + text->size(), number);
        if (trouble == std::errc{} && end == text->data() + text->size()) return number;
    }
    return std::nullopt;
}

std::string own_id(const Value& row) {
    for (const char* name : {"_id", "id"})
        if (std::string id = id_of(row.at(name)); !id.empty()) return id;
    return {};
}

// What stands in the place of an element that is not there.
bool is_ghost(const Value& row) {
    if (!own_id(row).empty()) return false;
    return row.at("slug").text_or("") == "unknown" || row.at("name").text_or("") == "Unknown (deleted)" ||
           row.at("typeSig").text_or("") == "poi";
}

void take_row(ListAnswer& answer, const std::string& key, Value value) {
    ++answer.listed;
    const std::string by_key = id_of(Value(key));
    const std::string by_row = own_id(value);
    const std::string& id = by_key.empty() ? by_row : by_key;
    const bool is_somebody = is_person(value);
    const std::string subject = id.empty() || is_somebody ? "a row" : "element " + id;
    if (is_somebody)
        answer.unreadable.push_back(Ignored{subject, {}, "it stands for a person"});
    else if (value.object() == nullptr)
        answer.unreadable.push_back(Ignored{subject, {}, "it is no object"});
    else if (id.empty())
        answer.unreadable.push_back(Ignored{subject, {}, "it has no id"});
    else if (!by_row.empty() && by_row != id)
        answer.unreadable.push_back(Ignored{subject, {}, "it says that it has another id"});
    else if (is_ghost(value))
        answer.unreadable.push_back(Ignored{subject, {}, "it stands for an element that is not there"});
    else
        answer.rows.push_back(Row{id, std::move(value)});
}

// Whatever the answer is, as a value.
Value value_of(const Body& body) {
    Complaint complaint;
    return body.json.root(complaint).value();
}

}  // namespace

Result<ListAnswer> read_list(HttpResponse response, const std::string& where, const std::string& type) {
    auto body = read_body(response, where);
    if (!body) return fail(std::move(body.error()));
    ListAnswer answer;
    answer.server_time = http_date(response.header("date"));
    if (body->after_notice)
        answer.unreadable.push_back(Ignored{notice_subject, {}, "the JSON behind it is whole, and was read"});
    Complaint complaint;
    const JsonNode root = body->json.root(complaint);
    if (!root.has("results")) return wrong_shape(where, "it does not say what it found");
    // In the order of the answer, which is what it was asked for. PHP writes no elements as an empty list.
    const auto rows = root.keyed("results");
    if (rows.size() > most_rows_in_answer)
        return fail(
            ErrorKind::invalid, where,
            std::to_string(rows.size()) + " rows in one answer, which may hold " + std::to_string(most_rows_in_answer),
            "narrow this scope, by tags, countries or source_keys, if fewer are not sent when fewer are asked "
            "for");
    for (const auto& [key, row] : rows) take_row(answer, key, row.value());
    if (!complaint.empty()) return wrong_shape(where, complaint.text());
    for (const auto& [key, count] : root.entries())
        if (key == "count") answer.count = number_of(count.is_object() ? count.value().at(type) : count.value());
    return answer;
}

namespace {

Result<ElementAnswer> element_of(Value element, const HttpResponse& response, const std::string& where,
                                 const std::string& id) {
    if (element.object() == nullptr || element.object()->empty()) return wrong_shape(where, "it is no element");
    ElementAnswer answer{std::nullopt, http_date(response.header("date"))};
    const std::string own = own_id(element);
    if (own.empty() && !is_ghost(element)) return wrong_shape(where, "it is an element without an id");
    if (!own.empty() && own != id) return wrong_shape(where, "it is another element");
    if (!own.empty() && !is_person(element)) answer.value = std::move(element);
    return answer;
}

}  // namespace

Result<ElementAnswer> read_element(HttpResponse response, const std::string& where, const std::string& id) {
    auto body = read_body(response, where);
    if (!body) return fail(std::move(body.error()));
    return element_of(value_of(*body), response, where, id);
}

Result<ElementAnswer> read_member_element(HttpResponse response, const std::string& where, const std::string& id) {
    auto body = read_body(response, where);
    if (!body) return fail(std::move(body.error()));
    return element_of(value_of(*body).at("map"), response, where, id);
}

Result<ElementAnswer> read_old_element(HttpResponse response, const std::string& where, const std::string& id) {
    auto body = read_body(response, where);
    if (!body) return fail(std::move(body.error()));
    const Value answered = value_of(*body);
    const Value& entities = answered.at("entities");
    if (entities.object() == nullptr && entities.list() == nullptr)
        return wrong_shape(where, "it does not say what it found");
    ElementAnswer answer{std::nullopt, http_date(response.header("date"))};
    if (const Value& found = entities.at(id); found.object() != nullptr && !is_person(found)) answer.value = found;
    return answer;
}

Result<Value> read_form_answer(HttpResponse response, const std::string& where) {
    auto body = read_body(response, where);
    if (!body) return fail(std::move(body.error()));
    Value form = value_of(*body).at("data");
    if (form.object() == nullptr) return wrong_shape(where, "it shows no form");
    return form;
}

bool is_page(const HttpResponse& response) {
    return response.status == 200 && looks_like_html(response.body) && !body_of(response.body);
}

}  // namespace moisson::communecter
