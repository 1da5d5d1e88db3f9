// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/json_node.hpp"

#include "schema/utf8.hpp"

#include <rapidjson/document.h>
#include <rapidjson/reader.h>
#include <limits>

namespace moisson {

namespace {

using Json = rapidjson::Value;

const Json& json(const void* place) noexcept {
    return *static_cast<const Json*>(place);
}

// Null when it is absent, or null itself.
const Json* find(const void* place, const char* name) {
    const Json& from = json(place);
    if (!from.IsObject()) return nullptr;
    auto found = from.FindMember(name);
    return found == from.MemberEnd() || found->value.IsNull() ? nullptr : &found->value;
}

std::string_view view(const Json& text) {
    return {text.GetString(), text.GetStringLength()};
}

}  // namespace

bool JsonNode::is_object() const noexcept {
    return json(place_).IsObject();
}

bool JsonNode::has(const char* name) const {
    return find(place_, name) != nullptr;
}

std::optional<JsonNode> JsonNode::object(const char* name) const {
    const Json* value = find(place_, name);
    if (value == nullptr || (value->IsArray() && value->Empty())) return std::nullopt;
    if (!value->IsObject()) {
        complain(name, "an object");
        return std::nullopt;
    }
    return JsonNode(value, *complaint_);
}

std::vector<JsonNode> JsonNode::list(const char* name) const {
    std::vector<JsonNode> elements;
    const Json* value = find(place_, name);
    if (value == nullptr) return elements;
    if (value->IsArray()) {
        elements.reserve(value->Size());
        for (const Json& element : value->GetArray()) elements.emplace_back(&element, *complaint_);
    } else if (value->IsObject()) {
        for (const auto& entry : value->GetObject()) elements.emplace_back(&entry.value, *complaint_);
    } else {
        complain(name, "a list");
    }
    return elements;
}

std::vector<JsonNode> JsonNode::objects(const char* name) const {
    std::vector<JsonNode> elements = list(name);
    const auto odd = std::erase_if(elements, [](const JsonNode& element) { return !element.is_object(); });
    if (odd > 0) complain(name, "a list of objects");
    return elements;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::entries() const {
    std::vector<std::pair<std::string, JsonNode>> entries;
    if (!json(place_).IsObject()) return entries;
    for (const auto& entry : json(place_).GetObject())
        entries.emplace_back(std::string(view(entry.name)), JsonNode(&entry.value, *complaint_));
    return entries;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::keyed(const char* name) const {
    const Json* value = find(place_, name);
    if (value != nullptr && value->IsObject()) return JsonNode(value, *complaint_).entries();
    std::vector<std::pair<std::string, JsonNode>> all;
    for (const JsonNode& element : list(name)) all.emplace_back(std::string(), element);
    return all;
}

std::string JsonNode::text(const char* name, std::size_t longest) const {
    const Json* value = find(place_, name);
    if (value == nullptr) return {};
    if (!value->IsString()) {
        complain(name, "a text");
        return {};
    }
    if (value->GetStringLength() > longest) {
        complain(name, "of a sensible length");
        return {};
    }
    return std::string(view(*value));
}

std::optional<std::string> JsonNode::text_if_any(const char* name) const {
    const Json* value = find(place_, name);
    if (value == nullptr) return std::nullopt;
    if (value->IsString()) return std::string(view(*value));
    complain(name, "a text");
    return std::nullopt;
}

std::optional<std::int64_t> JsonNode::number(const char* name) const {
    const Json* value = find(place_, name);
    if (value == nullptr) return std::nullopt;
    if (value->IsInt64()) return value->GetInt64();
    complain(name, "a whole number");
    return std::nullopt;
}

std::int64_t JsonNode::id(const char* name) const {
    const std::int64_t value = number(name).value_or(0);
    if (value >= 0) return value;
    complain(name, "an id");
    return 0;
}

int JsonNode::name_space(const char* name) const {
    const std::int64_t value = number(name).value_or(0);
    if (value >= std::numeric_limits<int>::min() && value <= std::numeric_limits<int>::max())
        return static_cast<int>(value);
    complain(name, "a namespace");
    return 0;
}

bool JsonNode::flag(const char* name) const {
    const Json* value = find(place_, name);
    if (value == nullptr) return false;
    if (value->IsBool()) return value->GetBool();
    if (!value->IsString()) complain(name, "a flag");
    return value->IsString();
}

Instant JsonNode::time(const char* name) const {
    const Json* value = find(place_, name);
    const auto when = value != nullptr && value->IsString() ? from_iso(view(*value)) : std::nullopt;
    if (!when) complain(name, "a time");
    return when.value_or(Instant{});
}

std::optional<std::string> JsonNode::own_text() const {
    if (!json(place_).IsString()) return std::nullopt;
    return std::string(view(json(place_)));
}

std::optional<std::int64_t> JsonNode::own_number() const {
    if (!json(place_).IsInt64()) return std::nullopt;
    return json(place_).GetInt64();
}

namespace {

// Not deeper than what the text was bounded to.
Value value_of(const Json& from) {
    if (from.IsBool()) return from.GetBool();
    if (from.IsInt64()) return from.GetInt64();
    if (from.IsNumber()) return from.GetDouble();
    if (from.IsString()) return std::string(view(from));
    if (from.IsArray()) {
        Value::List list;
        list.reserve(from.Size());
        for (const Json& element : from.GetArray()) list.push_back(value_of(element));
        return list;
    }
    Value::Object object;
    if (!from.IsObject()) return {};
    for (const auto& entry : from.GetObject())
        object.insert_or_assign(std::string(view(entry.name)), value_of(entry.value));
    return object;
}

// Between reader and document: a text of sixteen million brackets must not become a tree of them.
class Bounded {
public:
    Bounded(rapidjson::Document& document, std::size_t most_values) : document_(document), most_values_(most_values) {}

    bool Null() { return one() && document_.Null(); }
    bool Bool(bool flag) { return one() && document_.Bool(flag); }
    bool Int(int number) { return one() && document_.Int(number); }
    bool Uint(unsigned number) { return one() && document_.Uint(number); }
    bool Int64(std::int64_t number) { return one() && document_.Int64(number); }
    bool Uint64(std::uint64_t number) { return one() && document_.Uint64(number); }
    bool Double(double number) { return one() && document_.Double(number); }
    bool RawNumber(const char* digits, rapidjson::SizeType length, bool copy) {
        return one() && document_.RawNumber(digits, length, copy);
    }
    bool String(const char* text, rapidjson::SizeType length, bool copy) {
        return one() && document_.String(text, length, copy);
    }
    bool Key(const char* text, rapidjson::SizeType length, bool copy) { return document_.Key(text, length, copy); }
    bool StartObject() { return enter() && document_.StartObject(); }
    bool StartArray() { return enter() && document_.StartArray(); }
    bool EndObject(rapidjson::SizeType members) { return leave() && document_.EndObject(members); }
    bool EndArray(rapidjson::SizeType elements) { return leave() && document_.EndArray(elements); }

private:
    static constexpr std::size_t most_levels = 64;

    bool one() { return ++values_ <= most_values_; }
    bool enter() { return one() && ++levels_ <= most_levels; }
    bool leave() {
        --levels_;
        return true;
    }

    rapidjson::Document& document_;
    std::size_t most_values_;
    std::size_t values_ = 0;
    std::size_t levels_ = 0;
};

}  // namespace

Value JsonNode::value() const {
    return value_of(json(place_));
}

struct JsonText::Held {
    std::string bytes;  // the document points into it
    rapidjson::Document document;
    rapidjson::ParseErrorCode trouble = rapidjson::kParseErrorNone;
};

JsonText::JsonText(std::string text, std::size_t most_values) : held_(std::make_unique<Held>()) {
    held_->bytes = std::move(text);
    if (!is_utf8(held_->bytes)) {
        held_->trouble = rapidjson::kParseErrorStringInvalidEncoding;
        return;
    }
    auto fill = [held = held_.get(), most_values](rapidjson::Document& document) {
        rapidjson::InsituStringStream stream(held->bytes.data());
        rapidjson::Reader reader;
        Bounded bounded(document, most_values);
        // Recursive: `bounded` ends it at 64 levels. All bytes were looked at before, at once.
        held->trouble = reader.Parse<rapidjson::kParseInsituFlag>(stream, bounded).Code();
        return held->trouble == rapidjson::kParseErrorNone;
    };
    held_->document.Populate(fill);
}

JsonText::JsonText(JsonText&&) noexcept = default;
JsonText& JsonText::operator=(JsonText&&) noexcept = default;
JsonText::~JsonText() = default;

bool JsonText::valid() const noexcept {
    return held_->trouble == rapidjson::kParseErrorNone;
}

bool JsonText::too_large() const noexcept {
    return held_->trouble == rapidjson::kParseErrorTermination;
}

JsonNode JsonText::root(Complaint& complaint) const noexcept {
    return {&held_->document, complaint};
}

}  // namespace moisson
