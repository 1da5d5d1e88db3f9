// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"
#include "schema/reading.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace moisson {

// The values of one page as the rules of a mapping ask for them, and which of them nobody understood.
// The reading must outlive it.
class Sighting {
public:
    struct Candidate {
        std::string_view text;
        bool single = false;    // a category or a tag: not to be split
        std::size_t value = 0;  // its place in Reading::values; one past the end for a category or a tag
    };

    // `deciding` is the template that decided the kind; empty when none did.
    Sighting(const Reading& reading, std::string_view deciding);

    std::vector<Candidate> find(const Mapping::From& from) const;
    void use(const Candidate& candidate);

    // What was not used, verbatim, as {"Template|key": text}, each with its provenance. An empty value says nothing.
    Value::Object leftovers(std::map<std::string, Provenance>& provenance) const;

private:
    std::vector<Candidate> value_at(const std::unordered_map<std::string, std::size_t>& index,
                                    const std::string& key) const;
    std::vector<Candidate> names(const std::vector<std::string>& all, const std::string& wanted) const;

    const Reading& reading_;
    std::string deciding_;                                // folded
    std::unordered_map<std::string, std::size_t> whole_;  // "group\nkey", folded → the value that counts
    std::unordered_map<std::string, std::size_t> first_;  // "key", folded → of the first template that has it
    std::vector<bool> used_;
    std::vector<bool> shadowed_;  // written again later in the same template, which wins
};

}  // namespace moisson
