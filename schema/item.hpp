// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"
#include "schema/instant.hpp"
#include "schema/value.hpp"

#include <optional>
#include <string>

namespace moisson {

// A page or element at its source, as the source last described it.
struct Item {
    ItemId id;
    std::string title;                       // with its namespace prefix, spaces not underscores
    int ns = 0;                              // MediaWiki's namespace id
    std::string content_model;               // "wikitext", "json" …; empty when not yet known
    RevisionId latest;                       // empty when not yet known
    std::optional<std::string> redirect_to;  // the target's title: this item only leads elsewhere

    friend bool operator==(const Item&, const Item&) = default;
};

// The bytes of an item at one revision, and what the source computes outside them.
struct Content {
    ItemId item;
    RevisionId revision;
    std::string model;
    std::string bytes;
    Value derived;  // {"categories":[…], "properties":{…}, "protection":[…]}: all sorted

    friend bool operator==(const Content&, const Content&) = default;
};

}  // namespace moisson
