// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/people.hpp"

#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

namespace {

const std::vector<std::string> persons{"Gontran",     "Malpertuis", "Isaure", "Vauquelin", "Ludivine",
                                       "Escarboucle", id(901),      id(902),  id(903)};
const std::vector<std::string> ways{"bonjour@lieu.example", "03 00 00 00 00"};

// A site of 2018 sends all it has, whatever is asked: persons cross the wire there.
CommunecterRig of_2018(bool with_contacts = false) {
    CommunecterRig rig;
    rig.site.legacy = true;
    Section section = source_section(usual_scopes(), 200);
    if (with_contacts) section.put("contact_because", text_option("their board agreed on 3 March"));
    rig.connector = CommunecterRig::opened(section, {{"dialect", "legacy2018"}});
    return rig;
}

std::string sent_by(CommunecterRig& rig, std::vector<Batch>& batches) {
    std::string wire;
    rig.site.spoil = [&](const HttpRequest&, HttpResponse response) {
        wire += response.body;
        return response;
    };
    batches = rig.changes();
    return wire;
}

}  // namespace

TEST_CASE("no person leaves a conversation, though all of them crossed the wire") {
    std::string wire;
    std::string kept;
    for (const bool legacy : {true, false}) {
        CommunecterRig rig = legacy ? of_2018() : CommunecterRig();
        std::vector<Batch> batches;
        wire += sent_by(rig, batches);
        kept += everything(all_of(std::move(batches)));
    }
    for (const std::string& name : persons) {
        INFO(name);
        // Were it not sent, leaving it out would prove nothing.
        CHECK(wire.find(name) != std::string::npos);
        CHECK(kept.find(name) == std::string::npos);
    }
}

TEST_CASE("ways to reach a place are neither asked for nor kept, unless the configuration says why") {
    CommunecterRig careful = of_2018();
    std::vector<Batch> batches;
    const std::string wire = sent_by(careful, batches);
    const std::string kept = everything(all_of(std::move(batches)));
    CommunecterRig allowed = of_2018(true);
    const std::string agreed = everything(all_of(allowed.changes()));
    for (const std::string& way : ways) {
        CHECK(wire.find(way) != std::string::npos);
        CHECK(kept.find(way) == std::string::npos);
        CHECK(agreed.find(way) != std::string::npos);
    }
    CommunecterRig modern;
    modern.changes();
    for (const HttpRequest& request : modern.site.asked)
        for (const char* never : {"email", "telephone", "contact", "creator", "links", "preferences"}) {
            const auto asked = fields(request, "fields[]");
            CHECK(std::find(asked.begin(), asked.end(), never) == asked.end());
        }
}

TEST_CASE("what is given to a commun is counted, and by whom is not kept: an organisation may bear a person's name") {
    CommunecterRig rig;
    const std::string commun = content_of(all_of(rig.changes()), "answers-" + id(71));
    CHECK(commun.find("\"found\":620") != std::string::npos);
    CHECK(commun.find(R"("financer":[{"amount":"500"},{"amount":120}])") != std::string::npos);
    CHECK(commun.find("La Compagnie") == std::string::npos);
}

TEST_CASE("what an agreement about the contacts of places allows says nothing of the communs") {
    CommunecterRig rig;
    Section section = source_section(usual_scopes(), 200);
    section.put("contact_because", text_option("their board agreed on 3 March"));
    rig.connector = CommunecterRig::opened(section);
    const std::string kept = everything(all_of(rig.changes()));
    CHECK(kept.find("bonjour@lieu.example") != std::string::npos);
    CHECK(kept.find("Escarboucle") == std::string::npos);
}

TEST_CASE("a way to reach somebody is one however it is written, and what people wrote is none") {
    using communecter::reaches_somebody;
    for (const char* way :
         {"  ada@personne.example  ", "Ada <ada@personne.example>", "mailto:ada@personne.example", "TEL:06 12 34 56 78",
          "06 12 34 56 78", "+33.6.12.34.56.78", "écrire à ada@personne.example",
          "https://www.communecter.org/#page.type.citoyens.id.58c9000000000000000000a1",
          "/upload/communecter/citoyens/58c9000000000000000000a1/ada.png"})
        CHECK_MESSAGE(reaches_somebody(way), way);
    for (const char* none : {"", "5000", "97410", "2A004", "https://mastodon.example.org/@lieu", "1763000000",
                             "Un atelier ouvert à toutes et tous ; pour venir, écrire à ada@personne.example la veille",
                             "Lieu de travail partagé @ Lille"})
        CHECK_FALSE_MESSAGE(reaches_somebody(none), none);
}

