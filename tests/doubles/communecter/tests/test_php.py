# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms as PHP reads them."""
import unittest

import told     # noqa: F401 because it makes the double importable

from double import php


class Forms(unittest.TestCase):
    def read(self, text):
        return php.tree_of(php.pairs_of(text))

    def test_brackets_make_lists_and_branches(self):
        self.assertEqual(self.read("a[]=1&a[]=2&b[x][y]=3&b[x][]=4&c=5&c=6"),
                         {"a": {"0": "1", "1": "2"}, "b": {"x": {"y": "3", "0": "4"}}, "c": "6"})

    def test_dots_and_blanks_are_kept_within_brackets_only(self):
        self.assertEqual(self.read("a.b=1&c d=2&filters[source.keys]=3&open[x=4"),
                         {"a_b": "1", "c_d": "2", "filters": {"source.keys": "3"}, "open_x": "4"})

    def test_plus_and_percent_are_decoded_once_and_bad_utf_8_is_survived(self):
        self.assertEqual(self.read("a=x+y%2525&b=%E9"), {"a": "x y%25", "b": "\ufffd"})

    def test_after_1000_variables_the_rest_is_forgotten(self):
        self.assertEqual(len(self.read("&".join(f"v{at}=1" for at in range(1200)))), 1000)

    def test_a_scalar_that_becomes_a_branch_gives_way(self):
        self.assertEqual(self.read("a=1&a[x]=2"), {"a": {"x": "2"}})

    def test_lists_are_stored_as_lists_and_those_with_holes_as_objects(self):
        self.assertEqual(php.plain({"0": "a", "1": {"x": "b"}}), ["a", {"x": "b"}])
        self.assertEqual(php.plain({"0": "a", "2": "b"}), {"0": "a", "2": "b"})

    def test_what_is_empty_for_php(self):
        self.assertTrue(all(map(php.is_empty, (None, False, 0, 0.0, "", "0", [], {}))))
        self.assertFalse(any(map(php.is_empty, ("false", "0.0", [0], {"a": 0}, 1, -1, " "))))

    def test_what_was_not_read_was_sent_in_vain(self):
        form = php.Form(self.read("a=1&b=2&c=3"))
        form.text("a")
        self.assertEqual(form.sent_in_vain(), ["b", "c"])

    def test_numbers_are_the_digits_a_text_begins_with(self):
        form = php.Form(self.read("a=12px&b=x&c=-3"))
        self.assertEqual([form.number(name, 7) for name in "abc"], [12, 7, -3])


if __name__ == "__main__":
    unittest.main()
