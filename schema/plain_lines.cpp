// SPDX-License-Identifier: GPL-3.0-or-later
// What a line begins with: headings, lists, tables.
#include "schema/plain_reader.hpp"

#include <algorithm>

namespace moisson {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\v\f";

}  // namespace

void PlainReader::end_line() {
    // An address is one of its line only.
    if (top_is(Kind::address)) {
        open_.pop_back();
        addresses_ = 0;
    }
    skip(1, in_item_ ? Sheet::Gap::line : Sheet::Gap::space);
    const std::size_t next = std::min(text_.find_first_not_of(blanks, i_), text_.size());
    if (at(next) == '\n') sheet_.owe(Sheet::Gap::paragraph);
    start_line(false);
}

void PlainReader::start_line(bool first) {
    in_item_ = false;
    in_header_ = false;
    if (take_item(first)) return;
    const std::size_t next = std::min(text_.find_first_not_of(blanks, i_), text_.size());
    if (at(next) != '\n') numbers_.fill(0);
    if (take_heading() || take_table()) return;
    if (says("----")) skip(run_of('-', i_), Sheet::Gap::paragraph);
}

// Signs on both sides, and something between them.
bool PlainReader::take_heading() {
    constexpr std::size_t deepest = 6;
    const std::size_t opening = run_of('=', i_, deepest);
    if (opening == 0) return false;
    const std::size_t line_end = std::min(text_.find('\n', i_), text_.size());
    const std::size_t last = text_.substr(0, line_end).find_last_not_of(blanks);
    std::size_t end = last + 1;
    std::size_t closing = 0;
    while (closing < opening && end > i_ + opening && text_[end - 1] == '=') {
        ++closing;
        --end;
    }
    if (closing == 0 || end == i_ + opening) return false;
    closing_ = {end, last + 1};
    skip(closing, Sheet::Gap::paragraph);
    return true;
}

// In the first line of a value "#", ":" and ";" are signs of a list only with a space behind them: it may have been
// written anywhere in a line of the page.
bool PlainReader::take_item(bool first) {
    const std::size_t end = std::min(text_.find_first_not_of("*#:;", i_), text_.size());
    if (end == i_) return false;
    if (first && text_[i_] != '*' && blanks.find(at(end)) == nowhere) return false;
    const std::size_t depth = std::min(end - i_, deepest_list);
    number_item(depth, text_[end - 1]);
    in_item_ = true;
    i_ = end;
    return true;
}

void PlainReader::number_item(std::size_t depth, char mark) {
    std::fill(numbers_.begin() + static_cast<std::ptrdiff_t>(depth) + 1, numbers_.end(), 0);
    if (mark == '#') return sheet_.begin_item({static_cast<std::uint32_t>(depth), ++numbers_[depth]});
    numbers_[depth] = 0;
    if (mark == '*') return sheet_.begin_item({static_cast<std::uint32_t>(depth), 0});
    sheet_.owe(Sheet::Gap::line);  // indented, or a word that is defined
}

bool PlainReader::take_table() {
    const auto skip_line = [&](Sheet::Gap gap) { skip(std::min(text_.find('\n', i_), text_.size()) - i_, gap); };
    if (!open_.empty()) return false;
    if (says("{|")) {
        ++tables_;
        skip_line(Sheet::Gap::paragraph);
        return true;
    }
    if (tables_ == 0) return false;
    if (says("|}")) {
        --tables_;
        skip(2, Sheet::Gap::paragraph);
    } else if (says("|-")) {
        skip_line(Sheet::Gap::line);
    } else if (says("|+")) {
        begin_cell(2, Sheet::Gap::line);
        in_item_ = true;  // the caption has its line
    } else if (says("|") || says("!")) {
        in_header_ = says("!");
        begin_cell(1, Sheet::Gap::cell);
    } else {
        return false;
    }
    return true;
}

// Behind the signs that begin a cell, and behind its attributes when it has some.
void PlainReader::begin_cell(std::size_t signs, Sheet::Gap gap) {
    skip(signs, gap);
    const std::size_t stop = text_.find_first_of("|[{<!\n", i_);
    if (stop != nowhere && text_[stop] == '|' && at(stop + 1) != '|') i_ = stop + 1;
}

}  // namespace moisson
