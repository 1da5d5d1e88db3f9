// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/plain_tags.hpp"
#include "schema/sheet.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// Reads wikitext once and writes what can be seen of it as it goes. What turns out to be hidden, a template or the
// target of a link, is taken back when it closes.
class PlainReader {
public:
    PlainReader(std::string_view text, Form form)
        : text_(text), form_(form), tags_(text, PlainTags::of_wikis()), sheet_(form) {}
    std::string run() &&;

private:
    enum class Kind : std::uint8_t { braces, link, address };

    // Something opened and not closed yet.
    struct Open {
        Kind kind = Kind::braces;
        bool holds_link = false;
        std::size_t at = 0;     // in the text
        std::size_t count = 0;  // of braces not matched yet
        Sheet::Place before;    // of the sheet
        std::size_t begin = 0;  // of the sheet: where it stands written
        std::size_t label = 0;  // of the sheet; 0: none yet
    };
    // The signs that close a heading, which are skipped.
    struct Closing {
        std::size_t at = std::string_view::npos;
        std::size_t end = 0;
    };

    char at(std::size_t offset) const noexcept { return offset < text_.size() ? text_[offset] : '\0'; }
    std::size_t run_of(char c, std::size_t from, std::size_t most = std::string_view::npos) const noexcept;
    bool says(std::string_view word) const noexcept { return text_.substr(i_).starts_with(word); }
    bool top_is(Kind kind) const noexcept { return !open_.empty() && open_.back().kind == kind; }
    void show(std::size_t bytes);
    void skip(std::size_t bytes, Sheet::Gap gap);

    void step();
    void text();
    void end_line();
    void start_line(bool first);
    bool start_block();
    bool take_heading();
    bool take_item(bool first);
    void number_item(std::size_t depth, char mark);
    bool take_table();
    void begin_cell(std::size_t signs, Sheet::Gap gap);
    void angle();
    void literal(std::string_view inside);
    bool reference();
    void apostrophes();
    void bar();
    void open(Kind kind, std::size_t bytes);
    void open_address();
    void close_braces();
    void close_link();
    void close_address();
    void keep_label(const Open& opened);
    bool is_hidden(const Open& opened) const;

    std::string_view text_;
    Form form_;
    PlainTags tags_;
    Sheet sheet_;
    std::size_t i_ = 0;
    std::vector<Open> open_;  // at most `deepest`
    Closing closing_;
    bool in_item_ = false;
    bool in_header_ = false;     // of a table: "!!" parts its cells
    std::size_t tables_ = 0;     // open ones
    std::size_t addresses_ = 0;  // open ones: at most one
    static constexpr std::size_t deepest_list = 8;
    std::array<std::uint32_t, deepest_list + 1> numbers_{};  // of the items at each depth
};

}  // namespace moisson
