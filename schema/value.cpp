// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/value.hpp"

#include "schema/json_text.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <charconv>
#include <cmath>
#include <utility>

namespace moisson {
namespace {

constexpr std::size_t max_levels = 64;    // destroying and comparing recurse
constexpr std::size_t max_digits = 4096;  // of one number: nobody means more

// Whether a number that no double can hold is one that is too small, not one that is too large.
bool is_tiny(std::string_view text) {
    const auto exponent = text.find_first_of("eE");
    if (exponent != std::string_view::npos) return text[exponent + 1] == '-';
    return text.substr(text.front() == '-' ? 1 : 0).front() == '0';
}

// A number too small to be told from 0 is 0; one too large is refused.
std::optional<Value> parse_number(std::string_view text) {
    const char* const end = text.data() + text.size();
    if (text.find_first_of(".eE") == std::string_view::npos) {
        std::int64_t integer = 0;
        if (std::from_chars(text.data(), end, integer).ec == std::errc{}) return Value(integer);
    }
    double number = 0;
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec == std::errc::result_out_of_range && is_tiny(text)) return Value(0.0);
    if (read.ec != std::errc{} || !std::isfinite(number)) return std::nullopt;
    return Value(number);
}

// RapidJSON refuses the first half of a surrogate pair when it is alone, but lets a lone second half through.
bool has_half_pair(std::string_view text) {
    for (auto at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1))
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
    return false;
}

// Receives what RapidJSON reads, in its words; answers false to stop it.
class Tree : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Tree> {
public:
    static bool Default() { return false; }  // numbers come as texts, so nothing else is ever announced
    bool Null() { return put(Value()); }
    bool Bool(bool flag) { return put(Value(flag)); }
    bool RawNumber(const char* digits, rapidjson::SizeType length, bool) {
        auto number = length <= max_digits ? parse_number({digits, length}) : std::nullopt;
        if (!number) return refuse("a number is too long or too large");
        return put(*std::move(number));
    }
    bool String(const char* bytes, rapidjson::SizeType length, bool) {
        if (has_half_pair({bytes, length})) return refuse("it holds half a surrogate pair");
        return put(Value(std::string(bytes, length)));
    }
    bool Key(const char* bytes, rapidjson::SizeType length, bool) {
        if (has_half_pair({bytes, length})) return refuse("it holds half a surrogate pair");
        open_.back().key.assign(bytes, length);
        return true;
    }
    bool StartObject() { return enter(Value(Value::Object{})); }
    bool StartArray() { return enter(Value(Value::List{})); }
    bool EndObject(rapidjson::SizeType) { return leave(); }
    bool EndArray(rapidjson::SizeType) { return leave(); }

    Value take() { return std::move(root_); }
    const char* why() const noexcept { return why_; }

private:
    struct Level {
        Value value;
        std::string key;  // of the member being read, in an object
    };

    bool refuse(const char* why) {
        why_ = why;
        return false;
    }

    bool enter(Value empty) {
        if (open_.size() == max_levels) return refuse("it is more than 64 levels deep");
        open_.push_back({std::move(empty), {}});
        return true;
    }

    bool leave() {
        Value whole = std::move(open_.back().value);
        open_.pop_back();
        return put(std::move(whole));
    }

    // Of members of the same name the last one counts.
    bool put(Value value) {
        if (open_.empty())
            root_ = std::move(value);
        else if (auto* list = open_.back().value.list())
            list->push_back(std::move(value));
        else
            open_.back().value.object()->insert_or_assign(std::move(open_.back().key), std::move(value));
        return true;
    }

    Value root_;
    std::vector<Level> open_;
    const char* why_ = nullptr;
};

tl::unexpected<Error> not_json(std::string what) {
    return fail(ErrorKind::invalid, "", "not usable JSON: " + std::move(what));
}

}  // namespace

const Value& Value::at(std::string_view key) const noexcept {
    static const Value nothing;
    const Object* members = object();
    if (!members) return nothing;
    const auto found = members->find(std::string(key));
    return found == members->end() ? nothing : found->second;
}

std::string Value::text_or(std::string_view otherwise) const {
    const std::string* held = text();
    return held ? *held : std::string(otherwise);
}

std::string to_json(const Value& value) {
    std::string out;
    append_json(out, value);
    return out;
}

Result<Value> from_json(std::string_view text, std::size_t largest) {
    constexpr unsigned flags =
        rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
    if (text.size() > largest) return not_json("it is larger than " + std::to_string(largest >> 20U) + " MiB");
    if (text.empty()) return not_json("it is empty");
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::Reader reader;
    Tree tree;
    const auto parsed = reader.Parse<flags>(stream, tree);
    if (tree.why()) return not_json(tree.why());
    if (parsed.IsError())
        return not_json(std::string(rapidjson::GetParseError_En(parsed.Code())) + " (byte " +
                        std::to_string(parsed.Offset()) + ")");
    // RapidJSON takes a NUL for the end of the text.
    if (stream.Tell() != text.size())
        return not_json("something follows it (byte " + std::to_string(stream.Tell()) + ")");
    return tree.take();
}

}  // namespace moisson
