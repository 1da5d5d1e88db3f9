// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/dump_scanner.hpp"
#include "schema/revision.hpp"

#include <optional>
#include <string>
#include <string_view>

// What the pieces of an export say. All XML is parsed here; what leaves has been checked as an answer's rows are.
namespace moisson::mediawiki {

struct DumpPage {
    ItemId id;
    std::string title;
    int ns = 0;
    bool redirect = false;
};

struct DumpRevision {
    enum class Text {
        given,    // in the piece, or it is empty
        hidden,   // the wiki no longer shows it
        missing,  // the file does not hold it
    };

    Revision revision;  // without its item
    std::string model;
    Text text = Text::missing;
};

// Error{invalid} names the byte of the file and what is wrong.
Result<DumpPage> read_dump_page(DumpPiece& piece);
Result<DumpRevision> read_dump_revision(DumpPiece& piece);

// The sum an export gives in base 36, in hexadecimal; empty when it is none.
std::string hexadecimal_sum(std::string_view base36);

}  // namespace moisson::mediawiki
