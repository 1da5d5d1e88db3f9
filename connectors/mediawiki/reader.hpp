// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/dialect.hpp"
#include "schema/item.hpp"
#include "schema/reading.hpp"
#include "schema/result.hpp"

#include <string>
#include <string_view>

namespace moisson::mediawiki {

// Changes whenever read_page(), or plain_text() for what it read, may answer differently for the same content.
inline constexpr std::string_view reader_version = "wikitext-3";

// The named values of a page: the parameters of its templates, those that stand in no other template.
// Names are resolved through `context.template_redirects`; categories are those of the text and of
// content.derived["categories"]. Other models than wikitext have categories only.
// Total: Error{invalid} only for a text above the reader's limits (4 MiB, 50 000 templates and parameters).
Result<Reading> read_page(const Item& item, const Content& content, const Context& context, const Dialect& dialect);

// A template that redirects to another is known to the context, one that no longer does is forgotten.
// True when the context changed. An item that is gone is given with no `redirect_to`.
bool learn_template(const Item& item, Context& context, const Dialect& dialect);

// The title of the page that a talk page is about; else empty.
std::string subject_of(const Item& item, const Dialect& dialect);

// The title of the page's talk page; empty for a talk page, and where there are none.
std::string talk_of(const Item& item, const Dialect& dialect);

}  // namespace moisson::mediawiki
