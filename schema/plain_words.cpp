// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_words.hpp"

#include "schema/unicode_map.hpp"
#include "schema/utf8.hpp"

#include <utf8proc.h>
#include <algorithm>
#include <charconv>

namespace moisson {
namespace {

constexpr std::size_t most_digits = 15;  // beyond, a double no longer counts exactly

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

std::size_t end_of_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

// Where the number that begins at `at` ends.
std::size_t end_of_number(std::string_view text, std::size_t at, Numbers how) {
    constexpr std::size_t group = 3;
    std::size_t end = end_of_digits(text, at);
    if (how == Numbers::digits) return end;
    while (end + 1 < text.size() && is_digit(text[end + 1])) {
        const std::size_t next = end_of_digits(text, end + 1);
        const bool decimals = text[end] == '.' || text[end] == ',';
        if (how == Numbers::decimals) return decimals ? next : end;
        const bool spaced = (text[end] == ' ' || text[end] == '\'') && next - end - 1 == group;
        if (!decimals && !spaced) return end;
        end = next;
    }
    return end;
}

std::optional<double> parsed(const std::string& digits) {
    if (digits.size() > most_digits) return std::nullopt;
    double value = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (wrong != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

// Of "1 200,50" the whole part, its groups of three checked; empty when they are none.
std::string without_groups(std::string_view whole) {
    constexpr std::size_t group = 3;
    const std::size_t first = end_of_digits(whole, 0);
    if (first == whole.size()) return std::string(whole);
    if (first > group) return {};
    std::string digits(whole.substr(0, first));
    for (std::size_t at = first; at < whole.size(); at += group + 1) {
        if (whole[at] != whole[first] || end_of_digits(whole, at + 1) != at + 1 + group) return {};
        digits += whole.substr(at + 1, group);
    }
    return digits;
}

// A comma or a point before exactly three digits may part thousands or decimals: then there is no telling.
std::optional<double> amount_of(std::string_view run) {
    constexpr std::size_t group = 3;
    const std::size_t last = run.find_last_of(".,");
    const bool decimals = last != std::string_view::npos && run.find(run[last]) == last &&
                          run.find_first_of(" '", last) == std::string_view::npos;
    if (!decimals) {
        const std::string digits = without_groups(run);
        return digits.empty() ? std::nullopt : parsed(digits);
    }
    const std::string_view whole = run.substr(0, last);
    const bool grouped = end_of_digits(whole, 0) != whole.size();
    if (!grouped && run.size() - last - 1 == group && whole.size() <= group && whole != "0") return std::nullopt;
    const std::string digits = without_groups(whole);
    return digits.empty() ? std::nullopt : parsed(digits + "." + std::string(run.substr(last + 1)));
}

std::optional<double> value_of(std::string run, Numbers how) {
    if (how == Numbers::amounts) return amount_of(run);
    std::replace(run.begin(), run.end(), ',', '.');
    return parsed(run);
}

std::string plain_mark(std::string_view mark) {
    for (const std::string_view quote : {"\u2019", "\u2018", "\u2032", "\u02BC"})
        if (mark == quote) return "'";
    for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"})
        if (mark == dash) return "-";
    return mark == "\u2044" ? "/" : std::string(mark);  // of "½"
}

}  // namespace

std::string bare(std::string_view text) {
    constexpr int how = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                        UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    const auto folded = unicode_map(text, how);
    if (!folded) return std::string(text);
    const std::string_view whole = *folded;
    std::string out;
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t length = first_code_point(whole.substr(at)).length;
        out += plain_mark(whole.substr(at, length));
        at += length;
    }
    return out;
}

std::vector<Word> words_of(std::string_view text, Numbers how) {
    if (text.size() > longest_short_value) return {};
    const std::string plain = bare(text);
    std::vector<Word> words;
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t end = at + 1;
        Word word;
        if (is_digit(plain[at])) {
            end = end_of_number(plain, at, how);
            if (const auto amount = value_of(plain.substr(at, end - at), how)) {
                word.is = Word::Is::number;
                word.amount = *amount;
            }
        } else if (is_letter(plain[at])) {
            while (end < plain.size() && is_letter(plain[end])) ++end;
            word.is = Word::Is::name;
        } else {
            end = at + first_code_point(std::string_view(plain).substr(at)).length;
        }
        word.text = plain.substr(at, end - at);
        at = end;
        if (word.text.find_first_not_of(" \t\r\n\v\f") != std::string::npos) words.push_back(std::move(word));
    }
    return words;
}

bool WordReader::take(std::initializer_list<std::string_view> any) {
    if (at_end() || words_[at_].is == Word::Is::number) return false;
    if (std::find(any.begin(), any.end(), words_[at_].text) == any.end()) return false;
    ++at_;
    return true;
}

std::optional<double> WordReader::number() {
    if (at_end() || words_[at_].is != Word::Is::number) return std::nullopt;
    return words_[at_++].amount;
}

std::optional<int> WordReader::digits(std::size_t least, std::size_t most) {
    if (at_end() || words_[at_].is != Word::Is::number) return std::nullopt;
    const std::string& text = words_[at_].text;
    if (text.size() < least || text.size() > most) return std::nullopt;
    ++at_;
    return static_cast<int>(words_[at_ - 1].amount);
}

std::string WordReader::name() {
    if (at_end() || words_[at_].is != Word::Is::name) return {};
    return words_[at_++].text;
}

}  // namespace moisson
