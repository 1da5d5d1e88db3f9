# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is asked, there is an answer: random forms to every route, with every fault, by anybody."""
import base64
import random
import unittest

from told import FOLDER

from double import php, routes
from double.answer import Request
from double.faults import NAMES
from double.place import Place

REQUESTS = 4000
LIVED = 400             # requests between two resets, so that what is written and deleted matters and does not empty the place
VARIABLES = ("searchType filters fields sortBy indexMin indexStep ranges count countType name value pk id type collection key path "
             "pull arrayForm setType block typeElement tags locality options searchTags sourceKey costumSlug form parentFormId "
             "childId childType parentId parentType connectType email pwd password refreshToken url urls geo geoPosition source "
             "startDate index limit format multiTags insee namecity textPath tagsPath latest lastTimes what json role").split()
KEYS = ("$in $nin $or $and $exists $gt $regex $all tags address.addressCountry _id status organizations 0 coordinates "
        "latitude localityId").split()
VALUES = ("organizations events poi projects answers citoyens true false 1 -1 0 all tags ( a+b x.y NGO jsonfeed geojson gogocarto csv "
          "mongoId info network when descriptions updated name preferences 2026-01-01 {} $or admin ada location é tags.9 "
          "answers.aapStep1.depense int isoDate allToRoot").split() + [""]
PEOPLE = ("ada:secret-d-ada", "eve:secret-d-eve", "bob:wrong")
WHAT = ("organizations", "events", "poi", "projects", "answers", "citoyens")


class Anything(unittest.TestCase):
    def setUp(self):
        self.place = Place(fixture=FOLDER / "quoted.json", elements=60)
        self.draw = random.Random(20261130)

    def value(self):
        collection = self.draw.choice(WHAT)
        return self.draw.choice([self.draw.choice(VALUES), self.draw.choice(list(self.place.state[collection].documents) or [""])])

    def tree(self, depth=0):
        """Text, a list or branches, as a form can be."""
        shape = self.draw.random()
        if depth > 2 or shape < 0.6:
            return self.value()
        names = [str(at) for at in range(3)] if shape < 0.8 else VARIABLES + KEYS
        return {self.draw.choice(names): self.tree(depth + 1) for _ in range(self.draw.randrange(3))}

    def form(self):
        """A few variables; often an element and who points to it, so that something is found."""
        tree = {self.draw.choice(VARIABLES): self.tree() for _ in range(self.draw.randrange(6))}
        if self.draw.random() < 0.5:
            collection = self.draw.choice(WHAT)
            identity = self.draw.choice(list(self.place.state[collection].documents) or [""])
            tree.update({"pk": identity, "id": identity, "type": collection, "collection": collection, "typeElement": collection,
                         "searchType": {"0": collection}})
        return php.Form(tree)

    def request(self):
        headers = [("Host", "x")]
        if self.draw.random() < 0.5:
            headers.append(("X-Requested-With", "XMLHttpRequest"))
        if self.draw.random() < 0.7:
            headers.append(("Authorization", "Basic " + base64.b64encode(self.draw.choice(PEOPLE).encode()).decode()))
        route = self.draw.choice([*routes.ROUTES, "auth/login", "auth/refresh", "no/where"])
        return Request("POST", "/", route, self.form(), self.form(), headers, "http://x")

    def test_there_is_an_answer(self):
        statuses = set()
        for number in range(REQUESTS):
            if number % LIVED == 0:
                self.place.reset()
                self.place.settings.dialect = self.draw.choice(["modern", "legacy2018"])
            self.place.faults.clear()
            if self.draw.random() < 0.3:
                self.place.faults.add({"name": self.draw.choice(NAMES)})
            request = self.request()
            with self.subTest(route=request.route, url=request.url.tree_, form=request.form.tree_):
                answer = self.place.answer(request)
                self.assertIsInstance(answer.text, str)
                statuses.add(answer.status)
        self.assertEqual(statuses, {200, 401, 404, 500})


if __name__ == "__main__":
    unittest.main()
