// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_text.hpp"

#include "schema/behaviour_switches.hpp"
#include "schema/entities.hpp"
#include "schema/plain_reader.hpp"

#include <algorithm>
#include <utility>

namespace moisson {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\v\f";

// The only bytes at which anything can happen.
constexpr std::array<bool, 256> make_signs() {
    std::array<bool, 256> signs{};
    for (const char c : std::string_view(" \t\r\v\f\n'<&[]{}|_!")) signs[static_cast<unsigned char>(c)] = true;
    return signs;
}
constexpr std::array<bool, 256> signs = make_signs();

// What MediaWiki leaves of a run of apostrophes: two, three and five are marks, the rest is text.
std::size_t visible_apostrophes(std::size_t run) {
    if (run == 1 || run == 4) return 1;
    return run > 5 ? run - 5 : 0;
}

}  // namespace

std::string plain_text(std::string_view written, Form form) {
    return PlainReader(written, form).run();
}

std::string PlainReader::run() && {
    start_line(true);
    while (i_ < text_.size()) step();
    return std::move(sheet_).take();
}

std::size_t PlainReader::run_of(char c, std::size_t from, std::size_t most) const noexcept {
    const std::string_view rest = text_.substr(from, most);
    return std::min(rest.find_first_not_of(c), rest.size());
}

void PlainReader::show(std::size_t bytes) {
    sheet_.add(text_.substr(i_, bytes));
    i_ += bytes;
}

void PlainReader::skip(std::size_t bytes, Sheet::Gap gap) {
    sheet_.owe(gap);
    i_ += bytes;
}

void PlainReader::step() {
    if (i_ == closing_.at) return skip(closing_.end - i_, Sheet::Gap::paragraph);
    const char c = text_[i_];
    if (!signs[static_cast<unsigned char>(c)]) return text();
    if (c == '\n') return end_line();
    if (blanks.find(c) != nowhere) return skip(1, Sheet::Gap::space);
    if (c == '\'') return apostrophes();
    if (c == '<') return angle();
    if (c == '&' && reference()) return;
    if (c == '|') return bar();
    if (c == '{' && at(i_ + 1) == '{') return open(Kind::braces, run_of('{', i_));
    if (c == '[' && at(i_ + 1) == '[') return open(Kind::link, 2);
    if (c == '[') return open_address();
    if (c == '}' && top_is(Kind::braces) && at(i_ + 1) == '}') return close_braces();
    if (c == ']' && top_is(Kind::link) && at(i_ + 1) == ']') return close_link();
    if (c == ']' && top_is(Kind::address)) return close_address();
    if (c == '!' && in_header_ && at(i_ + 1) == '!' && open_.empty()) return begin_cell(2, Sheet::Gap::cell);
    const std::size_t word = c == '_' ? behaviour_switch_at(text_.substr(i_)) : 0;
    if (word > 0) return skip(word, Sheet::Gap::none);
    show(1);
}

void PlainReader::text() {
    const std::size_t limit = std::min(closing_.at > i_ ? closing_.at : nowhere, text_.size());
    std::size_t end = i_ + 1;
    while (end < limit && !signs[static_cast<unsigned char>(text_[end])]) ++end;
    show(end - i_);
}

void PlainReader::angle() {
    const PlainTags::Taken taken = tags_.take(i_);
    if (taken.what == PlainTags::Taken::What::text) return show(1);
    switch (taken.what) {
        case PlainTags::Taken::What::line:
            sheet_.owe(Sheet::Gap::line);
            break;
        case PlainTags::Taken::What::paragraph:
            sheet_.owe(Sheet::Gap::paragraph);
            break;
        case PlainTags::Taken::What::cell:
            sheet_.owe(Sheet::Gap::cell);
            break;
        case PlainTags::Taken::What::literal:
            literal(taken.inside);
            break;
        default:
            break;
    }
    i_ = taken.end;
}

// As written, but for its white space and its references.
void PlainReader::literal(std::string_view inside) {
    const std::string_view outside = std::exchange(text_, inside);
    const std::size_t before = std::exchange(i_, 0);
    while (i_ < text_.size()) {
        const char c = text_[i_];
        if (c == '\n') {
            skip(1, Sheet::Gap::line);
        } else if (blanks.find(c) != nowhere) {
            skip(1, Sheet::Gap::space);
        } else if (c != '&' || !reference()) {
            const std::size_t next = std::min(text_.find_first_of(" \t\r\v\f\n&", i_ + 1), text_.size());
            show(next - i_);
        }
    }
    text_ = outside;
    i_ = before;
}

bool PlainReader::reference() {
    const auto found = reference_at(text_.substr(i_));
    if (!found) return false;
    i_ += found->length;
    sheet_.add_code(found->code);
    return true;
}

void PlainReader::apostrophes() {
    const std::size_t run = run_of('\'', i_);
    const std::size_t seen = visible_apostrophes(run);
    sheet_.add(text_.substr(i_, seen));
    i_ += run;
}

void PlainReader::bar() {
    if (top_is(Kind::link)) {
        if (open_.back().label > 0) return show(1);
        open_.back().label = sheet_.size();
        sheet_.owe_nothing();  // a space before the bar is of the target
        return skip(1, Sheet::Gap::none);
    }
    if (tables_ > 0 && open_.empty() && at(i_ + 1) == '|') return begin_cell(2, Sheet::Gap::cell);
    show(1);
}

}  // namespace moisson
