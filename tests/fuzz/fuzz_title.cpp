// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a title or none; a title has one form, which is read back as itself.
#include "connectors/mediawiki/title.hpp"

#include <cstdint>
#include <cstdlib>

using namespace moisson;
using namespace moisson::mediawiki;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Dialect dialect = dialect_from(Traits{});
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    require(percent_decoded(text).size() <= text.size());

    const auto title = parse_title(text, dialect);
    if (!title) return 0;
    require(!title->text.empty());
    const std::string whole = full_text(*title, dialect);
    require(normalise_title(whole, dialect) == whole);
    subject_title(whole, title->ns, dialect);
    return 0;
}
