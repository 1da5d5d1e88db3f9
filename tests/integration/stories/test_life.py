# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people do anything at all, at full speed, while Moisson looks on; in the end it knows what the wiki's tables know."""
import json
import os
import threading

from lab.life import ADMINISTRATOR, ANYBODY, TITLES, Liver
from lab.polling import Polling
from lab.story import difference, long

SEED = int(os.environ.get("MOISSON_LIFE_SEED", "0")) or int.from_bytes(os.urandom(3), "big")
A_DAY_S = 86_400
LOOKS = [["harvest"], ["harvest"], ["census", "movilab"], ["harvest"], ["census", "movilab", "--deep"],
         ["resync", "movilab", "--item", TITLES[0]], ["import", "movilab", "dump.xml"]]


class ALife(Polling):
    settings = "wfLoadExtension( 'Renameuser' );"

    def lived(self, deeds):
        """Both live; Moisson looks again and again until they are done."""
        livers = [Liver(self.wiki, "XavCC", SEED, ANYBODY), Liver(self.wiki, "Admin", SEED + 1, ADMINISTRATOR)]
        self.wiki.admin.act("managetags", operation="create", tag="relu")
        threads = [threading.Thread(target=liver.live, args=(deeds // 2,)) for liver in livers]
        for thread in threads:
            thread.start()
        looked = 0
        while any(thread.is_alive() for thread in threads):
            verb, *words = LOOKS[looked % len(LOOKS)]
            if verb == "import":
                words[-1] = str(self.wiki.dump(self.folder / words[-1]))
            said = self.moisson.run(verb, *words, "--json")
            self.assertIn(said.code, (0, 3) if verb != "resync" else (0, 2, 3), f"seed {SEED}: {said}")
            looked += 1
        for thread in threads:
            thread.join()
        return livers

    def and_after(self, livers):
        """It is quiet. What no feed told is found, on the second day what is merely absent too; then nothing differs."""
        told = "\n".join(line for liver in livers for line in liver.lived)
        with self.subTest(seed=SEED, lived=told):
            self.harvested()
            self.census("--deep")
            self.wiki.set_clock(A_DAY_S)
            self.census("--deep")
            for words in ((), ("--deep",)):
                self.assertEqual(self.census(*words)["drift"], 0)
            self.assert_same()
            self.assert_nothing_to_add()
            done = sum(len(liver.lived) - liver.refused for liver in livers)
            self.assertGreater(done, sum(len(liver.lived) for liver in livers) // 5, "almost nothing was allowed")

    def assert_nothing_to_add(self):
        """Everything read once more tells nothing that was not known."""
        before = {what: self.moisson.export(what) for what in ("items", "revisions", "resources", "changes")}
        run = self.must_say(self.moisson.run("resync", "movilab", "--full", "--json"), "complete", 0)
        self.assertEqual((run["changed"], run["drift"]), (0, 0))
        for what, rows in before.items():
            told = difference(rows, self.moisson.export(what), lambda row: json.dumps(row, sort_keys=True))
            self.assertEqual(told, "", f"{what} before, and after\n{told}")

    def test_two_people_do_anything_while_moisson_looks_on(self):
        self.and_after(self.lived(60))

    @long
    def test_two_people_do_a_thousand_things_while_moisson_looks_on(self):
        self.and_after(self.lived(1000))
