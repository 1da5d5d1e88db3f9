// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/sheet.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace moisson {

// What readers of HTML and of Markdown write on: their lists, links and texts, laid out as those of wikitext are.
class Display {
public:
    // `room`: for how many bytes of addresses there is; a text may name the same one as often as it likes.
    Display(Form form, std::size_t room) : form_(form), sheet_(form), room_(room) {}

    // White space collapses.
    void text(std::string_view seen) { write(seen, Sheet::Gap::space); }
    // So it does, but for the ends of lines.
    void lines(std::string_view seen) { write(seen, Sheet::Gap::line); }
    void code(long character) { sheet_.add_code(character); }
    void owe(Sheet::Gap gap) { sheet_.owe(gap); }

    void open_bullets();
    void open_numbers(std::uint32_t first);
    void begin_item();
    void close_list();

    // Prose shows where a link leads when its label does not say so, and it is an address anybody can open.
    void open_link(std::string address);
    void close_link();

    std::string take() && { return std::move(sheet_).take(); }

private:
    void write(std::string_view seen, Sheet::Gap line_end);
    void open_list(std::uint32_t next);

    static constexpr std::size_t deepest_shown = 8;  // deeper lists are shown at this depth

    Form form_;
    Sheet sheet_;
    std::array<std::uint32_t, deepest_shown + 1> next_{};  // number at each depth; 0: a dot
    std::size_t depth_ = 0;
    std::string address_;
    std::size_t room_;
    std::size_t label_ = 0;  // where it begins
};

}  // namespace moisson
