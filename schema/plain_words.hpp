// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// How digits are joined into one number.
enum class Numbers {
    digits,    // "03/03/2024" has three
    decimals,  // "48.85, 2,35" has two
    amounts,   // "1 200,50" is one
};

// A piece of a short value: small letters without accents, one number, or one other sign.
struct Word {
    enum class Is { name, number, mark } is = Is::mark;
    std::string text;
    double amount = 0;  // of a number
};

// A value longer than that is prose, and no amount, date or place: it has no words here.
inline constexpr std::size_t longest_short_value = 200;  // bytes

// Small letters, no accents, typographic spaces, dashes and apostrophes as plain ones. Bytes that are not UTF-8 stay.
std::string bare(std::string_view text);

// The words of a text. A number that could mean two things ("1,200") is a mark, which nobody understands.
std::vector<Word> words_of(std::string_view text, Numbers how);

// Takes words one after the other. What is not there is not taken.
class WordReader {
public:
    WordReader(std::string_view text, Numbers how) : words_(words_of(text, how)) {}

    bool is_empty() const noexcept { return words_.empty(); }
    bool at_end() const noexcept { return at_ == words_.size(); }
    // The next word, when it is one of these.
    bool take(std::initializer_list<std::string_view> any);
    std::optional<double> number();
    // A number of so many digits at least and at most, as it is written.
    std::optional<int> digits(std::size_t least, std::size_t most);
    std::string name();  // the next word made of letters, taken; empty when there is none

    std::size_t place() const noexcept { return at_; }
    void return_to(std::size_t place) noexcept { at_ = place; }

private:
    std::vector<Word> words_;
    std::size_t at_ = 0;
};

}  // namespace moisson
