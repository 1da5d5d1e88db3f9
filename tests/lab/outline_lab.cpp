// SPDX-License-Identifier: GPL-3.0-or-later
// What our parser sees in pages, one line of JSON a page, to be held against what another one sees.
//
//   moisson-outline-lab < PAGES      PAGES: for each page its length in bytes, a new line, and its text
#include "connectors/mediawiki/addresses.hpp"
#include "connectors/mediawiki/wikitext.hpp"
#include "schema/json_text.hpp"
#include "schema/value.hpp"

#include <iostream>
#include <string>
#include <string_view>

using namespace moisson;
using namespace moisson::mediawiki;

namespace {

Value piece(std::string_view page, Span span) {
    span = trimmed(page, span);
    return Value(page.substr(span.begin, span.end - span.begin));
}

// [name, [[key or null, value]…]] of each template, parser function and variable, in the order of their ends.
Value calls_of(std::string_view page, const Outline& outline, Call::What what) {
    Value::List all;
    for (const Call& call : outline.calls) {
        if (call.what != what) continue;
        Value::List parts;
        for (const Part& part : outline.parts_of(call)) {
            const std::size_t begin = part.named() ? part.equals + 1 : part.whole.begin;
            const Value key = part.named() ? piece(page, {part.whole.begin, part.equals}) : Value();
            parts.push_back(Value::List{key, piece(page, {begin, part.whole.end})});
        }
        all.push_back(Value::List{piece(page, call.name), std::move(parts)});
    }
    return all;
}

Value links_of(std::string_view page, const Outline& outline) {
    Value::List all;
    for (const Link& link : outline.links) all.push_back(piece(page, link.inside));
    return all;
}

Value headings_of(std::string_view page, const Outline& outline) {
    Value::List all;
    for (const Heading& heading : outline.headings)
        all.push_back(Value::List{static_cast<long>(heading.level), piece(page, heading.title)});
    return all;
}

Value addresses_found(std::string_view page, const Outline& outline) {
    Value::List all;
    for (const Address& one : addresses_of(page, outline))
        all.push_back(Value::List{piece(page, one.url), piece(page, one.label)});
    return all;
}

std::string outline_line(std::string_view page, const Dialect& dialect) {
    const Outline outline = outline_of(page, dialect);
    return to_json(Value::Object{{"templates", calls_of(page, outline, Call::What::call)},
                                 {"arguments", calls_of(page, outline, Call::What::argument)},
                                 {"links", links_of(page, outline)},
                                 {"headings", headings_of(page, outline)},
                                 {"addresses", addresses_found(page, outline)}});
}

}  // namespace

int main() {
    const Dialect dialect = dialect_from(Traits{});
    std::string page;
    for (std::size_t length = 0; std::cin >> length && std::cin.get() == '\n';) {
        page.resize(std::min(length, longest_wikitext));
        if (!std::cin.read(page.data(), static_cast<std::streamsize>(page.size()))) return 1;
        std::cout << outline_line(page, dialect) << '\n';
    }
    return std::cout.flush() ? 0 : 1;
}
