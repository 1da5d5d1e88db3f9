// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/scanner.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace moisson::mediawiki {
namespace {

// The only bytes at which anything can happen.
constexpr std::array<bool, 256> make_signs() {
    std::array<bool, 256> signs{};
    for (const char c : std::string_view("[{<\n-]}|=")) signs[static_cast<unsigned char>(c)] = true;
    return signs;
}
constexpr std::array<bool, 256> signs = make_signs();

}  // namespace

Outline outline_of(std::string_view text, const Dialect& dialect) {
    assert(text.size() <= longest_wikitext);
    return Scanner(text, dialect).run();
}

Outline Scanner::run() && {
    start_line();
    for (skip_plain(); i_ < text_.size(); skip_plain()) {
        ++outline_.steps;
        step();
    }
    outline_.steps += text_.size() + tags_.steps();
    return std::move(outline_);
}

void Scanner::skip_plain() {
    while (i_ < text_.size() && !signs[static_cast<unsigned char>(text_[i_])]) ++i_;
}

std::size_t Scanner::run_of(char c, std::size_t from, std::size_t most) const noexcept {
    std::size_t length = 0;
    while (length < most && at(from + length) == c && from + length < text_.size()) ++length;
    return length;
}

// Does a bar mean anything here?
bool Scanner::splits() const noexcept {
    return !open_.empty() && (open_.back().kind == Kind::brace || open_.back().kind == Kind::variant);
}

// Only the first "=" of a part, and none in the name of the template.
bool Scanner::awaits_equals() const noexcept {
    return splits() && parts_.size() - open_.back().first_part > 1 && parts_.back().equals == none;
}

void Scanner::step() {
    const char c = text_[i_];
    if (c == '|' && splits()) {
        if (!one_more()) return;
        ++i_;
        parts_.push_back({static_cast<std::uint32_t>(i_), none});
    } else if (c == '=' && awaits_equals()) {
        parts_.back().equals = static_cast<std::uint32_t>(i_++);
    } else if (c == '<') {
        take_angle();
    } else if (c == '\n') {
        if (in_heading()) pop();
        ++i_;
        start_line();
    } else if (close()) {
        return;
    } else if (c == '-' && at(i_ + 1) == '{') {
        open_variant();
    } else if (c == '{') {
        open_braces(i_, false);
    } else if (c == '[') {
        open_brackets();
    } else {
        ++i_;
    }
}

void Scanner::take_angle() {
    const std::size_t begin = i_;
    const Tags::Taken taken = tags_.take(begin);
    i_ = taken.end;
    if (taken.what == Tags::Taken::What::plain || taken.what == Tags::Taken::What::opaque) return;
    outline_.unseen.push_back({begin, taken.end});
    if (taken.what == Tags::Taken::What::unseen_line) start_line();
}

// "==" at the start of a line opens a heading, in which neither "|" nor "}}" mean anything until the line ends.
// A single "=" may be the one of a parameter.
void Scanner::start_line() {
    constexpr std::size_t deepest_heading = 6;
    const std::size_t count = run_of('=', i_, deepest_heading);
    if (count == 0 || (count == 1 && awaits_equals())) return;
    push({Kind::heading, false, static_cast<std::uint32_t>(i_), static_cast<std::uint32_t>(count), 0}, i_);
    i_ += count;
}

void Scanner::push(Open opened, std::size_t content) {
    opened.first_part = static_cast<std::uint32_t>(parts_.size());
    open_.push_back(opened);
    parts_.push_back({static_cast<std::uint32_t>(content), none});
}

void Scanner::pop() {
    parts_.resize(open_.back().first_part);
    open_.pop_back();
}

void Scanner::open_braces(std::size_t from, bool dash_before) {
    const std::size_t count = run_of('{', from, text_.size());
    i_ = from + count;
    if (count < 2) return;
    push({Kind::brace, dash_before, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(count), 0}, i_);
}

// "-{" is a choice of language variants; with more braces they come first, and the dash waits.
void Scanner::open_variant() {
    if (at(i_ + 2) == '{') return open_braces(i_ + 1, true);
    const std::size_t from = i_;
    i_ += 2;
    push({Kind::variant, false, static_cast<std::uint32_t>(from), 2, 0}, i_);
}

void Scanner::open_brackets() {
    const std::size_t from = i_;
    const std::size_t count = run_of('[', from, text_.size());
    i_ += count;
    if (count < 2) return;
    push({Kind::bracket, false, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(count), 0}, i_);
}

// True when the byte here closes, or might have closed, what is open.
bool Scanner::close() {
    if (open_.empty()) return false;
    const char c = text_[i_];
    const Kind kind = open_.back().kind;
    if (kind == Kind::brace && c == '}') {
        close_braces();
    } else if (kind == Kind::bracket && c == ']') {
        close_brackets();
    } else if (kind == Kind::variant && c == '}' && at(i_ + 1) == '-') {
        pop();
        i_ += 2;
    } else {
        return false;
    }
    return true;
}

void Scanner::close_braces() {
    const Open opened = open_.back();
    const std::size_t count = run_of('}', i_, std::min<std::size_t>(opened.count, 3));
    if (count < 2) {
        i_ += count;
        return;
    }
    const std::size_t begin = opened.at + opened.count - count;
    forget_inside(begin);
    if (count == 2) finish_call(begin, i_ + 2, opened);  // three of them are a parameter of this page itself
    i_ += count;
    pop();
    Open rest = opened;
    rest.count -= static_cast<std::uint32_t>(count);
    reopen(rest);
}

void Scanner::close_brackets() {
    const Open opened = open_.back();
    const std::size_t count = run_of(']', i_, 2);
    if (count == 2) {
        // The wiki pairs opening ones from the left: of "[[[x]]" nothing is a link.
        if (opened.count % 2 == 0) outline_.links.push_back({opened.at + opened.count, i_});
        pop();
        Open rest = opened;
        rest.count -= 2;
        if (rest.count >= 2) push(rest, rest.at + rest.count);
    }
    i_ += count;
}

// What is left of a longer run of braces goes on waiting for its own closing ones.
void Scanner::reopen(Open rest) {
    if (rest.count >= 2) {
        push(rest, rest.at + rest.count);
    } else if (rest.count == 1 && rest.dash_before) {
        push({Kind::variant, false, rest.at - 1, 2, 0}, rest.at + 1);
    }
}

// A page of a million parameters is not understood, rather than understood at any price.
bool Scanner::one_more() {
    if (++pieces_ <= most_pieces) return true;
    outline_.cut = true;
    i_ = text_.size();
    return false;
}

void Scanner::finish_call(std::size_t begin, std::size_t end, const Open& opened) {
    if (!one_more()) return;
    Call call;
    call.whole = {begin, end};
    for (std::size_t n = opened.first_part; n < parts_.size(); ++n) {
        const std::size_t stop = n + 1 < parts_.size() ? parts_[n + 1].begin - 1 : end - 2;
        Part part{{parts_[n].begin, stop}, std::nullopt};
        if (parts_[n].equals != none) part.equals = parts_[n].equals;
        if (n == opened.first_part) {
            call.name = part.whole;
        } else {
            call.parts.push_back(part);
        }
    }
    outline_.calls.push_back(std::move(call));
}

// Calls and links that turn out to stand in a larger call are its own affair.
void Scanner::forget_inside(std::size_t begin) {
    while (!outline_.calls.empty() && outline_.calls.back().whole.begin >= begin) outline_.calls.pop_back();
    while (!outline_.links.empty() && outline_.links.back().begin >= begin) outline_.links.pop_back();
}

}  // namespace moisson::mediawiki
