// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"
#include "schema/sighting.hpp"

#include <string>
#include <vector>

namespace moisson {

// A mapping made ready for many pages: its names are folded once. normalise() is the same for one page.
class Normaliser {
public:
    // The mapping must outlive it.
    explicit Normaliser(const Mapping& mapping);

    // The record of an item under our schema. Pure and total: what cannot be understood is kept as text, in `extra`.
    Snapshot record_of(const Subject& subject, const Reading& reading) const;

private:
    struct Condition {
        const Mapping::Condition* written;
        std::string folded;  // its name
    };
    struct Kind {
        const Mapping::KindRule* written;
        std::vector<Condition> when;
        std::string deciding;  // folded: the template whose parameters a rule without template speaks of
        std::string rule;      // for provenance
    };
    struct Field {
        const Mapping::FieldRule* written;
        std::vector<Wish> wishes;  // one for each of its `from`
    };

    const Kind* decide(const Subject& subject, const FoldedNames& folded) const;
    static bool holds(const Condition& condition, const Subject& subject, const FoldedNames& folded);
    static void feed(const Field& field, Sighting& sighting, Snapshot& out);

    std::vector<Kind> kinds_;
    std::vector<Field> fields_;
};

}  // namespace moisson
