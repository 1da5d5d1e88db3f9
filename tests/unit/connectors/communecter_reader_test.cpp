// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/cursor.hpp"
#include "connectors/communecter/reader.hpp"
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>
#include <random>

namespace moisson {

using namespace communecter_test;

namespace {

Item item_named(const std::string& name) {
    Item item;
    item.id = ItemId(name);
    return item;
}

Content content_with(std::string bytes) {
    Content content;
    content.bytes = std::move(bytes);
    return content;
}

Reading reading_of(const std::string& bytes) {
    const auto reading = communecter::read_element_text(item_named("organizations-" + id(1)), content_with(bytes));
    if (!reading) FAIL(reading.error().sentence());
    return *reading;
}

std::string told(const Reading& reading) {
    std::string all;
    for (const NamedValue& value : reading.values) all += value.key + "=" + value.text + ";";
    return all;
}

}  // namespace

TEST_CASE("each text, number and flag of an element has its pointer, its words and its place") {
    const std::string bytes =
        R"({"a~b":{"c/d":"e\"f"},"geo":[55.4781,-21.3393],"n":null,"oui":true,"tags":["Un","Deux, trois"],"x":12,"y":[{"z":1},"w",[2],3]})";
    const Reading reading = reading_of(bytes);
    CHECK(told(reading) ==
          "/a~0b/c~1d=e\"f;/geo/0=55.4781;/geo/1=-21.3393;/oui=true;/tags/0=Un;/tags/1=Deux, trois;"
          "/x=12;/y/0/z=1;/y/1=w;/y/2/0=2;/y/3=3;");
    for (const NamedValue& value : reading.values) {
        const std::string written = bytes.substr(value.span.begin, value.span.end - value.span.begin);
        const auto scalar = from_json(written);
        REQUIRE_MESSAGE(scalar.has_value(), written);
        CHECK(scalar->text_or(written) == value.text);
    }
    CHECK(reading.tags == std::vector<std::string>{"Un", "Deux, trois"});
    CHECK(reading.collection == "organizations");
    CHECK(reading.markup == Markup::markdown);
}

TEST_CASE("the hours of a day are one line, in the place of all that tells them") {
    const std::string bytes =
        R"({"openingHours":[{"dayOfWeek":"Mo","hours":[{"closes":"12:00","opens":"09:00"},{"closes":"18:00","opens":"14:00"}]},null,)"
        R"({"dayOfWeek":["Sa","Su"],"closes":"17:00","opens":"10:00","odd":"x"},{"allDay":true,"dayOfWeek":"Th"},"le dimanche",{"odd":1},[{"opens":"1"}]]})";
    const Reading reading = reading_of(bytes);
    CHECK(told(reading) ==
          "/openingHours/0=Mo 09:00-12:00, 14:00-18:00;/openingHours/2=Sa,Su 10:00-17:00;/openingHours/2/odd=x;"
          "/openingHours/3=Th 00:00-24:00;/openingHours/4=le dimanche;/openingHours/5/odd=1;"
          "/openingHours/6/0/opens=1;");
    CHECK(splice(bytes, reading.values[4].span, "0").ends_with(R"("Th"},0,{"odd":1},[{"opens":"1"}]]})"));
    CHECK(splice(bytes, reading.values[0].span, "0").starts_with(R"({"openingHours":[0,null,{"dayOfWeek":)"));
    CHECK(told(reading_of(R"({"openingHours":{"dayOfWeek":"Mo","hours":{"opens":"09:00","closes":"12:00"}}})")) ==
          "/openingHours=Mo 09:00-12:00;");
    CHECK(told(reading_of(R"({"openingHours":{"0":{"dayOfWeek":"Mo"},"2":{"dayOfWeek":"We"}}})")) ==
          "/openingHours/0=Mo;/openingHours/2=We;");
    CHECK(told(reading_of(R"({"autre":{"opens":"09:00"},"openingHoursX":{"opens":"1"}})")) ==
          "/autre/opens=09:00;/openingHoursX/opens=1;");
}

TEST_CASE("an image has a whole address") {
    CommunecterRig rig;
    const auto image = [&](const std::string& written) {
        const auto reading = rig.connector->read(item_named("poi-" + id(1)),
                                                 content_with("{\"profilImageUrl\":\"" + written + "\"}"), Context{});
        REQUIRE(reading.has_value());
        return reading->values.front().text;
    };
    CHECK(image("/upload/communecter/logo.png") == std::string(base) + "/upload/communecter/logo.png");
    CHECK(image("https://ailleurs.example/logo.png") == "https://ailleurs.example/logo.png");
    CHECK(image("//ailleurs.example/logo.png") == "https://ailleurs.example/logo.png");
    CHECK(image("logo.png") == "logo.png");
    CHECK(rig.connector->reader_version().ends_with(base));  // with another address, images have another one
}

