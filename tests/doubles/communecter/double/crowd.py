# SPDX-License-Identifier: GPL-3.0-or-later
"""Many plausible elements, the same for the same seed: for paging, for random lives and for the bench."""
import random

from .slugs import slug_of

SHARES = {"organizations": 84, "projects": 5, "events": 4, "poi": 3, "classifieds": 1, "ressources": 1, "answers": 2}    # percent
ANSWER_FORMS = ("6438366673d20a0de1533c77", "677e7e389058e31575550ac8")
STEPS = {"6438366673d20a0de1533c77": "aapStep1", "677e7e389058e31575550ac8": "federationDesCae812025_1320_0"}
PEOPLE = ("58c9000000000000000000a1", "58c9000000000000000000a2", "58c9000000000000000000a3", "58c9000000000000000000a4")
CITIES = (("Roubaix", "59100", "59512", "FR", "32", "Hauts-de-France", "59", "Nord", 50.6901, 3.1817),
          ("Saint-Étienne", "42000", "42218", "FR", "84", "Auvergne-Rhône-Alpes", "42", "Loire", 45.4397, 4.3872),
          ("Ajaccio", "20000", "2A004", "FR", "94", "Corse", "2A", "Corse-du-Sud", 41.9192, 8.7386),
          ("Rennes", "35000", "35238", "FR", "53", "Bretagne", "35", "Ille-et-Vilaine", 48.1113, -1.68),
          ("Limoges", "87000", "87085", "FR", "75", "Nouvelle-Aquitaine", "87", "Haute-Vienne", 45.8336, 1.2611),
          ("SAINT-PIERRE", "97410", "97416", "RE", "04", "La Réunion", "974", "La Réunion", -21.3393, 55.4781),
          ("Liège", "4000", "", "BE", "WAL", "Wallonie", "WLG", "Liège", 50.6326, 5.5797))
FIRST = ("Atelier", "Fabrique", "Maison", "Halle", "Ferme", "Gare", "Grange", "Usine", "Filature", "Cabane", "Ruche", "Criée")
LAST = ("des Possibles", "du Canal", "Commune", "des Quatre-Vents", "de l'Écluse", "des Tisserands", "du Haut-Plateau", "Vivante",
        "des Arpenteurs", "du Vieux-Pont", "aux Outils", "des Sources")
FAMILIES = ("Bureaux partagés / Coworking", "Fablab / Makerspace / Hackerspace (Espaces du Faire)", "Ateliers artisanaux partagés",
            "Tiers-lieu culturel / Lieux intermédiaires et indépendants", "Cuisine partagée / Foodlab", "Tiers-lieu nourricier",
            "LivingLab / Laboratoire d'innovation sociale", "Autre famille de tiers-lieux")
FORMS = ("Association", "SCIC", "SCOP", "SARL-SA-SAS", "Collectif citoyen",
         "Collectivités (Département, Intercommunalité, Région, etc)")
SURFACES = ("Plus de 200m²", "200m2", "Entre 60 et 200m²", "60m² et 200m²", "Moins de 60m²")
WORDS = ("Un lieu ouvert à toutes et à tous", "on y répare, on y apprend", "le jardin se partage", "la cuisine tourne chaque jeudi",
         "les outils se prêtent", "une salle se réserve", "le conseil se réunit chaque mois", "un café associatif & solidaire")
TYPES = {"organizations": ("NGO", "LocalBusiness", "Group", "GovernmentOrganization"), "events": ("festival", "workshop", "meeting"),
         "poi": ("link", "recoveryCenter", "sharedLibrary"), "classifieds": ("classifieds",), "ressources": ("ressources",)}
LIVED_S = 5 * 365 * 86400       # elements were made within five years
DAY = 86400


