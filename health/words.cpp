// SPDX-License-Identifier: GPL-3.0-or-later
// The ASCII ids of what labels are made of.
#include "health/label.hpp"

#include <algorithm>
#include <utility>

namespace moisson::health {
namespace {

constexpr std::array<std::pair<std::string_view, Family>, 10> families{{{"commun", Family::worked_on},
                                                                        {"outil_numerique", Family::worked_on},
                                                                        {"methode", Family::worked_on},
                                                                        {"document", Family::worked_on},
                                                                        {"communaute", Family::worked_on},
                                                                        {"projet", Family::worked_on},
                                                                        {"lieu", Family::place},
                                                                        {"organisation", Family::place},
                                                                        {"reseau", Family::place},
                                                                        {"evenement", Family::event}}};

}  // namespace

std::string_view id_of(Label label) noexcept {
    switch (label) {
        case Label::archive:
            return "archive";
        case Label::indetermine:
            return "indetermine";
        case Label::naissant:
            return "naissant";
        case Label::vivant:
            return "vivant";
        case Label::en_veille:
            return "en_veille";
        case Label::a_reveiller:
            return "a_reveiller";
        case Label::orphelin:
            return "orphelin";
    }
    return "";
}

std::optional<Label> label_with(std::string_view id) noexcept {
    const auto* const found =
        std::find_if(all_labels.begin(), all_labels.end(), [&](Label label) { return id_of(label) == id; });
    return found == all_labels.end() ? std::nullopt : std::optional(*found);
}

std::string_view id_of(Trigger trigger) noexcept {
    switch (trigger) {
        case Trigger::edit:
            return "edit";
        case Trigger::silence:
            return "silence";
        case Trigger::fact:
            return "fact";
        case Trigger::person:
            return "person";
        case Trigger::mapping:
            return "mapping";
    }
    return "";
}

std::string_view id_of(Audience audience) noexcept {
    return audience == Audience::routers ? "routers" : "public";
}

Family family_of(std::string_view kind) noexcept {
    const auto* const found =
        std::find_if(families.begin(), families.end(), [&](const auto& family) { return family.first == kind; });
    return found == families.end() ? Family::other : found->second;
}

bool may_bear(Family family, Label label) noexcept {
    return family == Family::worked_on || label == Label::archive;
}

}  // namespace moisson::health
