// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"

namespace moisson {

enum class Depth {
    latest,   // every item with its latest revision
    history,  // every revision id with what is hidden of it
};

// What a source lists of itself, one piece of it; pieces come in no useful order.
struct Census {
    struct Line {
        ItemId item;
        std::string title;
        int ns = 0;
        RevisionId latest;
        bool redirect = false;
    };
    struct Mark {
        ItemId item;
        RevisionId revision;
        Hidden hidden;
        Instant at{};  // when it was made: that of one number never changes
        friend bool operator==(const Mark&, const Mark&) = default;
    };
    std::vector<Line> items;      // Depth::latest
    std::vector<Mark> revisions;  // Depth::history
    bool complete = false;        // the last piece
    std::string cut_short = {};   // why what no piece names may be there all the same; empty: they name all there is
};

}  // namespace moisson
