# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be wrong with a wiki: one clear line with cause and remedy, the right exit code, nothing lost."""
import re

from lab import recipe
from lab.story import Story

# The server breaks when the content of this page is asked for, as one that runs out of memory does.
POISON = "Page qui casse le serveur"
BREAKS = f"""
$wgHooks['ApiQueryBaseProcessRow'][] = static function ( $module, $row ) {{
	$asked = $module->extractRequestParams()['prop'] ?? [];
	if ( ( $row->page_title ?? '' ) === '{POISON.replace(' ', '_')}' && in_array( 'content', (array)$asked ) ) {{
		header( 'HTTP/1.1 500 Internal Server Error' );
		while ( ob_get_level() ) {{ ob_end_clean(); }}
		echo '<html><body>500 Internal Server Error</body></html>';
		exit( 1 );
	}}
	return true;
}};
"""
READING_NEEDS_AN_ACCOUNT = "$wgGroupPermissions['*']['read'] = false;"


def emptied(folder):
    """A wiki without any page, log or change."""
    recipe.new_wiki(folder, "")
    for table in ("page", "revision", "recentchanges", "logging"):
        recipe.run_script(folder, "sql.php", ["--query", f"DELETE FROM {table}"])


class Trouble(Story):
    def assert_one_clear_line(self, said, *words):
        """The error is told in one line that has these words, once, and not as a trace."""
        lines = [line for line in said.err.splitlines() if re.search(words[0], line, re.IGNORECASE)]
        self.assertTrue(lines, f"nobody says {words[0]}: {said}")
        for word in words:
            self.assertRegex(lines[0], f"(?i){word}", str(said))

    def assert_nothing_lost(self, before):
        for what, bytes_ in before.items():
            self.assertEqual(self.moisson.export_bytes(what), bytes_, f"{what} changed")

    def everything(self):
        return {what: self.moisson.export_bytes(what) for what in ("items", "revisions", "resources", "changes")}


class AWikiThatNeedsSignIn(Trouble):
    settings = READING_NEEDS_AN_ACCOUNT

    def test_a_wiki_that_needs_sign_in_to_read_is_said_to_be_so(self):
        said = self.moisson.harvest()
        self.must_say(said, "failed", 1)
        self.assert_one_clear_line(said, "sign|log.?in|account|read")


class AWikiThatCloses(Trouble):
    def test_a_wiki_that_closes_its_reading_keeps_what_we_know(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        self.harvested()
        before = self.everything()
        self.wiki.settle_settings(READING_NEEDS_AN_ACCOUNT)
        self.must_say(self.moisson.harvest(), "failed", 1)
        self.assert_nothing_lost(before)
        self.wiki.settle_settings("")
        self.wiki.admin.edit("Le WIP", "rouvert")
        self.harvested()
        self.assert_same()


class AWrongAddress(Trouble):
    def test_the_address_of_a_page_instead_of_the_api_is_recognised(self):
        wrong = self.moisson_for(self.wiki.url + "/index.php", "wrong")
        said = wrong.harvest()
        self.must_say(said, "failed", 1)
        self.assert_one_clear_line(said, "html|api")

    def test_an_unknown_path_is_recognised(self):
        said = self.moisson_for(self.wiki.url + "/w/nowhere.php", "wrong").harvest()
        self.assertEqual(said.code, 1, str(said))


class AWikiThatIsDown(Trouble):
    def test_a_wiki_that_cannot_be_reached_is_said_to_be_so_then_followed_again(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        self.harvested()
        before = self.everything()
        self.wiki.stop()
        said = self.moisson.harvest()
        self.must_say(said, "failed", 1)
        self.assert_one_clear_line(said, "connect|reach|refused", "127.0.0.1")
        self.assert_nothing_lost(before)
        self.wiki.start()
        self.wiki.admin.edit("Le WIP", "rouvert")
        self.harvested()
        self.assert_same()

    def test_status_tells_the_truth_after_a_failure(self):
        self.harvested()
        self.wiki.stop()
        self.moisson.harvest()
        said = self.moisson.run("status", "--json")
        self.assertIn("failed", said.out, str(said))


class APageThatBreaksTheServer(Trouble):
    settings = BREAKS

    def setUp(self):
        super().setUp()
        self.wiki.write_pages([{"title": POISON if number == 25 else f"Page {number:02}", "text": f"page {number}",
                                "user": "XavCC", "at": "20240101120000"} for number in range(50)])

    def test_its_49_neighbours_arrive_and_the_run_is_partial(self):
        said = self.moisson.harvest()
        run = self.must_say(said, "partial", 3)
        self.assertLess(run["seen"], run["listed"])
        titles = {item["title"] for item in self.moisson.items()}
        self.assertLessEqual({f"Page {number:02}" for number in range(50) if number != 25}, titles)
        self.assert_one_clear_line(said, POISON)

    def test_once_the_server_is_mended_everything_is_there(self):
        self.moisson.harvest()
        self.wiki.settle_settings("")
        self.must_say(self.moisson.run("resync", "movilab", "--full", "--json"), "complete", 0)
        self.assert_same()

    def test_a_page_that_starts_to_break_the_server_stops_nothing(self):
        self.wiki.settle_settings("")
        self.harvested()
        self.wiki.settle_settings(BREAKS)
        self.wiki.admin.append("Page 03", " et la suite")
        self.wiki.script_edit(POISON, "pire encore")
        self.must_say(self.moisson.harvest(), "partial", 3)
        self.assertIn("Page 03", {item["title"] for item in self.moisson.items()})
        latest = {item["title"]: item["revision"] for item in self.wiki.items()}
        self.assertEqual(self.item("Page 03")["revision"], latest["Page 03"])


class AKnownWikiTurnedEmpty(Trouble):
    def setUp(self):
        super().setUp()
        self.wiki.write_pages([{"title": f"Page {number}", "text": "…", "user": "XavCC", "at": "20240101120000"}
                               for number in range(12)])
        self.harvested()

    def test_it_is_refused_and_changes_nothing(self):
        before = self.everything()
        self.wiki.replace_tables(recipe.kept("emptied", [], emptied))
        said = self.moisson.run("resync", "movilab", "--full", "--json")
        self.must_say(said, "refused", 7)
        self.assert_one_clear_line(said, "empty|lost|fewer|0 of")
        self.assert_nothing_lost(before)

    def test_a_wiki_that_lost_most_of_its_pages_is_refused_too(self):
        before = self.everything()
        self.wiki.execute("DELETE FROM page WHERE page_id > 3")
        self.wiki.execute("DELETE FROM revision WHERE rev_page > 3")
        self.must_say(self.moisson.run("resync", "movilab", "--full", "--json"), "refused", 7)
        self.assert_nothing_lost(before)
