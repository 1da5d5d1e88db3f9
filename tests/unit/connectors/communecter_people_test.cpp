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

TEST_CASE("who gives money stays when it is an organisation, and is nobody when it is a person") {
    CommunecterRig rig;
    const std::string commun = content_of(all_of(rig.changes()), "answers-" + id(71));
    CHECK(commun.find("La Compagnie") != std::string::npos);
    CHECK(commun.find("\"found\":620") != std::string::npos);
}

TEST_CASE("persons go however deep they stand, and what is empty with them") {
    using namespace communecter;
    const auto value = from_json(R"({"a":[{"type":"citoyens","name":"Ada"},{"b":{"creator":"x","c":1}},{}],
        "vote":{"x":1},"choix":{"5a":{"type":"citoyens"},"5b":{"type":"organizations","name":"Lieu"}},
        "mailDuReferent":"ada@personne.example","texte":"ada@personne.example","vide":[],"rien":null,
        "horaires":["",{"jour":"Mo"},""]})");
    REQUIRE(value.has_value());
    CHECK(to_json(without_people(*value, Contacts::dropped)) ==
          R"({"a":[null,{"b":{"c":1}},{}],"choix":{"5b":{"name":"Lieu","type":"organizations"}},)"
          R"("horaires":["",{"jour":"Mo"},""]})");
    CHECK(to_json(without_people(*value, Contacts::kept)).find("mailDuReferent") != std::string::npos);
}

}  // namespace moisson
