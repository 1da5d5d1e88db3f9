// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever stands around a person in an answer, the person is not kept; what the list of what is kept names, is.
#include "connectors/communecter/commun.hpp"
#include "connectors/communecter/form.hpp"
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>
#include <random>

namespace moisson {

using namespace communecter_test;

namespace {

using Object = Value::Object;
using List = Value::List;

constexpr const char* marker = "Gontran Malpertuis";

Value parsed(const std::string& json) {
    auto value = from_json(json);
    REQUIRE_MESSAGE(value.has_value(), json);
    return std::move(*value);
}

const char* any_of(std::mt19937& dice, std::initializer_list<const char*> words) {
    return words.begin()[dice() % words.size()];
}

// A member nobody lists: by its name, by an id, or by the marker itself.
std::string unexpected_name(std::mt19937& dice) {
    if (dice() % 5 == 0) return marker;
    if (dice() % 4 == 0) return id(static_cast<int>(900 + dice() % 9));
    return any_of(dice,
                  {"who", "createdBy", "creatorName", "owner", "admins", "userName", "members", "voters", "worker",
                   "estimates", "validFinal", "beneficiary", "by", "setBy", "addedBy", "evaluation", "Vote"});
}

// A marker in some shape.
Value somebody(std::mt19937& dice, int depth) {
    switch (dice() % (depth > 0 ? 6 : 2)) {
        case 0:
            return marker;
        case 1:
            return Object{{"id", id(902)}, {"name", marker}};
        case 2:
            return List{marker, somebody(dice, depth - 1)};
        case 3:
            return Object{{"type", any_of(dice, {"citoyens", "Person", "robots", "x"})}, {"name", marker}};
        default:
            return Object{{unexpected_name(dice), somebody(dice, depth - 1)}};
    }
}

// The same value with somebody in members of its objects that nobody expects.
Value haunted(Value value, std::mt19937& dice) {
    if (List* list = value.list())
        for (Value& each : *list) each = haunted(std::move(each), dice);
    if (Object* object = value.object()) {
        for (auto& [name, member] : *object) member = haunted(std::move(member), dice);
        for (auto times = dice() % 3; times > 0; --times) object->emplace(unexpected_name(dice), somebody(dice, 3));
    }
    return value;
}

Value whole_place() {
    return parsed(R"({"name":"Le lieu","collection":"organizations","type":"NGO","tags":["TiersLieux"],
        "address":{"addressCountry":"FR","postalCode":"59000"},"addresses":[{"address":{"postalCode":"59000"},"geo":{}}],
        "geo":{"latitude":"50.1","longitude":"3"},"geoPosition":{"type":"Point","coordinates":[3,50.1]},
        "openingHours":[{"dayOfWeek":"Mo","hours":[{"opens":"09:00","closes":"18:00"}]},""],
        "urls":["https://a.example",{"url":"https://b.example","type":"link","title":"B"}],
        "video":[{"url":"https://c.example"}],"socialNetwork":{"github":{"url":"https://d.example"}},
        "properties":{"avancement":"idea"},"source":{"key":"franceTierslieux","keys":["franceTierslieux"]},
        "reference":{"costum":["x"]},"status":["open",{}],"price":{},"telephone":{},"links":{},"updated":1763000000,
        "parent":{"5a1b000000000000000000aa":{"type":"organizations","name":"La Raffinerie"}}})");
}

const char* const form_of_all = R"({"subForms":["un","deux"],
    "params":{"multiCheckboxPlusbesoins":{"global":{"list":["Argent","Temps"]}}},"inputs":{
    "un":{"inputs":{"nom":{"label":"Votre nom et prénom","type":"text","position":"1"},
        "k1":{"label":"Nom du référent","type":"text"},"k2":{"label":"Où écrire","type":"email"},
        "k3":{"label":"Joindre","type":"tel"},"besoins":{"label":"Besoins","type":"multiCheckboxPlus"},
        "lieu":{"label":"Lieu","type":"finder"},"k4":{"label":"Avis","type":"evaluation"}}},
    "deux":{"inputs":{"titre":{"label":"Titre du commun","type":"text"},"depense":{"type":"budget"}}}}})";