TEST_CASE("what people wrote as HTML is said to be HTML") {
    CHECK(reading_of(R"({"description":"<p>Un lieu</p>","descriptionHTML":true})").markup == Markup::html);
    CHECK(reading_of(R"({"descriptionHTML":false})").markup == Markup::markdown);
}

TEST_CASE("of a member that stands there twice the last counts") {
    CHECK(told(reading_of(R"({"a":1,"b":2,"a":3})")) == "/b=2;/a=3;");
}

TEST_CASE("what the connector keeps can be read, and its pieces spliced") {
    CommunecterRig rig;
    const Batch all = all_of(rig.changes());
    for (std::size_t i = 0; i < all.contents.size(); ++i) {
        const auto reading = rig.connector->read(all.items[i], all.contents[i], Context{});
        REQUIRE(reading.has_value());
        CHECK_FALSE(reading->values.empty());
        for (const NamedValue& value : reading->values) {
            const auto spliced = from_json(splice(all.contents[i].bytes, value.span, "\"autre\""));
            CHECK(spliced.has_value());
        }
    }
}

TEST_CASE("whatever the bytes, reading answers, and every place is inside them") {
    std::mt19937 dice(20261130);
    const std::string seed = R"({"a":{"b":[1,2.5e3,"\u00e9\n",null,true,{"c":"d"}]},"tags":["x","y"],"z":"[{:,"})";
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = seed;
        for (unsigned hits = dice() % 4; hits > 0; --hits)
            bytes[dice() % bytes.size()] =
                dice() % 3 == 0 ? static_cast<char>(dice() % 256) : seed[dice() % seed.size()];
        const auto reading = communecter::read_element_text(item_named("poi-" + id(1)), content_with(bytes));
        if (!reading) continue;
        std::size_t last = 0;
        for (const NamedValue& value : reading->values) {
            REQUIRE(value.span.begin >= last);
            REQUIRE(value.span.begin < value.span.end);
            REQUIRE(value.span.end <= bytes.size());
            last = value.span.end;
        }
    }
}

TEST_CASE("a text of brackets, of names without end or of a million values costs little and is refused") {
    for (const std::string& bytes : {std::string(1'000'000, '['), "{\"" + std::string(100'000, 'x') + "\":[1]}",
                                     "[" + std::string(400'000, ',') + "]", std::string("[") + [] {
                                         std::string many;
                                         for (int i = 0; i < 200'000; ++i) many += "1,";
                                         return many + "1]";
                                     }()})
        CHECK_FALSE(communecter::read_element_text(item_named("poi-" + id(1)), content_with(bytes)).has_value());
}

TEST_CASE("a cursor is read as it was written, and what nobody wrote is a harvest from the beginning") {
    using namespace communecter;
    Mark mark;
    mark.harvest = false;
    mark.scopes["a1"] = ScopeMark{1763000000, std::nullopt};
    mark.scopes["b2"] = ScopeMark{std::nullopt, WalkMark{400, 1763000001, id(1), {id(2), id(3)}}};
    CHECK(read_cursor(to_cursor(mark)) == mark);
    CHECK(read_cursor(Cursor{}) == Mark{});
    for (const char* odd : {"{}", "[1]", R"({"poll":{"at":"2026-11-20T10:00:00Z"}})",
                            R"({"communecter":2,"scopes":{}})", R"({"communecter":1})", "garbage"})
        CHECK(read_cursor(Cursor{odd}) == Mark{});
    const Mark odd = read_cursor(
        Cursor{R"({"communecter":1,"scopes":{"a":{"until":"soon","walk":{"position":-3,"anchors":[]}},"b":7}})"});
    CHECK_FALSE(odd.scopes.at("a").until.has_value());
    CHECK_FALSE(odd.scopes.at("a").walk.has_value());
    CHECK(odd.scopes.at("b") == ScopeMark{});
}

TEST_CASE("nothing else of a place shows what an element gives it") {
    CommunecterRig rig;
    CHECK(rig.connector->embedding("Modèle:Commun") == nullptr);
}

}  // namespace moisson
