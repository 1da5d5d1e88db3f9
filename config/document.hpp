// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"
#include "schema/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace moisson {

// A TOML file as plain values that know where they stand. The one room where toml++ is seen is document.cpp.
struct Node {
    struct Entry;
    struct Other {
        std::string name;  // "a date": nothing of ours is one
    };
    using Table = std::vector<Entry>;  // in the order of the file
    using List = std::vector<Node>;

    std::string place;  // "moisson.toml:4:1"
    std::variant<Section::Scalar, List, Table, Other> value;

    const std::string* text() const noexcept;
    const List* list() const noexcept { return std::get_if<List>(&value); }
    const Table* table() const noexcept { return std::get_if<Table>(&value); }
    const Node* find(std::string_view key) const noexcept;  // in a table
    std::string type() const;                               // "a text", "a list" …
};

struct Node::Entry {
    std::string key;
    std::string place;  // of the key
    Node value;
};

// Any bytes up to the limit of a configuration file; else Error{config} with file:line:column.
Result<Node> parse_document(std::string_view text, std::string_view file_name);

// A whole file as text; only a regular one is read. Error{config} says why it cannot be read and what to do; `option`
// is by what another would be named.
Result<std::string> read_text(const std::filesystem::path& file, std::string_view option);

// Error{config} at the first entry of the table whose key is not one of these.
Result<Done> refuse_unknown(const Node& table, const std::string& where_in, const std::vector<std::string>& known);

}  // namespace moisson
