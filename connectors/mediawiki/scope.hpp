// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "connectors/mediawiki/dialect.hpp"
#include "schema/ids.hpp"
#include "schema/revision.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace moisson::mediawiki {

// What all conversations with one wiki know: where it is, what of it we follow, and how it speaks.
struct Scope {
    std::string api;              // the address of api.php
    std::vector<int> namespaces;  // followed, in the order in which they are read
    std::set<std::string, std::less<>> bots;
    Dialect dialect;

    bool follows(int ns) const noexcept;
    // Of a title whose namespace nobody told; nullopt when it is no title here.
    std::optional<int> namespace_of(const std::string& title) const;
};

// Templates first, so that their redirects are known before pages are read; then subjects, then talk pages, each in
// the order given. A namespace named twice is followed once.
std::vector<int> reading_order(const std::vector<int>& namespaces);

// An author in the wiki's group of bots makes it a bot's revision, whatever the feed says of that edit.
void recognise_bot(Revision& revision, const Scope& scope);

// Contents are asked 50 pages at a time; lists, 500 rows.
inline constexpr std::size_t pages_a_request = 50;
inline constexpr std::size_t rows_a_request = 500;
// Below this, asking for fewer rows of a list would not help any more.
inline constexpr std::size_t fewest_rows = 10;

inline constexpr std::string_view revision_metadata = "ids|timestamp|user|userid|comment|size|sha1|flags|tags";

// Sets parameters, those of `more` replacing what is there.
void overlay(Fields& fields, const Fields& more);

// A question to action=query: what every one of them carries, and those parameters.
HttpRequest query_request(const Scope& scope, Fields parameters);

// What a page reading asks of each page.
Fields page_parameters();

// "0|1|4"
std::string joined(const std::vector<int>& numbers);

// "50"; "max" for a full list.
std::string limit_text(std::size_t rows, std::size_t full);

}  // namespace moisson::mediawiki
