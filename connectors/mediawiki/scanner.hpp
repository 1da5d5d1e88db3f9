// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/tags.hpp"
#include "connectors/mediawiki/wikitext.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace moisson::mediawiki {

// One pass over a page, with a stack of what is still open. Follows Preprocessor_Hash of MediaWiki 1.39 step by step,
// so that what it calls a template is what the wiki shows as one.
class Scanner {
public:
    Scanner(std::string_view text, const Dialect& dialect) : text_(text), tags_(text, dialect) {}
    Outline run() &&;

private:
    enum class Kind : char { brace, bracket, variant, heading };  // {{  [[  -{  = at the start of a line

    // Something opened and not closed yet.
    struct Open {
        std::uint32_t at = 0;          // its first character
        std::uint32_t count = 0;       // how many are not matched yet
        std::uint32_t first_part = 0;  // of its own parts in parts_
        Kind kind = Kind::brace;
        bool dash_before = false;  // "-{{{": the dash may still open a variant with the last brace
    };
    struct Mark {
        std::uint32_t begin = 0;
        std::uint32_t equals = none;
    };
    static constexpr std::uint32_t none = Part::positional;

    char at(std::size_t offset) const noexcept { return offset < text_.size() ? text_[offset] : '\0'; }
    std::size_t run_of(char c, std::size_t from, std::size_t most) const noexcept;
    bool splits() const noexcept;
    bool awaits_equals() const noexcept;
    bool in_heading() const noexcept { return !open_.empty() && open_.back().kind == Kind::heading; }

    void skip_plain();
    void step();
    void start_line();
    void open_braces(std::size_t from, bool dash_before);
    void open_variant();
    void open_brackets();
    bool close();
    void close_braces();
    void close_brackets();
    void finish_call(const Open& opened, std::size_t braces);
    void reopen(Open rest);
    void push(Open opened, std::size_t content);
    void pop();
    void end_line();
    void finish_heading(const Open& opened);
    std::size_t before_comments(std::size_t line, std::size_t end) const noexcept;
    void settle_nesting();
    void take_angle();
    void take_bar();
    bool one_more();
    void give_up();

    std::string_view text_;
    Tags tags_;
    std::size_t i_ = 0;
    std::size_t pieces_ = 0;  // so far
    std::vector<Open> open_;
    std::vector<Mark> parts_;  // of everything open, innermost last
    Outline outline_;
};

}  // namespace moisson::mediawiki