TEST_CASE("a question asks for a person by its label or by its key, and the name of a thing is no person's") {
    using communecter::asks_for_person;
    for (const char* label :
         {"Votre nom et prénom", "Nom", "NOM DU RÉFÉRENT", "Nom du porteur du projet", "Qui êtes-vous ?", "Courriel",
          "E-mail", "T&eacute;l&eacute;phone", "Your name", "Personne à contacter"})
        CHECK_MESSAGE(asks_for_person("lesCommuns_0k1", label), label);
    for (const char* key : {"nom", "name", "nomReferent", "contactReferent", "emailStructure", "tel"})
        CHECK_MESSAGE(asks_for_person(key, ""), key);
    for (const char* label : {"Nom du commun", "Nom de l'outil", "Noms des outils", "Titre", "Description",
                              "À quoi il sert", "Budget", "Mots-clés", "Nombre de postes", "Licence"})
        CHECK_FALSE_MESSAGE(asks_for_person("lesCommuns_0k1", label), label);
    CHECK_FALSE(asks_for_person("nom", "Nom du commun"));
    CHECK(asks_for_person("titre", "Votre nom et prénom"));
}

TEST_CASE("a parent is kept when its type is known to be no person's, in any case") {
    CommunecterRig rig;
    const auto parent_of = [&](const char* json) {
        rig.site.at("organizations", id(1)).members["parent"] = Value::Object{{id(77), *from_json(json)}};
        return content_of(all_of(rig.changes()), "organizations-" + id(1));
    };
    for (const char* person :
         {R"({"name":"Gontran"})", R"({"name":"Gontran","type":"Citoyens"})", R"({"name":"Gontran","type":"people"})",
          R"({"name":"Gontran","type":["citoyens"]})",
          R"({"name":"Gontran","type":"projects","collection":"citoyens"})", R"({"name":"Gontran","type":"robots"})"})
        CHECK_MESSAGE(parent_of(person).find("Gontran") == std::string::npos, person);
    CHECK(parent_of(R"({"name":"La Raffinerie","type":"Organizations","by":"Gontran"})").find("La Raffinerie") !=
          std::string::npos);
    CHECK(parent_of(R"({"name":"La Raffinerie","type":"Organizations","by":"Gontran"})").find("Gontran") ==
          std::string::npos);
}

TEST_CASE("a person's own document among the rows of a list is no element") {
    CommunecterRig rig;
    rig.site.at("organizations", id(2)).members["collection"] = "Citoyens";
    const Batch all = all_of(rig.changes());
    CHECK(content_of(all, "organizations-" + id(2)).empty());
    CHECK(everything(all).find("it stands for a person") != std::string::npos);
}

TEST_CASE("an error tells what is known of servers, never what a server wrote of somebody") {
    for (const HttpResponse& said :
         {HttpResponse(500, "Undefined index: Gontran"), HttpResponse(200, "Bonjour Gontran"),
          HttpResponse(200, R"({"result":false,"msg":"Gontran must sign in, Please login first"})"),
          HttpResponse(200, R"({"result":false,"error":"Gontran","msg":"Gontran"})"),
          HttpResponse(200, "<p>Gontran</p>"), HttpResponse(418, "Gontran"),
          HttpResponse(200, R"({"results":{"5a1b00000000000000000001":{"_id":"5a1b00000000000000000002"}}})")}) {
        CommunecterRig rig;
        auto talk = rig.connector->changes(Cursor{});
        REQUIRE(talk->next().has_value());
        const auto step = talk->accept(said);
        if (!step) CHECK_MESSAGE(step.error().sentence().find("Gontran") == std::string::npos, step.error().sentence());
    }
}

}  // namespace moisson
