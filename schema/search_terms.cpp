// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/search_terms.hpp"

#include "schema/search_fold.hpp"
#include "schema/search_stem.hpp"
#include "schema/utf8.hpp"

#include <utf8proc.h>
#include <algorithm>
#include <array>
#include <utility>

namespace moisson {
namespace {

constexpr char32_t middle_dot = 0xB7;

// Folded words that tell nothing, and that nobody gives twice alike when searching.
constexpr std::array<std::string_view, 24> small_words{"au",   "aux", "avec", "ce", "dans", "de", "des", "du",
                                                       "en",   "et",  "la",   "le", "les",  "ne", "ou",  "par",
                                                       "pour", "que", "qui",  "se", "sur",  "un", "une", "ses"};
// Before an apostrophe; those of one letter are left out like any letter that stands alone.
constexpr std::array<std::string_view, 5> elisions{"qu", "jusqu", "lorsqu", "puisqu", "quoiqu"};

// How the feminine is made where an inclusive ending replaces that of the masculine rather than following it.
struct Gender {
    std::string_view masculine;
    std::string_view feminine;
};
constexpr std::array<Gender, 5> genders{
    {{"eur", "rice"}, {"eur", "euse"}, {"eux", "euse"}, {"er", "ere"}, {"f", "ve"}}};

// What follows a dot that was typed for a middle one ("conseiller.ère.s"), folded: anything else is an address, an
// abbreviation or a forgotten space.
constexpr std::array<std::string_view, 28> dotted_endings{
    "e",   "s",   "es",   "ne",  "nes",  "te",   "tes",   "le",    "les",    "lle",  "lles",  "se",  "ses",  "ve",
    "ves", "ere", "eres", "ice", "ices", "rice", "rices", "trice", "trices", "euse", "euses", "sse", "sses", "teuse"};
constexpr std::size_t longest_ending = 6;

bool has(const auto& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_letter_or_digit(char32_t point) {
    if (point < 0x80) return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

bool is_ascii_letter(char c) {
    return c >= 'a' && c <= 'z';
}

// Whether what stands behind a word is one or two endings with a dot before each, and then nothing that belongs to an
// address: ".ere.s", but not ".es/vie" nor ".e.pdf". Looks at a few bytes only.
bool opens_dotted_endings(std::string_view rest) {
    constexpr std::size_t most_endings = 2;
    bool any = false;
    for (std::size_t found = 0; found < most_endings; ++found) {
        if (!rest.starts_with('.')) break;
        const std::string_view near = rest.substr(1, longest_ending + 1);
        const std::size_t length =
            static_cast<std::size_t>(std::find_if_not(near.begin(), near.end(), is_ascii_letter) - near.begin());
        if (length == 0) break;  // the end of a sentence
        if (!has(dotted_endings, near.substr(0, length))) return false;
        rest.remove_prefix(1 + length);
        any = true;
    }
    if (!any) return false;
    constexpr std::string_view of_addresses = "/@_-~#?=&%+";
    if (rest.starts_with('.')) rest.remove_prefix(1);
    return rest.empty() || (of_addresses.find(rest.front()) == std::string_view::npos &&
                            !is_letter_or_digit(first_code_point(rest).value));
}

// "acteur", "rice" → "actrice"; empty when the ending simply follows.
std::string feminine(std::string word, std::string_view ending) {
    constexpr std::size_t shortest = 2;
    // "directeurs·trices" is the plural of "directeur·trice".
    if (word.ends_with("s")) word.pop_back();
    while (ending.ends_with('s')) ending.remove_suffix(1);
    if (ending.size() < shortest) return {};
    for (const Gender& gender : genders) {
        const bool meant = ending.ends_with(gender.feminine) || gender.feminine.ends_with(ending);
        if (meant && word.ends_with(gender.masculine))
            return word.substr(0, word.size() - gender.masculine.size()) + std::string(gender.feminine);
    }
    return {};
}

enum class SmallWords { left_out, kept };
enum class Before { apostrophe, anything_else };

// Cuts folded text into words.
class Reading {
public:
    explicit Reading(SmallWords small) : small_(small) {}

    bool full() const noexcept { return words_.size() >= most_search_words; }

    void read(std::string_view folded) {
        behind_ = ' ';
        dotted_ = false;
        for (std::size_t at = 0; at < folded.size() && !full();) {
            const CodePoint point = first_code_point(folded.substr(at));
            if (is_letter_or_digit(point.value))
                grow(folded.substr(at, point.length));
            else if (opens_ending(folded.substr(at), point.value))
                parts_.emplace_back();
            else
                part_from_next(point.value);
            at += point.length;
        }
        end(Before::anything_else);
    }

    std::vector<SearchWord> take() { return std::move(words_); }

private:
    bool opens_ending(std::string_view rest, char32_t point) {
        if (parts_.empty() || parts_.back().empty()) return false;
        if (point == middle_dot) return true;
        if (point != '.') return false;
        // The first dot looks at the second too.
        constexpr std::size_t most_parts = 3;
        if (parts_.size() > 1) return dotted_ && parts_.size() < most_parts;
        dotted_ = may_have_endings(parts_.front()) && opens_dotted_endings(rest);
        return dotted_;
    }

    bool may_have_endings(std::string_view word) const {
        constexpr std::size_t shortest = 3;
        constexpr std::string_view inside_addresses = "/@._~#?=&%+";
        return word.size() >= shortest && std::all_of(word.begin(), word.end(), is_ascii_letter) &&
               (behind_ >= 0x80 || inside_addresses.find(static_cast<char>(behind_)) == std::string_view::npos);
    }

    void grow(std::string_view letter) {
        if (parts_.empty()) parts_.emplace_back();
        if (parts_.back().size() + letter.size() <= longest_search_term) parts_.back() += letter;
    }

    void part_from_next(char32_t point) {
        end(point == '\'' ? Before::apostrophe : Before::anything_else);
        behind_ = point;
        dotted_ = false;
    }

    void end(Before what) {
        if (!parts_.empty() && parts_.back().empty()) parts_.pop_back();
        const std::vector<std::string> parts = std::exchange(parts_, {});
        if (parts.empty()) return;
        if (what == Before::apostrophe && parts.size() == 1 && has(elisions, parts.front())) return;
        if (is_inclusive(parts)) return add_inclusive(parts);
        for (const std::string& part : parts)
            if (!full() && !is_small(part)) words_.push_back({stemmer_.stem(part)});
    }

    // A dot between names separates; behind a word it opens an ending.
    static bool is_inclusive(const std::vector<std::string>& parts) {
        constexpr std::size_t most_parts = 4;
        constexpr std::size_t longest_name = 5;
        return parts.size() > 1 && parts.size() <= most_parts &&
               std::all_of(parts.begin() + 1, parts.end(), [](const std::string& part) {
                   return part.size() <= longest_name || has(dotted_endings, part);
               });
    }

    void add_inclusive(const std::vector<std::string>& parts) {
        SearchWord forms;
        std::string whole;
        for (const std::string& part : parts) whole += part;
        add_form(forms, parts.front());
        add_form(forms, whole);
        for (std::size_t i = 1; i < parts.size(); ++i) add_form(forms, feminine(parts.front(), parts[i]));
        if (!forms.empty()) words_.push_back(std::move(forms));
    }

    void add_form(SearchWord& forms, const std::string& word) {
        if (is_small(word) || word.size() > longest_search_term) return;
        std::string stem = stemmer_.stem(word);
        if (!has(forms, stem)) forms.push_back(std::move(stem));
    }

    bool is_small(const std::string& word) const {
        if (word.empty()) return true;
        if (small_ == SmallWords::kept) return false;
        const bool lone_letter = word.size() == 1 && word.front() >= 'a';
        return lone_letter || has(small_words, word);
    }

    SmallWords small_;
    Stemmer stemmer_;
    std::vector<std::string> parts_;  // of the word at hand, as dots part it
    bool dotted_ = false;             // these are full stops
    char32_t behind_ = ' ';           // what the word at hand stands behind
    std::vector<SearchWord> words_;
};

std::vector<SearchWord> words_of(std::string_view text, SmallWords small) {
    Reading reading(small);
    while (!text.empty() && !reading.full()) {
        const std::size_t length = next_piece(text);
        reading.read(fold_for_search(text.substr(0, length)));
        text.remove_prefix(length);
    }
    return reading.take();
}

}  // namespace

std::vector<SearchWord> search_words(std::string_view text) {
    std::vector<SearchWord> words = words_of(text, SmallWords::left_out);
    return words.empty() ? words_of(text, SmallWords::kept) : words;
}

std::vector<std::string> search_terms(std::string_view text) {
    std::vector<std::string> terms;
    for (SearchWord& word : search_words(text))
        for (std::string& form : word) terms.push_back(std::move(form));
    return terms;
}

}  // namespace moisson
