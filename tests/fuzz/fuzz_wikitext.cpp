// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a page: every value stands at its span, the work is bounded by the size, and reading is the same twice.
#include "connectors/mediawiki/reader.hpp"
#include "connectors/mediawiki/title.hpp"
#include "connectors/mediawiki/wikitext.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace moisson;
using namespace moisson::mediawiki;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void call_is_what_it_says(std::string_view text, const Outline& outline, const Call& call) {
    const std::size_t braces = call.what == Call::What::argument ? 3 : 2;
    require(call.whole.end <= text.size());
    require(text.substr(call.whole.begin, braces) == std::string_view("{{{").substr(0, braces));
    require(text.substr(call.whole.end - braces, braces) == std::string_view("}}}").substr(0, braces));
    std::size_t bar = call.name.end;
    for (const Part& part : outline.parts_of(call)) {
        require(text[bar] == '|' && part.whole.begin == bar + 1 && part.whole.begin <= part.whole.end);
        require(!part.named() || (text[part.equals] == '=' && part.equals < part.whole.end));
        bar = part.whole.end;
    }
    require(bar + braces == call.whole.end);
}

void calls_stand_apart(std::string_view text, const Outline& outline) {
    std::size_t before = 0;
    for (const Call& call : outline.calls) {
        call_is_what_it_says(text, outline, call);
        if (call.nested) continue;
        require(before <= call.whole.begin);
        before = call.whole.end;
    }
}

void values_stand_where_they_say(std::string_view text, const Reading& reading) {
    for (const NamedValue& value : reading.values) {
        require(value.span.begin <= value.span.end && value.span.end <= text.size());
        require(text.substr(value.span.begin, value.span.end - value.span.begin) == value.text);
        require(value.occurrence > 0 && !value.group.empty());
    }
    require(std::is_sorted(reading.categories.begin(), reading.categories.end()));
}

// What was written in the place of a value is read back there, when nothing in it means anything.
void one_value_can_be_replaced(const Content& content, const Reading& reading, const Context& context,
                               const Dialect& dialect) {
    if (reading.values.empty()) return;
    const NamedValue& first = reading.values.front();
    Content changed = content;
    changed.bytes.replace(first.span.begin, first.span.end - first.span.begin, "neuf");
    require(read_page(Item{}, changed, context, dialect).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Dialect dialect = dialect_from(Traits{});
    static const Context context{{{"A", "B"}, {"B", "A"}, {"Ressource", "Commun"}}, {}};
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const Content content{ItemId("1"), RevisionId("2"), "wikitext", std::string(text), Value()};

    const Outline outline = outline_of(text, dialect);
    constexpr std::size_t steps_a_byte = 60;
    require(outline.steps <= steps_a_byte * (size + 1));
    calls_stand_apart(text, outline);

    const auto reading = read_page(Item{}, content, context, dialect);
    require(reading.has_value());
    require(*reading == *read_page(Item{}, content, context, dialect));
    values_stand_where_they_say(text, *reading);
    one_value_can_be_replaced(content, *reading, context, dialect);
    return 0;
}
