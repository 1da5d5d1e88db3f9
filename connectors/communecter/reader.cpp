// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/reader.hpp"

#include "connectors/communecter/hours.hpp"
#include "connectors/communecter/words.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace moisson::communecter {

namespace {

constexpr std::size_t most_values = 50'000;
constexpr std::size_t most_levels = 64;
constexpr std::size_t longest_pointer = 512;  // bytes: all of them together stay small

// Hears a text read and notes each scalar with its pointer and its place. Between two scalars stand only brackets,
// commas, colons, names and white space; so a scalar begins where the reader stood after the last event, past these.
class Scalars : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Scalars> {
public:
    Scalars(std::string_view text, const rapidjson::MemoryStream& stream, std::vector<NamedValue>& values)
        : text_(text), stream_(stream), values_(values) {}

    static bool Default() { return false; }
    bool Null() { return step_past(); }
    bool Bool(bool flag) { return note(flag ? "true" : "false"); }
    bool RawNumber(const char* digits, rapidjson::SizeType length, bool) { return note({digits, length}); }
    bool String(const char* text, rapidjson::SizeType length, bool) { return note({text, length}); }
    bool Key(const char* text, rapidjson::SizeType length, bool) {
        levels_.back().name.assign(text, length);
        done_ = stream_.Tell();
        return true;
    }
    bool StartObject() { return enter(false); }
    bool StartArray() { return enter(true); }
    bool EndObject(rapidjson::SizeType) { return leave(); }
    bool EndArray(rapidjson::SizeType) { return leave(); }

private:
    struct Level {
        bool is_list = false;
        std::size_t index = 0;    // of the element, in a list
        std::string name;         // of the member, in an object
        std::size_t pointer = 0;  // bytes of the pointer to this level
        std::size_t begin = 0;    // of its text
        std::size_t values = 0;   // that came before it
    };

    bool enter(bool is_list) {
        if (levels_.size() == most_levels) return false;
        if (!levels_.empty()) append_step();
        if (pointer_.size() > longest_pointer) return false;
        done_ = stream_.Tell();
        levels_.push_back(Level{is_list, 0, {}, pointer_.size(), stream_.Tell(), values_.size()});
        return true;
    }

    bool leave() {
        const Level& ended = levels_.back();
        if (!ended.is_list && are_hours(pointer_))
            join_hours(values_, ended.values, pointer_, Span{ended.begin, stream_.Tell() + 1});
        levels_.pop_back();
        pointer_.resize(levels_.empty() ? 0 : levels_.back().pointer);
        step_past();
        ++done_;  // of brackets the event comes before they are passed
        return true;
    }

    bool step_past() {
        done_ = stream_.Tell();
        if (!levels_.empty() && levels_.back().is_list) ++levels_.back().index;
        return true;
    }

    // As RFC 6901 escapes a step.
    void append_step() {
        const Level& level = levels_.back();
        pointer_ += '/';
        if (level.is_list) {
            pointer_ += std::to_string(level.index);
            return;
        }
        for (const char c : level.name) {
            if (c == '~')
                pointer_ += "~0";
            else if (c == '/')
                pointer_ += "~1";
            else
                pointer_ += c;
        }
    }

    bool note(std::string_view value) {
        if (values_.size() == most_values) return false;
        const std::size_t begin = text_.find_first_not_of(" \t\r\n,:[{", done_);
        const std::size_t end = stream_.Tell();
        const std::size_t before = pointer_.size();
        if (!levels_.empty()) append_step();
        if (pointer_.size() > longest_pointer) return false;
        values_.push_back(NamedValue{{}, 1, pointer_, std::string(value), Span{begin, end}});
        pointer_.resize(before);
        return step_past();
    }

    std::string_view text_;
    const rapidjson::MemoryStream& stream_;
    std::vector<NamedValue>& values_;
    std::vector<Level> levels_;
    std::string pointer_;   // to the level that is open
    std::size_t done_ = 0;  // where the last event ended
};

// Of members of the same name the last one counts: what an earlier one said goes, with all below it. The canonical text
// of ours has none.
void drop_repeated(std::vector<NamedValue>& values) {
    std::unordered_map<std::string, std::size_t> last;
    for (std::size_t i = 0; i < values.size(); ++i) last[values[i].key] = i;
    if (last.size() == values.size()) return;
    std::vector<NamedValue> kept;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (last[values[i].key] == i) kept.push_back(std::move(values[i]));
    values = std::move(kept);
}

bool is_tag(std::string_view key) {
    constexpr std::string_view tags = "/tags/";
    return key.starts_with(tags) && key.find('/', tags.size()) == std::string_view::npos;
}

}  // namespace

Result<Reading> read_element_text(const Item& item, const Content& content) {
    constexpr unsigned flags =
        rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
    Reading reading;
    rapidjson::MemoryStream stream(content.bytes.data(), content.bytes.size());
    Scalars scalars(content.bytes, stream, reading.values);
    rapidjson::Reader reader;
    const auto parsed = reader.Parse<flags>(stream, scalars);
    const std::string where = "element " + item.id.text;
    if (parsed.IsError())
        return fail(ErrorKind::invalid, where,
                    std::string("not the text of an element: ") + rapidjson::GetParseError_En(parsed.Code()));
    if (stream.Tell() != content.bytes.size())
        return fail(ErrorKind::invalid, where, "not the text of an element: something follows it");
    drop_repeated(reading.values);
    // When it was changed is what its revision says: told as a value it would make news of every edit.
    std::erase_if(reading.values, [](const NamedValue& value) { return value.key == "/updated"; });
    reading.markup = Markup::markdown;
    for (const NamedValue& value : reading.values) {
        if (is_tag(value.key)) reading.tags.push_back(decoded(value.text));
        if (value.key == "/descriptionHTML" && value.text == "true") reading.markup = Markup::html;
    }
    if (const auto name = name_of_element(item.id)) reading.collection = name->collection;
    return reading;
}

void make_absolute(Reading& reading, const std::string& base_url) {
    const std::size_t host = base_url.find("://") == std::string::npos ? 0 : base_url.find("://") + 3;
    for (NamedValue& value : reading.values) {
        if (value.key != "/profilImageUrl" || !value.text.starts_with('/')) continue;
        const bool names_host = value.text.starts_with("//");
        value.text.insert(0, names_host ? "https:" : base_url.substr(0, base_url.find('/', host)));
    }
}

}  // namespace moisson::communecter
