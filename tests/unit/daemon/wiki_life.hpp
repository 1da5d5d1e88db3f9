// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/connectors/scripted_wiki.hpp"

#include <string>

// People at work on the wiki in memory, a minute apart. Each leaves in the feed what MediaWiki would write there.
namespace moisson::test {

void edit(mediawiki_test::ScriptedWiki& wiki, int page, const std::string& text);
void create(mediawiki_test::ScriptedWiki& wiki, int page, const std::string& title, const std::string& text);
void remove(mediawiki_test::ScriptedWiki& wiki, int page);
// Leaves a redirect, whose page is `left_behind`.
void move(mediawiki_test::ScriptedWiki& wiki, int page, const std::string& title, int left_behind);
// "delete/restore", "merge/merge" …: what the log says was done to that page.
void log(mediawiki_test::ScriptedWiki& wiki, const std::string& what, int page, const std::string& title, int ns = 0);
// By hand in the tables: no feed tells of it.
void edit_silently(mediawiki_test::ScriptedWiki& wiki, int page, const std::string& text);
// The wiki's own clock.
void let_a_minute_pass(mediawiki_test::ScriptedWiki& wiki);

}  // namespace moisson::test