class Crowd:
    """Draws the parts of elements."""

    def __init__(self, draw):
        self.draw_ = draw

    def name(self):
        return f"{self.draw_.choice(FIRST)} {self.draw_.choice(LAST)} {self.draw_.randrange(1, 1000)}"

    def sentence(self):
        return f"{self.draw_.choice(WORDS)}, {self.draw_.choice(WORDS).lower()}."

    def text(self):
        paragraphs = [f"{self.sentence()} {self.sentence()}" for _ in range(self.draw_.randrange(1, 4))]
        return "\n\n".join([f"## {self.name()}", *paragraphs])

    def url(self):
        return f"https://lieu{self.draw_.randrange(10000)}.example.org/"

    def street(self):
        return f"{self.draw_.randrange(1, 120)} rue des Communs"

    def city(self):
        return self.draw_.choice(CITIES)

    def address(self, city=None):
        name, code, insee, country, region, region_name, department, department_name, _, _ = city or self.city()
        return {"@type": "PostalAddress", "streetAddress": self.street(), "postalCode": code, "addressLocality": name,
                **({"codeInsee": insee} if insee else {}), "addressCountry": country, "localityId": f"54c0{int(code):020d}",
                "level1": f"58be{country}", "level1Name": "Belgique" if country == "BE" else "France",
                "level3": f"58be{country}{region}", "level3Name": region_name,
                "level4": f"58be{country}{department}", "level4Name": department_name}

    def position(self, city):
        lat, lon = city[8] + self.draw_.randrange(-500, 500) / 1e4, city[9] + self.draw_.randrange(-500, 500) / 1e4
        return {"geo": {"@type": "GeoCoordinates", "latitude": f"{lat:.7f}", "longitude": f"{lon:.7f}"},
                "geoPosition": {"type": "Point", "coordinates": [round(lon, 7), round(lat, 7)]}}

    def tags(self, collection="organizations"):
        if collection != "organizations":
            return self.draw_.sample(["Commun", "Culture", "Numérique", "Écologie", "Low-tech"], 2)
        families = self.draw_.sample(FAMILIES, self.draw_.randrange(1, 3))
        main = "TiersLieux" if self.draw_.random() < 0.94 else "Culture"
        return [main, *families, self.draw_.choice(FORMS), self.draw_.choice(SURFACES)]

    def source(self):
        if self.draw_.random() < 0.9:
            return {"source": {"insertOrign": "costum", "key": "navigatorDesTierslieux", "keys": ["navigatorDesTierslieux"]}}
        return {"source": {"insertOrign": "import", "key": "franceTierslieux", "keys": ["franceTierslieux"]},
                "reference": {"costum": ["navigatorDesTierslieux"]}}

    def fields(self, collection):
        """What an element of that collection says of itself; its id, slug and dates are not its own to say."""
        city = self.city()
        common = {"name": self.name(), "type": self.draw_.choice(TYPES.get(collection, ("other",))), "tags": self.tags(collection),
                  "shortDescription": self.sentence(), "description": self.text(), "creator": self.draw_.choice(PEOPLE)}
        if collection == "projects":
            del common["type"]
        if collection in ("classifieds", "ressources"):
            return {**common, "section": self.draw_.choice(["offer", "need"]), "category": "materiel", "subtype": "outils"}
        common.update(url=self.url(), address=self.address(city), **self.position(city))
        return {**common, **getattr(self, f"of_{collection}", dict)()}

    def of_organizations(self):
        followers = self.draw_.sample(PEOPLE, 2)
        return {"email": f"bonjour{self.draw_.randrange(10000)}@example.org", "telephone": {"fixe": ["03 00 00 00 00"]},
                "links": {"members": {followers[0]: {"type": "citoyens", "isAdmin": True}},
                          "followers": {followers[1]: {"type": "citoyens"}}},
                "openingDate": f"01/{self.draw_.randrange(1, 13):02d}/{self.draw_.randrange(2005, 2026)}", **self.source()}

    def of_projects(self):
        return {"links": {"contributors": {self.draw_.choice(PEOPLE): {"type": "citoyens", "isAdmin": True}}}, **self.source()}

    def of_events(self):
        start = 1764000000 + self.draw_.randrange(400) * DAY
        return {"startDate": {"sec": start, "usec": 0}, "endDate": {"sec": start + 7200, "usec": 0}, **self.source()}

    def answer(self, form):
        """An answer to one of the two forms that are known."""
        step = STEPS[form]
        given = {"amount": str(self.draw_.randrange(1, 9) * 50), "id": self.draw_.choice(PEOPLE), "type": "citoyens"}
        lines = [{"poste": self.sentence(), "price": str(self.draw_.randrange(1, 40) * 250), "include": True, "financer": [given]}]
        return {"form": form, "user": self.draw_.choice(PEOPLE), "vote": {self.draw_.choice(PEOPLE): {"status": "love"}},
                "answers": {step: {"titre": f"Commun {self.name()}", "description": self.text(), "tags": self.tags("projects"),
                                   "depense": lines}}}


def populate(state, count, seed):
    """So many more elements. Nothing is written after the clock's now."""
    draw = random.Random(seed)
    crowd, taken = Crowd(draw), set(state.slugs)
    collections = draw.choices(list(SHARES), list(SHARES.values()), k=count)
    for number, collection in enumerate(collections):
        created = state.clock.now - draw.randrange(3600, LIVED_S)
        updated = draw.randrange(created, state.clock.now - 600)
        identity = f"{created:08x}c0de00{number:010x}"
        dates = {"created": created, "updated": updated, "modified": {"sec": updated, "usec": 0}}
        if collection == "answers":
            form = draw.choice(ANSWER_FORMS)
            state.add(collection, identity, {"collection": collection, **crowd.answer(form), "status": ["newaction"], **dates})
            continue
        fields = crowd.fields(collection)
        slug = slug_of(f"{fields['name']} {number}", taken) if collection in ("organizations", "projects", "events") else ""
        taken.add(slug)
        state.add(collection, identity, {"collection": collection, **fields, **({"slug": slug} if slug else {}),
                                         "preferences": {"isOpenData": True, "isOpenEdition": True}, **dates})
