// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// Whether an item may be shown to others than those who keep this store.
enum class Publication : std::uint8_t {
    open,      // the source shows it to everybody, and says so
    assumed,   // the configuration says why it may be taken for open; nothing the source said contradicts it
    unknown,   // the source has not been asked yet: kept, and not published
    withheld,  // the source says that it is not to be published
};

std::string_view name_of(Publication publication) noexcept;
std::optional<Publication> publication_named(std::string_view name) noexcept;

inline bool is_published(Publication publication) noexcept {
    return publication == Publication::open || publication == Publication::assumed;
}

// What was learnt of publishing an item. `open` and `withheld` are the source's own word, of a reading that asked it;
// `assumed` and `unknown` say only how it was met, and never stand against that word.
struct Standing {
    ItemId item;
    Publication publication = Publication::open;
    std::string why;  // of withheld: "preferences.private"

    friend bool operator==(const Standing&, const Standing&) = default;
};

}  // namespace moisson
