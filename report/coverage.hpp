// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/normaliser.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace moisson::report {

// How much of what pages say a mapping understands, kind by kind. Fed page by page; its memory is bounded by the number
// of different names (`most_names` a kind; what comes later is counted together, under "…"), not by the pages.
class Coverage {
public:
    static constexpr std::size_t most_names = 5000;
    static constexpr std::size_t most_examples = 3;

    void add(const std::string& title, const Account& account, const std::vector<Remark>& remarks = {});
    // A page that could not be read at all.
    void add_unread(const std::string& title);

    // {pages, unread_pages: [title],
    //   remarks:        [{remark, pages, examples: [title]}]         what a person should know of their bytes
    //   kinds: [{kind, pages, refused,
    //   fields:         [{field, pages, share}]                      share of the kind's pages, 0 to 1
    //   unread:         [{name, pages, examples: [{title, text}]}]   keys no rule speaks of, the most frequent first
    //   not_understood: [{field, name, values, examples}] }]}        values their rule could make nothing of
    Value value() const;

private:
    struct Tally {
        std::string field;  // of what was not understood
        std::string name;   // as it is written where it was first met
        std::uint64_t count = 0;
        Value::List examples;
    };
    using Tallies = std::map<std::string, Tally>;  // by folded name
    struct Kind {
        std::uint64_t pages = 0;
        std::uint64_t refused = 0;
        std::map<std::string, std::uint64_t> fields;
        Tallies unread;
        Tallies not_understood;
    };
    struct Noted {
        std::uint64_t pages = 0;
        std::vector<std::string> examples;
    };
    static void count(Tallies& tallies, const Fate& fate, const std::string& title);
    static Value told(const Tallies& tallies, const char* counted);
    static Value told(const std::string& name, const Kind& kind);

    std::map<std::string, Kind> kinds_;
    std::map<Remark, Noted> remarks_;
    std::uint64_t pages_ = 0;
    std::vector<std::string> unread_pages_;  // the first few
    std::uint64_t unread_ = 0;
};

}  // namespace moisson::report
