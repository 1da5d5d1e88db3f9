// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"
#include "schema/traits.hpp"

#include <string>

namespace moisson::mediawiki {

struct SiteAnswer {
    Result<Traits> traits;
    bool perhaps_without_bots = false;  // refused, but not for reading as a whole
};

// What a wiki says of itself. details: {"namespaces","redirect_words","articlepath","server","scriptpath","case",
// "lang","extensions","bots","limits","readonly","interwikis","extension_tags"}. `api` is the address asked.
SiteAnswer read_siteinfo(HttpResponse response, const std::string& api);

}  // namespace moisson::mediawiki
