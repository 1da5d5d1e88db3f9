// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/feeding.hpp"
#include "schema/mapping.hpp"
#include "schema/sighting.hpp"

#include <string>
#include <vector>

namespace moisson {

// What a mapping makes of one page.
struct Record {
    Snapshot snapshot;
    std::vector<std::string> surprises;  // under `freeze` and `reject`: values that nothing was expected of
    bool refused = false;                // under `reject`, when there are any: this is not to replace what was there
};

// The same with the whole story of its values.
struct Account {
    Record record;
    std::vector<Fate> fates;
};

// A mapping made ready for many pages: its names are folded once, and those of templates that redirect at the source
// are followed to where they lead, as those that pages write are. normalise() is the same for one page.
class Normaliser {
public:
    // The mapping must outlive it; the context need not.
    explicit Normaliser(const Mapping& mapping, const Context& context = {});

    // The record of an item under our schema. Pure and total: what cannot be understood is kept as text, in `extra`.
    Record record_of(const Subject& subject, const Reading& reading) const;
    Account account_of(const Subject& subject, const Reading& reading) const;

private:
    class Redirects;
    struct Condition {
        const Mapping::Condition* written;
        std::string folded;  // its name; of a value: what stands there
        std::string path;    // of a value
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
        Labels labels;
    };

    struct Fact {
        const Mapping::FactRule* written;
        std::vector<Condition> when;
    };

    const Kind* decide(const Subject& subject, const Reading& reading, const FoldedNames& folded) const;
    static bool holds(const Condition& condition, const Subject& subject, const Reading& reading,
                      const FoldedNames& folded);
    Record work(const Subject& subject, const Reading& reading, std::vector<Fate>* fates) const;
    void state_facts(const Subject& subject, const Reading& reading, const FoldedNames& folded, Snapshot& out) const;
    void expect_all(Sighting& sighting) const;
    void keep_contract(Sighting& sighting, Record& out) const;

    const Mapping& mapping_;
    std::vector<Kind> kinds_;
    std::vector<Field> fields_;
    std::vector<Fact> facts_;
    std::vector<Wish> known_;  // what the mapping knows and no field takes
};

}  // namespace moisson
