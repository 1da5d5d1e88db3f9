# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of a made-up wiki of any size: same number, same pages, to the byte. Shapes and sizes follow Movilab's."""
import itertools
import random
from datetime import datetime, timedelta

SEED = 20260101
NAMESPACES = [0, 1, 4, 10, 12, 14]      # those that the shipped configuration follows
FIRST_DAY = datetime(2015, 1, 5, 8, 0, 0)
PEOPLE = ["XavCC", "AurélienMarty", "SimonSarazin", "Ophélie Deyrolle", "Yoann", "MoulinetteBot", "192.0.2.17",
          "fabmob>Gabriel"]
SYLLABLES = ("ba bi bou ca co cou da de di du fa fé fo ga gi la le li lo lu ma mé mi mo na né ni no pa pé pi po ra ré ri ro "
             "sa sé si so ta té ti to tu va ve vi vo tion ment eur age isme ette oir ance ique ière ure el al on an in").split()
SMALL = "le la les un une des de du et ou à en dans pour par sur avec sans qui que ce se il elle on est sont".split()
CATEGORIES = ["Gouvernance", "Numérique", "Alimentation", "Énergie", "Mobilité", "Éducation", "Culture", "Réemploi", "Habitat",
              "Fabrication", "Santé", "Recherche", "Ruralité", "Jeunesse", "Économie sociale", "Logiciel libre"]
TEMPLATES = {"Commun": "Commun", "Tiers-lieu": "Tiers-lieu", "Document": "Document", "Project": "Projet", "Fil du forum": None}
# Of a hundred subjects: what they are.
SHAPES = ["Commun"] * 45 + ["Tiers-lieu"] * 24 + ["Document"] * 15 + ["Project"] * 5 + ["plain"] * 8 + ["redirect"] * 3


class Writer:
    """Words, sentences and pages from one source of chance."""

    def __init__(self, chance):
        self.chance_ = chance
        self.words_ = ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(4000)]
        self.weights_ = list(itertools.accumulate(1 / (rank + 4) for rank in range(len(self.words_))))    # a few are frequent

    def words(self, count):
        rare = self.chance_.choices(self.words_, cum_weights=self.weights_, k=count)
        return [self.chance_.choice(SMALL) if self.chance_.random() < 0.4 else word for word in rare]

    def sentence(self, shortest=6, longest=22):
        return " ".join(self.words(self.chance_.randint(shortest, longest))).capitalize() + "."

    def name(self, words=2):
        return " ".join(word.capitalize() for word in self.chance_.choices(self.words_, k=words))

    def names(self, most):
        return ", ".join(self.name() for _ in range(self.chance_.randint(1, most)))

    def paragraph(self):
        chance = self.chance_
        text = " ".join(self.sentence() for _ in range(chance.randint(2, 6)))
        if chance.random() < 0.4:
            text += f" Voir [[{self.name()}|{' '.join(self.words(2))}]] et [https://exemple.example.org/{self.words(1)[0]} le site]."
        if chance.random() < 0.2:
            text += f"<ref>{self.sentence(3, 9)}</ref>"
        return text

    def body(self, most_sections):
        parts = []
        for _ in range(self.chance_.randint(0, most_sections)):
            parts.append(f"== {self.name()} ==")
            parts += [self.paragraph() for _ in range(self.chance_.randint(1, 3))]
            if self.chance_.random() < 0.5:
                parts.append("\n".join(f"* {self.sentence(3, 12)}" for _ in range(self.chance_.randint(2, 7))))
        return "\n\n".join(parts)

    def parameters(self, shape):
        chance, some = self.chance_, {"shortdescription": self.sentence(5, 14)}
        some["description"] = self.paragraph() + "\n" + "\n".join(f"* {self.sentence(3, 10)}" for _ in range(chance.randint(0, 5)))
        optional = {"url": f"https://{self.words(1)[0]}.example.org/", "Main_Picture": f"{self.name(1)}.png",
                    "contributors": self.names(6), "contributiveorganisation": self.names(5), "needs": self.names(3),
                    "referent": self.name(), "challenge": self.names(3), "Tags": self.names(5), "Theme": self.names(2),
                    "provides": self.sentence(4, 9), "etape": "En développement"}
        if shape == "Tiers-lieu":
            optional |= {"location": f"{chance.randint(1, 99)} rue {self.name(1)}", "Réseaux d'appartenance": "Tilios"}
        return some | {key: value for key, value in optional.items() if chance.random() < 0.7}

    def page(self, shape):
        """A page's text, and the categories it is in, those of its template included."""
        chance, categories = self.chance_, set(self.chance_.sample(CATEGORIES, self.chance_.choice((0, 1, 1, 2, 3, 5))))
        filed = "".join(f"\n[[Catégorie:{name}]]" for name in sorted(categories))
        if shape == "plain":
            return f"{self.paragraph()}\n\n{self.body(6)}{filed}", categories
        lines = "".join(f"|{key}={value}\n" for key, value in self.parameters(shape).items())
        thread = f"\n{{{{Fil du forum|{chance.randint(1, 4000)}}}}}" if chance.random() < 0.3 else ""
        return f"{{{{{shape}\n{lines}}}}}\n{self.body(4)}{thread}{filed}", categories | {TEMPLATES[shape]}


