// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/dialect.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::mediawiki {

// What a French MediaWiki has when nothing else is known of it; English names are understood too.
std::vector<Namespace> default_namespaces();
std::vector<std::string> default_redirect_words();
std::set<std::string, std::less<>> default_interwikis();
std::set<std::string, std::less<>> default_opaque_tags();
std::set<std::string, std::less<>> always_opaque_tags();

// {{name: …}}: computed by the wiki, in English or French; no template.
bool is_parser_function(std::string_view name);

// {{NAME}}: a word the wiki replaces by itself, when it stands alone between the braces.
bool is_variable(std::string_view name);

}  // namespace moisson::mediawiki
