// SPDX-License-Identifier: GPL-3.0-or-later
// What a person reads of a record on a terminal.
#include "daemon/cli/render.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;

namespace {

Value change(Value before, Value after) {
    return Value::Object{
        {"at", "2026-03-02T00:00:00Z"}, {"title", "Dokos"},  {"field", "time"}, {"before", std::move(before)},
        {"after", std::move(after)},    {"cause", "source"}, {"actor", "Zoé"}};
}

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const Value two_hours = Value::Object{{"text", "2 h"}, {"unit", "hour"}, {"value", 2.0}};

}  // namespace

TEST_CASE("a change of such a value is told the same way, and never as no change") {
    const Value was(to_json(two_hours));
    CHECK(says(render_change(change(was, "3 h")), "time: \"2 h\" → \"3 h\"  by Zoé"));
    CHECK(says(render_change(change(Value{}, was)), "time: (none) → \"2 h\""));
    // Read otherwise, with the same words.
    const Value is(R"({"text":"2 h","unit":"day","value":2.0})");
    CHECK(says(render_change(change(was, is)), "\"unit\":\"hour\""));
    CHECK(says(render_change(change(was, is)), "\"unit\":\"day\""));
    // What only begins like JSON is a text.
    CHECK(says(render_change(change(Value{}, "{{Commun}}")), "→ \"{{Commun}}\""));
    CHECK(says(render_change(change(Value{}, "[1] une note")), "→ \"[1] une note\""));
}

TEST_CASE("what was ignored is named once") {
    const auto told = [](const char* reason) {
        return render_ignored(Value::Object{{"subject", "page 671"}, {"title", "Odd big"}, {"reason", reason}});
    };
    CHECK(told("page 671 (Odd big): too large") == "page 671 (Odd big): too large");
    CHECK(told("too large") == "page 671 (Odd big): too large");
}

TEST_CASE("the remarks on the bytes of pages are part of the coverage") {
    const Value::Object remark{
        {"remark", "some of its text looks encoded twice"}, {"pages", 4}, {"examples", Value::List{"A", "B", "C"}}};
    const std::string text =
        render_coverage(Value::Object{{"source", "movilab"}, {"pages", 9}, {"remarks", Value::List{Value(remark)}}});
    CHECK(says(text, "some of its text looks encoded twice: 4, such as A, B, C\n"));
}

TEST_CASE("a status counts labels, answers and events in the order of what they mean, the unknown last") {
    const Value source = Value::Object{{"name", "movilab"},
                                       {"labels", Value::Object{{"en_veille", 40}, {"vivant", 12}}},
                                       {"answers", Value::Object{{"a_jour", 3}, {"a_reverifier", 1}, {"unknown", 2}}},
                                       {"events", Value::Object{{"passe", 7}, {"a_venir", 1}}}};
    const std::string text = render_status(Value::Object{{"sources", Value::List{source}}});
    CHECK(text.find("  labels          vivant 12, en_veille 40\n") != std::string::npos);
    CHECK(text.find("  answers         a_jour 3, a_reverifier 1, unknown 2\n") != std::string::npos);
    CHECK(text.find("  events          a_venir 1, passe 7\n") != std::string::npos);
    const Value wiki = Value::Object{{"name", "movilab"}, {"answers", Value{}}, {"events", Value{}}};
    CHECK(render_status(Value::Object{{"sources", Value::List{wiki}}}).find("answers") == std::string::npos);
}

TEST_CASE("what is found is told with how it is, where anything is said of that") {
    const Value dokos = Value::Object{
        {"title", "Dokos"}, {"kind", "commun"}, {"id", "movilab-1"}, {"health", Value::Object{{"words", "en veille"}}}};
    const Value offer = Value::Object{{"title", "Offre"}, {"kind", "offre"}, {"id", "movilab-2"}, {"health", Value{}}};
    CHECK(render_found(Value::Object{{"found", Value::List{dokos, offer}}}, "o") ==
          "Dokos  (commun)  movilab-1  en veille\nOffre  (offre)  movilab-2\n");
}

TEST_CASE("status says until when a source is left alone, whom to write to, and how to ask all the same") {
    const Value closed = Value::Object{{"until", "2026-12-01T10:00:00Z"},
                                       {"why", "HTTP 403: the site does not let us in"},
                                       {"remedy", "write to the people who run the site"}};
    const auto told = [](Value how) {
        const Value source = Value::Object{{"name", "communecter"}, {"closed", std::move(how)}};
        return render_status(Value::Object{{"sources", Value::List{source}}});
    };
    CHECK(says(told(closed),
               "2026-12-01T10:00:00Z: HTTP 403: the site does not let us in — write to the people who run "
               "the site; moisson resync communecter asks all the same\n"));
    CHECK_FALSE(says(told(Value{}), "closed"));
}