def revision_count(chance):
    return chance.choices((1, chance.randint(2, 3), chance.randint(4, 8), chance.randint(9, 20)), (60, 25, 10, 5))[0]


def history(chance, title, text, day):
    """Revisions that end in `text`: the page grows, some of its edits minor."""
    count = revision_count(chance)
    for number in range(1, count + 1):
        partial = text if number == count else text[:max(40, len(text) * number // (count + 1))]
        yield {"title": title, "text": partial, "user": chance.choice(PEOPLE), "minor": chance.random() < 0.2,
               "comment": "" if chance.random() < 0.3 else f"étape {number} de {title[:60]}",
               "at": (day + timedelta(days=37 * number, minutes=chance.randint(0, 600))).strftime("%Y%m%d%H%M%S")}


def furniture():
    """The pages that a wiki has besides its subjects: templates, categories, help, the project's own."""
    for name, category in TEMPLATES.items():
        inside = f"<includeonly>{{{{{{description|}}}}}}{f'[[Catégorie:{category}]]' if category else ''}</includeonly>"
        yield f"Modèle:{name}", inside, set()
    for name in [*CATEGORIES, *filter(None, TEMPLATES.values())]:
        yield f"Catégorie:{name}", f"Tout ce qui touche à : {name}.", set()
    for number in range(8):
        yield f"Aide:Chapitre {number + 1}", f"Comment faire, chapitre {number + 1}.", set()
        yield f"Wiki:Charte {number + 1}", f"Ce que nous voulons, article {number + 1}.", set()


def subjects(chance, writer, count):
    """So many pages of the main namespace and talk pages about them."""
    title = None
    for number in range(count):
        if title and chance.random() < 0.13:
            yield f"Discussion:{title}", f"== {writer.name()} ==\n{writer.paragraph()}", set()
            title = None
            continue
        last, shape = title, chance.choice(SHAPES)
        title = f"{writer.name(chance.randint(1, 4))} {number}"
        if shape == "redirect":
            yield title, f"#REDIRECTION [[{last or 'Accueil'}]]", set()
        else:
            yield title, *writer.page(shape)


def wiki_of(count):
    """(revisions as Wiki.write_pages wants them, title → categories) of a wiki that has `count` pages with its main page."""
    chance = random.Random(SEED)
    writer = Writer(chance)
    written = list(furniture())
    written += subjects(chance, writer, count - 1 - len(written))
    revisions, categories = [], {}
    for number, (title, text, filed) in enumerate(written):
        revisions += history(chance, title, text, FIRST_DAY + timedelta(hours=number * 7 % 60000))
        categories[title] = sorted(filed)
    return revisions, categories
