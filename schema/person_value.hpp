// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// Somebody a value names.
struct NamedPerson {
    std::string name;
    std::string account = {};  // at the source, when their user page is named; first letter as it is written

    friend bool operator==(const NamedPerson&, const NamedPerson&) = default;
};

// Who a value names.
struct Persons {
    std::vector<NamedPerson> persons;
    bool whole = true;  // false: it names others too, or there is no telling how many it names
};

// « [[Utilisateur:XavCC|Xavier]] » → Xavier, account XavCC; « Utilisateur:A ; Utilisateur:B » → A and B, as links one
// behind the other and those joined by « et » are. Of a name without a user's page it is never guessed where another
// begins: « Anne et Bob » stays one, and is not whole. Total and linear.
Persons persons_in(std::string_view written);

}  // namespace moisson
