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

// What one "from" of a mapping looks for, its names folded once for all pages.
struct Wish {
    enum class Of {
        category,
        tag,
        place,     // one template's parameter, or a path into JSON
        anywhere,  // the template that decided the kind, else the first that has the key
    };
    Of of = Of::anywhere;
    std::string key;   // folded; of a place: with its group before it
    bool all = false;  // every category, every tag

    explicit Wish(const Mapping::From& from);
};

// The names of one page, folded once for all rules.
struct FoldedNames {
    std::vector<std::string> templates;
    std::vector<std::string> categories;
    std::vector<std::string> tags;

    explicit FoldedNames(const Reading& reading);
};

// A page may name a hundred thousand values that nobody mapped: a record of them all would be of no use to anybody.
inline constexpr std::size_t most_leftovers = 2000;

// The values of one page as the rules of a mapping ask for them, and which of them nobody understood.
// The reading and its folded names must outlive it.
class Sighting {
public:
    struct Candidate {
        std::string_view text;
        bool single = false;    // a category or a tag: not to be split
        std::size_t value = 0;  // its place in Reading::values; one past the end for a category or a tag
    };

    // `deciding` is the template that decided the kind, folded; empty when none did.
    Sighting(const Reading& reading, const FoldedNames& folded, std::string_view deciding);

    std::vector<Candidate> find(const Wish& wish) const;
    void use(const Candidate& candidate);

    // What was not used, verbatim, as {"Template|key": text}, each with its provenance. An empty value says nothing.
    // The first `most_leftovers` are told; how many more there are stands under "…". The page itself is kept whole.
    Value::Object leftovers(std::map<std::string, Provenance>& provenance) const;

private:
    using Index = std::unordered_map<std::string, std::size_t>;
    void put(const NamedValue& value, std::size_t at, const std::string& place, Index& repeated);
    std::vector<Candidate> value_at(const Index& index, const std::string& key) const;
    std::vector<Candidate> names(const std::vector<std::string>& all, const std::vector<std::string>& folded,
                                 const Wish& wish) const;

    const Reading& reading_;
    const FoldedNames& folded_;
    std::string deciding_;
    Index whole_;  // "group\nkey", folded → the value that counts
    Index first_;  // "key", folded → of the first template that has it; only where no template decided
    std::vector<bool> used_;
    std::vector<bool> shadowed_;  // written again later in the same template, which wins
};

}  // namespace moisson
