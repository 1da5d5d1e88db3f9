// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"
#include "schema/traits.hpp"

#include <variant>

namespace moisson::daemon {

// What a source is: the first of the lines.
struct KeptSource {
    SourceName source;
    Traits traits;
};

// One line of /v1/contents: the source, then its pages that redirect, then the kept pages.
using KeptLine = std::variant<KeptSource, Item, KeptPage>;

// /v1/contents?source=SOURCE&what=WORDS: of a source, or of the one page that is named (its source may be left out).
// Error{config}: no such source or page here, or several pages of that name.
Result<Done> tell_kept_pages(store::Reader& reader, const Question& question, const TakeLine& take);

// Reads one of these lines again; Error{invalid} when it is none.
Result<KeptLine> kept_line_from(std::string_view line);

}  // namespace moisson::daemon
