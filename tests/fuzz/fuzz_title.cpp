// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a title or none; a title has one form, which is read back as itself and has an address.
#include "connectors/mediawiki/title.hpp"

#include <cstdint>
#include <cstdlib>

using namespace moisson;
using namespace moisson::mediawiki;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void is_plain_address(std::string_view address) {
    for (const char c : address) require(c > ' ' && c < '\x7F');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Dialect dialect = dialect_from(Traits{});
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    is_plain_address(page_url(text, dialect));
    require(percent_decoded(text).size() <= text.size());

    const auto title = parse_title(text, dialect);
    if (!title) return 0;
    require(!title->text.empty());
    const std::string whole = full_text(*title, dialect);
    require(normalise_title(whole, dialect) == whole);
    require(percent_decoded(url_path_text(title->text)).size() == title->text.size());
    subject_title(whole, title->ns, dialect);
    return 0;
}
