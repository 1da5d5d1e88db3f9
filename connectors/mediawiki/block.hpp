// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/answer.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace moisson::mediawiki {

// Some pages asked together, whose description may take several answers: MediaWiki cuts what is too long and goes on
// in the next answer, repeating all the pages. Complete at `batchcomplete`.
class Block {
public:
    // Takes an answer whole, or refuses it and stands where it was. True when the block is complete.
    Result<bool> take(Answer answer, const std::string& where);

    // To be added to the next request of this block; empty before the first answer.
    const Fields& continuation() const noexcept { return continuation_; }
    bool begun() const noexcept { return begun_; }

    // What has come of it so far: how many texts, and their bytes.
    struct Weight {
        std::size_t texts = 0;
        std::size_t bytes = 0;
    };
    Weight weight() const noexcept;

    // Once complete: all of it. `continuation` then leads to the next block.
    Answer finish();
    // Forgets what came, to ask it again otherwise.
    void restart();

private:
    void merge(PageRow page);

    Answer whole_;
    Fields continuation_;
    std::map<std::string, std::size_t> places_;  // a page's id, or title without one → its place
    bool begun_ = false;
};

}  // namespace moisson::mediawiki