Value whole_answers() {
    return parsed(R"({"un":{"nom":"Gontran Malpertuis","k1":"Gontran Malpertuis","k2":"Gontran Malpertuis",
        "k3":"Gontran Malpertuis","k4":{},"k9":"Gontran Malpertuis","finder2":{"5a1b000000000000000000aa":{"name":"Gontran Malpertuis"}},
        "multiCheckboxPlusbesoins":[{"Argent":{"value":"Argent"}},{"ada@personne.example":{}},{"Gontran Malpertuis":{}}],
        "finderunlieu":{"5a1b000000000000000000aa":{"type":"organizations","name":"La Raffinerie"},
            "5a1b000000000000000000ab":{"type":"Citoyens","name":"Gontran Malpertuis"},
            "5a1b000000000000000000ac":{"name":"Gontran Malpertuis"}}},
        "deux":{"titre":"La carte","depense":[{"poste":"Serveur","price":"100","contact":"Gontran Malpertuis",
            "todo":[{"who":"Gontran Malpertuis"}],"payement":[{}],"worker":{},
            "financer":[{"amount":"40","type":"organization","name":"Gontran Malpertuis"}]}]},
        "selection":{},"evaluation":{},"admissibility":{},"votes":{},"Vote":{}})");
}

bool holds(const std::string& text, const std::string& word) {
    return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("a person in any member that nobody expects is kept nowhere, and the rest of an element is") {
    std::mt19937 dice(20261130);
    for (int round = 0; round < 300; ++round) {
        CommunecterRig rig;
        const bool legacy = dice() % 2 == 0;
        rig.site.legacy = legacy;
        rig.connector = CommunecterRig::opened(source_section(usual_scopes(), 200),
                                               {{"dialect", legacy ? "legacy2018" : "modern"}});
        Value row = haunted(whole_place(), dice);
        rig.site.at("organizations", id(1)).members = *row.object();
        const Batch all = all_of(rig.changes());
        REQUIRE_MESSAGE(!holds(everything(all), "Gontran"), to_json(row));
        REQUIRE_MESSAGE(!holds(everything(all), id(902)), to_json(row));
        const std::string kept = content_of(all, "organizations-" + id(1));
        for (const char* word : {"59000", "09:00", "https://a.example", "https://b.example", "franceTierslieux"})
            REQUIRE_MESSAGE(holds(kept, word), kept);
    }
}

TEST_CASE("a person in any answer that nobody expects is kept nowhere, and the rest of a commun is") {
    std::mt19937 dice(20261201);
    for (int round = 0; round < 300; ++round) {
        CommunecterRig rig;
        rig.site.forms[call] = round % 2 == 0 ? parsed(form_of_all) : haunted(parsed(form_of_all), dice);
        Object& members = rig.site.at("answers", id(72)).members;
        members["answers"] = haunted(whole_answers(), dice);
        members["status"] = List{"progress", Object{{"by", marker}}};
        const Batch all = all_of(rig.changes());
        REQUIRE_MESSAGE(!holds(everything(all), "Gontran"), to_json(members["answers"]));
        REQUIRE_MESSAGE(!holds(everything(all), "personne.example"), to_json(members["answers"]));
        REQUIRE(titles(all).contains("La carte"));
        const std::string kept = content_of(all, "answers-" + id(72));
        for (const char* word : {"Argent", "La Raffinerie", "Serveur", "\"asked\":100", "\"found\":40", "progress"})
            REQUIRE_MESSAGE(holds(kept, word), kept);
    }
}

TEST_CASE("a status that is no text says nothing of a stage") {
    CommunecterRig rig;
    rig.site.at("answers", id(72)).members["status"] = Object{{"by", marker}};
    CHECK_FALSE(holds(everything(all_of(rig.changes())), "Gontran"));
}

TEST_CASE("the title of a commun is asked by no question that asks who somebody is") {
    const auto titled = [](const std::string& questions) {
        std::string all;
        for (const auto& [step, key] :
             communecter::questions_of(parsed(R"({"inputs":{"s":{"inputs":{)" + questions + "}}}}")).title)
            all += key + " ";
        return all;
    };
    CHECK(titled(R"("nom":{"type":"text","label":"Votre nom et prénom"},"q":{"type":"text","label":"Titre"})") == "q ");
    CHECK(titled(R"("nom":{"type":"text","label":"Nom du commun"},"q":{"type":"text"})") == "nom q ");
    CHECK(titled(R"("nom":{"type":"text"})").empty());
    CHECK(titled(R"("titre":{"type":"email"})").empty());
    CHECK(titled(R"("q":{"type":"text","label":"Nom du référent"})").empty());
}

}  // namespace moisson
