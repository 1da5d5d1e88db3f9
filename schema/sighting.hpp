// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"
#include "schema/reading.hpp"

#include <cstddef>
#include <deque>
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
        place,     // one template's parameter
        path,      // into JSON; "*" is any one step, and the elements of an array are found by its own path
        together,  // of several of these, with signs between them
        sign,      // one of those: its key
        anywhere,  // the template that decided the kind, else the first that has the key
    };
    Of of = Of::anywhere;
    std::string key;   // folded; of a place: with its group before it
    bool all = false;  // every category, every tag; of a path: it has a "*"

    std::vector<Wish> pieces = {};

    explicit Wish(const Mapping::From& from);
};

// The names of one page, folded once for all rules.
struct FoldedNames {
    std::vector<std::string> templates;
    std::vector<std::string> categories;
    std::vector<std::string> tags;

    explicit FoldedNames(const Reading& reading);
};

// What became of one named value of a page.
struct Fate {
    enum class Is {
        fed,             // it is in the field
        partly,          // some of it is in the field; it stands in `extra` too
        not_understood,  // the rule of the field could make nothing of it
        passed_over,     // a rule speaks of it, but an earlier one fed the field
        repeated,  // the template, or the key in it, stands there more than once, and this is not the one that counts
        known,     // no field takes it, and the mapping says so
        unread,    // no rule speaks of it
    };
    std::string name;   // "Commun|referent", "Commun#2|referent", "/path"
    std::string text;   // as written there
    std::string field;  // the last one that asked for it; empty when none did
    Is is = Is::unread;

    friend bool operator==(const Fate&, const Fate&) = default;
};

std::string_view name_of(Fate::Is is) noexcept;

// A page may name a hundred thousand values that nobody mapped: a record of them all would be of no use to anybody.
inline constexpr std::size_t most_leftovers = 2000;

// The values of one page as the rules of a mapping ask for them, and which of them nobody understood.
// The reading, its folded names and the names of fields it is told must outlive it.
class Sighting {
public:
    struct Candidate {
        std::string_view text;
        bool single = false;                   // a category, a tag or an element of an array: not to be split
        std::size_t value = 0;                 // its place in Reading::values; one past the end for a category or a tag
        std::vector<std::size_t> others = {};  // of one put together: the places of its other pieces
    };

    // `deciding` is the template that decided the kind, folded; empty when none did.
    Sighting(const Reading& reading, const FoldedNames& folded, std::string_view deciding);

    // What is put together lives as long as this.
    std::vector<Candidate> find(const Wish& wish);
    void use(const Candidate& candidate);
    // That field's rule looked at it, and this came of it.
    void note(const Candidate& candidate, std::string_view field, Fate::Is is);
    // The mapping speaks of these values, whether or not a field took them.
    void expect(const Wish& wish, std::string_view field, Fate::Is is);

    // Values that nothing was expected of: of the template that decided the kind, or of JSON. Places in the reading.
    std::vector<std::size_t> surprises() const;
    void leave_out(std::size_t value) { used_[value] = true; }
    std::string name_of_value(std::size_t value) const;
    std::vector<Fate> fates() const;  // of all values that say something, in the order of the page

    // What was not used, verbatim, as {"Template|key": text}, each with its provenance. An empty value says nothing.
    // The first `most_leftovers` are told; how many more there are stands under "…". The page itself is kept whole.
    Value::Object leftovers(std::map<std::string, Provenance>& provenance) const;

private:
    using Index = std::unordered_map<std::string, std::size_t>;
    void put(const NamedValue& value, std::size_t at, const std::string& place, Index& repeated);
    struct Note {
        std::string_view field;
        Fate::Is is = Fate::Is::unread;
    };
    bool is_repeated(std::size_t value) const { return shadowed_[value] || reading_.values[value].occurrence > 1; }
    std::vector<Candidate> value_at(const Index& index, const std::string& key) const;
    std::vector<Candidate> put_together(const std::vector<Wish>& pieces);
    void note_one(std::size_t value, std::string_view field, Fate::Is is);
    std::vector<Candidate> at_path(const std::string& path) const;
    std::vector<Candidate> like(const std::string& pattern) const;
    std::vector<Candidate> names(const std::vector<std::string>& all, const std::vector<std::string>& folded,
                                 const Wish& wish) const;

    const Reading& reading_;
    const FoldedNames& folded_;
    std::string deciding_;
    Index whole_;  // "group\nkey", folded → the value that counts
    std::unordered_map<std::string, std::vector<std::size_t>> elements_;  // path of an array → its values, in order
    Index first_;  // "key", folded → of the first template that has it; only where no template decided
    std::deque<std::string> together_;
    std::vector<bool> used_;
    std::vector<bool> shadowed_;  // written again later in the same template, which wins
    std::vector<Note> notes_;     // by value
};

}  // namespace moisson
