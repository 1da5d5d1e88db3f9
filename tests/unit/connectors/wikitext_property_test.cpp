// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for any bytes at all; the pages are made of the pieces at which readers stumble.
#include "connectors/mediawiki/wikitext.hpp"
#include "tests/unit/connectors/wikitext_pieces.hpp"
#include "tests/unit/connectors/wikitext_reading.hpp"

#include <algorithm>
#include <random>
#include <set>

using namespace moisson;
using namespace moisson::mediawiki;
using namespace moisson::wikitext_test;

namespace {

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t n = 0; n < times; ++n) text += piece;
    return text;
}

// One call: every bar, equals sign and brace where it is said to be.
void check_call(std::string_view page, const Outline& outline, const Call& call) {
    const std::size_t braces = call.what == Call::What::argument ? 3 : 2;
    REQUIRE(call.whole.end <= page.size());
    REQUIRE(page.substr(call.whole.begin, braces) == std::string_view("{{{").substr(0, braces));
    REQUIRE(page.substr(call.whole.end - braces, braces) == std::string_view("}}}").substr(0, braces));
    REQUIRE(call.name.begin == call.whole.begin + braces);
    std::size_t bar = call.name.end;
    for (const Part& part : outline.parts_of(call)) {
        REQUIRE(page[bar] == '|');
        REQUIRE(part.whole.begin == bar + 1);
        if (part.named()) {
            REQUIRE(page[part.equals] == '=');
            REQUIRE(part.equals >= part.whole.begin);
            REQUIRE(part.equals < part.whole.end);
        }
        bar = part.whole.end;
    }
    REQUIRE(bar == call.whole.end - braces);
}

// In the order of the ends; what is not nested stands apart, what is nested stands in something.
void check_nesting(const Outline& outline) {
    std::size_t outer_end = 0;
    std::size_t last_end = 0;
    for (std::size_t n = 0; n < outline.calls.size(); ++n) {
        const Call& call = outline.calls[n];
        REQUIRE(call.whole.end > last_end);
        last_end = call.whole.end;
        const bool held = std::any_of(outline.calls.begin() + static_cast<std::ptrdiff_t>(n) + 1, outline.calls.end(),
                                      [&](const Call& other) { return other.whole.begin < call.whole.begin; });
        REQUIRE(call.nested == held);
        if (call.nested) continue;
        REQUIRE(call.whole.begin >= outer_end);
        outer_end = call.whole.end;
    }
}

void check_outline(std::string_view page) {
    const Outline outline = outline_of(page, french());
    for (const Call& call : outline.calls) check_call(page, outline, call);
    check_nesting(outline);
    for (const Link& link : outline.links) {
        REQUIRE(page.substr(link.inside.begin - 2, 2) == "[[");
        REQUIRE(page.substr(link.inside.end, 2) == "]]");
        const bool held = std::any_of(outline.calls.begin(), outline.calls.end(), [&](const Call& call) {
            return call.whole.begin < link.inside.begin && link.inside.end < call.whole.end;
        });
        REQUIRE(link.in_call == held);
    }
    for (const Heading& heading : outline.headings) {
        REQUIRE(heading.level >= 1);
        REQUIRE(heading.level <= 6);
        REQUIRE(heading.whole.begin + heading.level == heading.title.begin);
        REQUIRE(heading.title.end + heading.level == heading.whole.end);
        REQUIRE(heading.title.begin < heading.title.end);
        REQUIRE((heading.whole.begin == 0 || page[heading.whole.begin - 1] == '\n' ||
                 page[heading.whole.begin - 1] == '>' || page[heading.whole.begin - 1] == ' ' ||
                 page[heading.whole.begin - 1] == '\t'));
    }
}

void check_reading(std::string_view page) {
    const Reading reading = read(page);  // checks that each span is its value
    std::set<std::string> keys;
    for (const NamedValue& value : reading.values)
        REQUIRE(keys.insert(value.group + "#" + std::to_string(value.occurrence) + "|" + value.key).second);
    REQUIRE(std::is_sorted(reading.categories.begin(), reading.categories.end()));
    for (const std::string& name : reading.templates) REQUIRE_FALSE(name.empty());
}

std::size_t steps_of(const std::string& page) {
    return outline_of(page, french()).steps;
}

}  // namespace

TEST_CASE("pages made of broken pieces are read, and every span is where its value stands") {
    std::mt19937 dice(20260101);
    for (int n = 0; n < 3000; ++n) {
        const std::string page = random_page(dice, dice() % 60);
        CAPTURE(page);
        check_outline(page);
        check_reading(page);
    }
}

