// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"
#include "schema/plain_words.hpp"

#include <algorithm>
#include <array>

namespace moisson {
namespace {

struct Step {
    int value;
    std::array<std::string_view, 7> names;
};

// The one scale this family of wikis has (Wikifab's), in both of its languages.
constexpr std::array<Step, 5> difficulty{
    {{1, {"tres facile", "very easy", "tres simple"}},
     {2, {"facile", "easy", "simple", "debutant", "beginner", "debutante"}},
     {3, {"moyen", "moyenne", "medium", "intermediaire", "intermediate", "modere", "moderee"}},
     {4, {"difficile", "hard", "avance", "avancee", "advanced", "complexe", "complique"}},
     {5, {"tres difficile", "very hard", "expert", "experte", "tres complexe"}}}};

// "3/5", « 3 sur 5 ».
std::optional<int> fraction(std::string_view line, int steps) {
    WordReader words(line, Numbers::digits);
    const auto value = words.digits(1, 1);
    if (!value || !words.take({"/", "sur"}) || words.digits(1, 1) != steps || !words.at_end()) return std::nullopt;
    return *value >= 1 && *value <= steps ? value : std::nullopt;
}

}  // namespace

const std::vector<std::string>& known_scales() {
    static const std::vector<std::string> scales{"difficulty"};
    return scales;
}

std::optional<int> step_in(std::string_view line, std::string_view scale) {
    if (scale != "difficulty") return std::nullopt;
    if (const auto part = fraction(line, static_cast<int>(difficulty.size()))) return part;
    std::string said;
    for (const Word& word : words_of(line, Numbers::digits)) said += (said.empty() ? "" : " ") + word.text;
    if (said.empty()) return std::nullopt;
    for (const Step& step : difficulty)
        if (std::find(step.names.begin(), step.names.end(), said) != step.names.end()) return step.value;
    return std::nullopt;
}

}  // namespace moisson
