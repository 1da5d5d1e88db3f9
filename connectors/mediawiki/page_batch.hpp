// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/answer.hpp"
#include "connectors/mediawiki/scope.hpp"

namespace moisson::mediawiki {

// Whether everything a page reading asks for has come: what surrounds the text, and the latest revision.
bool is_whole(const PageRow& page) noexcept;

// What a feed or a list tells of a page.
Item glimpse_of(const PageRow& page);

// What a list tells of a page and of what surrounds its text.
Listed listed_of(PageRow& page);

// Adds a whole page to a batch: the item, its latest revision and, when it is shown, its content.
void add_page(Batch& batch, PageRow page, const Scope& scope);

// Adds a page of which we got no more than its name, and why.
void add_unread(Batch& batch, const PageRow& page, const std::string& reason);

// Adds what is known of a page whose row makes no sense: it is to be read another day.
void add_unreadable(Batch& batch, const UnreadablePage& page);

// A reading to be made another day.
Owed owed_content(const ItemId& item, std::string why);

}  // namespace moisson::mediawiki
