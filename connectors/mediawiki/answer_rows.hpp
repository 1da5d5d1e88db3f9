// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/json_node.hpp"
#include "connectors/mediawiki/answer.hpp"

namespace moisson::mediawiki {

// Longer is no title: 255 bytes, a namespace's name, and room.
inline constexpr std::size_t longest_title = 1024;
// Of a user, a tag, a model, a kind of log.
inline constexpr std::size_t longest_name = 1024;
inline constexpr std::size_t longest_comment = std::size_t{64} * 1024;

// Each reads one row; what is wrong with it is in the node's complaint.
PageRow page_of(const JsonNode& row);
ChangeRow change_of(const JsonNode& row);     // of list=recentchanges
ChangeRow log_event_of(const JsonNode& row);  // of list=logevents

// What revisions and rows of the feed have in common; `parent` and `size` are the names they bear there.
struct RevisionWords {
    const char* parent;
    const char* size;
};
Revision revision_of(const JsonNode& row, RevisionWords words, const ItemId& item);

// Who: an account has an id; without one it is an address, or a name brought in by an import ("imp>Anne").
std::optional<Actor> actor_of(const JsonNode& row);
Actor actor_without_account(std::string name);

// How to speak of a row of the feed that cannot be read: "log 12", "revision 34", "change 56".
std::string subject_of_change(const JsonNode& row);

}  // namespace moisson::mediawiki
