// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"
#include "schema/value.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace moisson {

// That a source did not let our account in: told to people, and a reason not to try again soon.
struct Refusal {
    Instant at;         // by our clock
    std::string stamp;  // of what was refused: another one may be tried at once
    std::string why;

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

// What a probe learnt of a source. Kept with it, refreshed at start.
struct Traits {
    std::string software;              // "MediaWiki 1.39.17"
    std::string base_url;              // canonical server, "https://movilab.org"
    std::string data_licence;          // SPDX where it can be, else the source's words; may be empty
    std::string attribution;           // whom to name
    bool unique_revision_ids = false;  // ids are unique in the whole source: a known id under another item moves
    bool readable = true;              // anonymous reading is allowed
    std::string followed;              // where it was asked, and for what: when that changes, a census is due
    bool two_dates = false;  // of an item it tells when it was made and last changed, never who did; its kind says so
    bool hearsay = false;    // a file told it, not the source itself
    std::optional<Refusal> refusal;      // of our account, when it has one; no probe tells it
    std::optional<std::uint64_t> pages;  // how many the source says it has
    Value details;                       // the connector's own: namespaces, magic words, extensions, rights …

    friend bool operator==(const Traits&, const Traits&) = default;
};

Value to_value(const Traits& traits);
Result<Traits> traits_from(const Value& value);

}  // namespace moisson
