// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"
#include "schema/quantity_words.hpp"

#include <algorithm>
#include <array>

namespace moisson {
namespace {

std::string named_currency(WordReader& words) {
    if (words.take({"\u20AC", "euro", "euros", "eur"})) return "EUR";
    if (words.take({"$", "usd", "dollar", "dollars"})) return "USD";
    if (words.take({"\u00A3", "gbp"})) return "GBP";
    if (words.take({"chf"})) return "CHF";
    return {};
}

// The forms of Wikifab offer "EUR (€)".
std::string currency(WordReader& words) {
    std::string unit = named_currency(words);
    const std::size_t after = words.place();
    const bool twice = !unit.empty() && words.take({"("}) && named_currency(words) == unit && words.take({")"});
    if (!twice) words.return_to(after);
    return unit;
}

// "50 €", "€ 50", "10 k€"; a price of which the currency stands elsewhere has none.
std::optional<Amount> one_price(WordReader& words) {
    constexpr double thousand = 1000;
    skip_about(words);
    std::string unit = currency(words);
    auto value = words.number();
    if (!value) return std::nullopt;
    if (words.take({"k"})) *value *= thousand;
    if (unit.empty()) unit = currency(words);
    return Amount{value, std::move(unit)};
}

// What people write where a price has no number.
std::optional<Amount> price_in_words(std::string_view line) {
    static constexpr std::array<std::string_view, 6> none{"gratuit",   "gratuite", "gratuits",
                                                          "gratuites", "free",     "offert"};
    static constexpr std::array<std::string_view, 7> open{
        "prix libre", "a prix libre",       "participation libre", "prix libre et conscient",
        "sur devis",  "libre contribution", "contribution libre"};
    if (line.size() > longest_short_value) return std::nullopt;
    std::string said;
    for (const Word& word : words_of(line, Numbers::digits)) said += (said.empty() ? "" : " ") + word.text;
    if (std::find(none.begin(), none.end(), said) != none.end()) return Amount{0, "EUR"};
    if (std::find(open.begin(), open.end(), said) != open.end()) return Amount{};
    return std::nullopt;
}

}  // namespace

std::optional<double> amount_in(std::string_view line) {
    WordReader words(line, Numbers::amounts);
    const auto value = words.number();
    return words.at_end() ? value : std::nullopt;
}

std::optional<Amount> money_in(std::string_view line) {
    if (auto said = price_in_words(line)) return said;
    WordReader words(line, Numbers::amounts);
    const Opening opened = opening(words);
    auto price = one_price(words);
    const bool ranged = price && take_to(words, opened);
    if (!ranged && opened == Opening::between) return std::nullopt;
    if (ranged) {
        const Amount lower = *price;
        price = one_price(words);
        if (!price || *price->value < *lower.value) return std::nullopt;
        if (price->unit.empty()) price->unit = lower.unit;
        if (!lower.unit.empty() && lower.unit != price->unit) return std::nullopt;
    }
    if (!price || price->unit.empty()) return std::nullopt;
    words.take({"ht", "ttc"});
    if (const std::string each = per(words); !each.empty()) price->unit += "/" + each;
    words.take({"ht", "ttc"});
    if (!words.at_end()) return std::nullopt;
    return price;
}

}  // namespace moisson