TEST_CASE("bytes that are no text at all are read too") {
    std::mt19937 dice(7);
    for (int n = 0; n < 500; ++n) {
        const std::string bytes = random_bytes(dice, dice() % 400);
        check_outline(bytes);
        check_reading(bytes);
    }
}

TEST_CASE("a page that is cut anywhere is read") {
    const std::string page =
        "{{Commun|a=<nowiki>x|y</nowiki>|b=[[c|d]] {{e|f={{{g|h}}}}}<!-- i -->\n== j ==\n|k=-{l|m}-}}[[Catégorie:N|o]]";
    for (std::size_t length = 0; length <= page.size(); ++length) {
        check_outline(page.substr(0, length));
        check_reading(page.substr(length));
    }
}

TEST_CASE("what surrounds a template does not change what is read in it") {
    std::mt19937 dice(99);
    const std::string call = "{{Commun|a=b|c=[[d|e]]}}";
    for (int n = 0; n < 300; ++n) {
        const std::string letters = repeated("une phrase, puis ", dice() % 20);
        const Reading reading = read(letters + call + letters);
        CHECK(told(reading) == "Commun|a=b\nCommun|c=[[d|e]]\n");
        REQUIRE(reading.values.size() == 2);
        CHECK(reading.values[0].span.begin == letters.size() + std::string_view("{{Commun|a=").size());
    }
}

TEST_CASE("the work grows with the size of a page, whatever is nested, unclosed or repeated in it") {
    constexpr std::size_t times = 15000;
    for (const char* piece : {"{{",
                              "{{a|",
                              "{{a|b=",
                              "[[",
                              "[[a|",
                              "-{",
                              "-{{",
                              "{{{",
                              "<nowiki>",
                              "<ref ",
                              "<!--",
                              "<!-- -->",
                              "\n<!-- -->",
                              "\n <!-- --> ",
                              "</ref   ",
                              "<ref>a</ref  ",
                              "\n==",
                              "\n==a\n",
                              "{{a|b=c}}",
                              "{{a|[[b|c]]}}",
                              "[[Catégorie:",
                              "[[Catégorie:a]]",
                              "}}",
                              "]]",
                              "=",
                              "|",
                              "{{a|=",
                              "<includeonly>",
                              "<noinclude ",
                              "<PRE><pre><Pre>",
                              "    ",
                              "a",
                              "{{a}}{{",
                              "{{{{a}}|b}}",
                              "<ref/>",
                              "<x>"}) {
        CAPTURE(piece);
        const std::string half = repeated(piece, times);
        const std::string whole = half + half;
        CHECK(steps_of(whole) <= 40 * whole.size());
        CHECK(steps_of(whole) <= 2 * steps_of(half) + 1000);
    }
}

TEST_CASE("twenty thousand templates inside each other, closed or not, are one template or none") {
    constexpr std::size_t depth = 20000;
    const std::string opened = repeated("{{a|b=", depth);
    const Reading closed = read(opened + "c" + repeated("}}", depth));
    REQUIRE(closed.values.size() == 1);
    CHECK(closed.values[0].text.size() == (depth - 1) * std::string_view("{{a|b=}}").size() + 1);
    CHECK(read(opened).values.empty());
    CHECK(read(repeated("{{", depth) + repeated("}}", depth)).values.empty());
    CHECK(read(repeated("[[", depth) + repeated("]]", depth)).categories.empty());
}

TEST_CASE("a template with forty thousand parameters is read, of equal names the last") {
    std::string page = "{{Commun";
    for (int n = 0; n < 20000; ++n) page += "|k" + std::to_string(n) + "=v|k=w" + std::to_string(n);
    const Reading reading = read(page + "}}");
    REQUIRE(reading.values.size() == 20001);
    CHECK(reading.values.back().text == "w19999");
}

TEST_CASE("a page of more templates and parameters than any person writes is not understood at any price") {
    for (const std::string& page : {"{{Commun" + repeated("|", 60000) + "}}", repeated("{{a}}", 60000),
                                    "{{a" + repeated("|b={{c|d}}", 30000) + "}}"}) {
        const auto reading = mediawiki::read_page(page_titled("Une page"), content_of(page), {}, french());
        REQUIRE_FALSE(reading.has_value());
        CHECK(reading.error().what == "it has more than 50000 templates, parameters and things left open");
    }
}
