// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document.hpp"

#include "config/words.hpp"

#include <algorithm>

// Ours are flat; a deep file only serves to exhaust the stack.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16
#include <toml++/impl/preprocessor.h>
// toml++ 3.3 promises its own compiler that a key starts after "[[", and it need not ("[[ ="): the code behind
// the promise then answers with an error, as it should.
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(promise) static_assert(true)
#include <toml++/toml.h>

namespace moisson {
namespace {

constexpr std::size_t largest_file = 1U << 20U;  // bytes: hand-written files have a few kilobytes
constexpr int deepest = 8;                       // tables in tables; the grammar needs four
// toml++ bounds brackets but not dotted keys, and walks both recursively.
constexpr int most_dots = 100;  // in a line

std::string place_at(std::string_view file, toml::source_position at) {
    const auto line = std::max<toml::source_index>(1, at.line);
    const auto column = std::max<toml::source_index>(1, at.column);
    return std::string(file) + ':' + std::to_string(line) + ':' + std::to_string(column);
}

// Error when a line has so many dots that its keys may be nested without bound.
Result<Done> check_dots(std::string_view text, std::string_view file) {
    std::size_t line = 1;
    int dots = 0;
    bool comment = false;
    bool blank = true;
    for (const char c : text) {
        if (c == '\n') {
            ++line;
            dots = 0;
            comment = false;
            blank = true;
            continue;
        }
        if (blank && c == '#') comment = true;
        if (c != ' ' && c != '\t') blank = false;
        if (c == '.' && !comment && ++dots > most_dots)
            return fail(ErrorKind::config, std::string(file) + ':' + std::to_string(line) + ":1",
                        "more than " + std::to_string(most_dots) + " dots in one line", "Cut it into several lines");
    }
    return Done{};
}

// Turns toml++'s tree into ours.
class Translation {
public:
    explicit Translation(std::string_view file) : file_(file) {}

    Result<Node> node(const toml::node& from, int depth) const {
        Node to;
        to.place = place_at(file_, from.source().begin);
        if (depth > deepest)
            return fail(ErrorKind::config, to.place, "tables are nested too deep",
                        "Nothing here needs more than four levels");
        if (const auto* table = from.as_table()) return tables(*table, std::move(to), depth);
        if (const auto* array = from.as_array()) return lists(*array, std::move(to), depth);
        if (const auto* text = from.as_string())
            to.value = Section::Scalar{text->get()};
        else if (const auto* whole = from.as_integer())
            to.value = Section::Scalar{whole->get()};
        else if (const auto* number = from.as_floating_point())
            to.value = Section::Scalar{number->get()};
        else if (const auto* flag = from.as_boolean())
            to.value = Section::Scalar{flag->get()};
        else
            to.value = Node::Other{"a date or a time"};
        return to;
    }

private:
    Result<Node> tables(const toml::table& from, Node to, int depth) const {
        struct Found {
            toml::source_position at;
            Node::Entry entry;
        };
        std::vector<Found> found;
        for (const auto& [key, value] : from) {
            auto inner = node(value, depth + 1);
            if (!inner) return fail(inner.error());
            const auto at = key.source().begin;
            found.push_back({at, Node::Entry{std::string(key.str()), place_at(file_, at), std::move(*inner)}});
        }
        std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.at < b.at; });
        Node::Table table;
        for (Found& each : found) table.push_back(std::move(each.entry));
        to.value = std::move(table);
        return to;
    }

    Result<Node> lists(const toml::array& from, Node to, int depth) const {
        Node::List list;
        for (const toml::node& value : from) {
            auto inner = node(value, depth + 1);
            if (!inner) return fail(inner.error());
            list.push_back(std::move(*inner));
        }
        to.value = std::move(list);
        return to;
    }

    std::string_view file_;
};

}  // namespace

Result<Node> parse_document(std::string_view text, std::string_view file_name) {
    if (text.size() > largest_file)
        return fail(ErrorKind::config, std::string(file_name), "the file is larger than 1 MiB",
                    "A configuration has a few kilobytes: is this the right file?");
    if (const auto dots = check_dots(text, file_name); !dots) return fail(dots.error());
    const toml::parse_result parsed = toml::parse(text, file_name);
    if (!parsed) {
        const auto& error = parsed.error();
        return fail(ErrorKind::config, place_at(file_name, error.source().begin),
                    "this is not valid TOML: " + std::string(error.description()), {});
    }
    return Translation(file_name).node(parsed.table(), 0);
}

}  // namespace moisson
