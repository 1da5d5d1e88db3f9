// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a page: its pieces are the page, every value stands at its span and can be written there, the work is
// bounded by the size, and reading is the same twice.
#include "connectors/mediawiki/addresses.hpp"
#include "connectors/mediawiki/reader.hpp"
#include "connectors/mediawiki/title.hpp"
#include "connectors/mediawiki/tokens.hpp"
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

void pieces_are_the_page(std::string_view text, const Outline& outline) {
    std::size_t at = 0;
    for (const Token& token : tokens_of(text, outline)) {
        require(token.whole.begin == at && token.whole.end > at);
        at = token.whole.end;
    }
    require(at == text.size());
    for (const Address& address : addresses_of(text, outline))
        require(address.whole.begin <= address.url.begin && address.url.end <= address.whole.end);
}

// Written over itself a value changes nothing; something else in its place can be read, and stands there.
void values_can_be_written(const Content& content, const Reading& reading, const Context& context,
                           const Dialect& dialect) {
    for (const NamedValue& value : reading.values)
        require(splice(content.bytes, value.span, value.text) == content.bytes);
    if (reading.values.empty()) return;
    const Span first = reading.values.front().span;
    Content changed = content;
    changed.bytes = splice(content.bytes, first, "neuf");
    require(std::string_view(changed.bytes).substr(first.begin, 4) == "neuf");
    require(changed.bytes.size() == content.bytes.size() - (first.end - first.begin) + 4);
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
    values_can_be_written(content, *reading, context, dialect);
    pieces_are_the_page(text, outline);
    return 0;
}
