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

Stretch stretch(std::size_t begin, std::size_t end) noexcept {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}

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
    if (!outline_.cut) end_line();
    settle_nesting();
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
    switch (text_[i_]) {
        case '|':
            return take_bar();
        case '=':
            if (awaits_equals()) parts_.back().equals = static_cast<std::uint32_t>(i_);
            break;
        case '<':
            return take_angle();
        case '\n':
            end_line();
            ++i_;
            return start_line();
        case '{':
            return open_braces(i_, false);
        case '[':
            return open_brackets();
        case '-':
            if (at(i_ + 1) == '{') return open_variant();
            break;
        default:
            if (close()) return;
    }
    ++i_;
}

void Scanner::take_bar() {
    ++i_;
    if (splits() && one_more()) parts_.push_back({static_cast<std::uint32_t>(i_), none});
}

void Scanner::take_angle() {
    const std::size_t begin = i_;
    const Tags::Taken taken = tags_.take(begin);
    i_ = taken.end;
    if (taken.what == Tags::Taken::What::plain) return;
    const Stretch whole = stretch(begin, taken.end);
    if (taken.what == Tags::Taken::What::opaque) return outline_.opaque.push_back(whole);
    outline_.unseen.push_back(whole);
    if (taken.what == Tags::Taken::What::unseen_line) start_line();
}

// "==" at the start of a line opens a heading, in which neither "|" nor "}}" mean anything until the line ends.
// A single "=" may be the one of a parameter.
void Scanner::start_line() {
    constexpr std::size_t deepest_heading = 6;
    const std::size_t count = run_of('=', i_, deepest_heading);
    if (count == 0 || (count == 1 && awaits_equals())) return;
    push({static_cast<std::uint32_t>(i_), static_cast<std::uint32_t>(count), 0, Kind::heading, false}, i_);
    i_ += count;
}

void Scanner::end_line() {
    if (!in_heading()) return;
    finish_heading(open_.back());
    pop();
}

// The end of a line without the comments and blanks it ends with.
std::size_t Scanner::before_comments(std::size_t line, std::size_t end) const noexcept {
    const auto blanks = [&] {
        while (end > line && is_blank(text_[end - 1])) --end;
    };
    blanks();
    for (auto hidden = outline_.unseen.rbegin(); hidden != outline_.unseen.rend() && hidden->end == end; ++hidden) {
        const std::string_view comment = text_.substr(hidden->begin, end - hidden->begin);
        if (hidden->begin < line || !comment.starts_with("<!--") || !comment.ends_with("-->")) break;
        end = hidden->begin;
        blanks();
    }
    return end;
}

// As many signs on both sides as there are on the side that has fewer; of a line of nothing else the middle is the
// title.
void Scanner::finish_heading(const Open& opened) {
    const std::size_t end = before_comments(opened.at, i_);
    std::size_t first_closing = end;
    while (first_closing > opened.at && text_[first_closing - 1] == '=') --first_closing;
    const std::size_t closing = end - first_closing;
    constexpr std::size_t deepest = 6;
    std::size_t level = std::min<std::size_t>(closing, opened.count);
    if (first_closing == opened.at) level = closing < 3 ? 0 : std::min(deepest, (closing - 1) / 2);
    if (level == 0) return;
    outline_.headings.push_back(
        {stretch(opened.at, end), stretch(opened.at + level, end - level), static_cast<std::uint32_t>(level)});
}

void Scanner::push(Open opened, std::size_t content) {
    if (open_.size() == most_pieces) return give_up();
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
    push({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(count), 0, Kind::brace, dash_before}, i_);
}

// "-{" is a choice of language variants; with more braces they come first, and the dash waits.
void Scanner::open_variant() {
    if (at(i_ + 2) == '{') return open_braces(i_ + 1, true);
    const std::size_t from = i_;
    i_ += 2;
    push({static_cast<std::uint32_t>(from), 2, 0, Kind::variant, false}, i_);
}

void Scanner::open_brackets() {
    const std::size_t from = i_;
    const std::size_t count = run_of('[', from, text_.size());
    i_ += count;
    if (count < 2) return;
    push({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(count), 0, Kind::bracket, false}, i_);
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
    finish_call(opened, count);
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
        if (opened.count % 2 == 0) outline_.links.push_back({stretch(opened.at + opened.count, i_)});
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
        push({rest.at - 1, 2, 0, Kind::variant, false}, rest.at + 1);
    }
}

// A page of a million parameters is not understood, rather than understood at any price.
bool Scanner::one_more() {
    if (++pieces_ <= most_pieces) return true;
    give_up();
    return false;
}

void Scanner::give_up() {
    outline_.cut = true;
    i_ = text_.size();
}

// Two braces call something, three are an argument of this page itself.
void Scanner::finish_call(const Open& opened, std::size_t braces) {
    if (!one_more()) return;
    Call call;
    call.whole = stretch(opened.at + opened.count - braces, i_ + braces);
    call.what = braces == 2 ? Call::What::call : Call::What::argument;
    const auto part_at = [&](std::size_t n) {
        const std::size_t end = n + 1 < parts_.size() ? parts_[n + 1].begin - 1 : i_;
        return Part{stretch(parts_[n].begin, end), parts_[n].equals};
    };
    call.name = part_at(opened.first_part).whole;
    call.first_part = static_cast<std::uint32_t>(outline_.parts.size());
    for (std::size_t n = opened.first_part + 1; n < parts_.size(); ++n) outline_.parts.push_back(part_at(n));
    call.part_count = static_cast<std::uint32_t>(outline_.parts.size()) - call.first_part;
    outline_.calls.push_back(call);
}

// Nothing crosses anything: seen from the end, what begins behind the beginning of the last outer call stands in it.
void Scanner::settle_nesting() {
    auto& calls = outline_.calls;
    std::size_t outer = text_.size();
    for (std::size_t n = calls.size(); n-- > 0;) {
        calls[n].nested = calls[n].whole.begin > outer;
        if (!calls[n].nested) outer = calls[n].whole.begin;
    }
    auto call = calls.begin();
    for (Link& link : outline_.links) {
        while (call != calls.end() && (call->nested || call->whole.end < link.inside.end)) ++call;
        link.in_call = call != calls.end() && call->whole.begin < link.inside.begin;
    }
}

}  // namespace moisson::mediawiki
