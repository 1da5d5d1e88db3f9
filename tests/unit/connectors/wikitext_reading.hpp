// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/reader.hpp"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

// Reads a page of a French wiki in one line of a test.
namespace moisson::wikitext_test {

inline const mediawiki::Dialect& french() {
    static const mediawiki::Dialect dialect = mediawiki::dialect_from(Traits{});
    return dialect;
}

inline Content content_of(std::string_view text) {
    return Content{ItemId("12"), RevisionId("34"), "wikitext", std::string(text), Value()};
}

inline Item page_titled(std::string title, int ns = 0) {
    Item item;
    item.id = ItemId("12");
    item.title = std::move(title);
    item.ns = ns;
    item.content_model = "wikitext";
    return item;
}

inline Reading read(std::string_view text, const Context& context = {}) {
    const auto reading = mediawiki::read_page(page_titled("Une page"), content_of(text), context, french());
    REQUIRE(reading.has_value());
    for (const NamedValue& value : reading->values) {
        REQUIRE(value.span.begin <= value.span.end);
        REQUIRE(value.span.end <= text.size());
        REQUIRE(text.substr(value.span.begin, value.span.end - value.span.begin) == value.text);
    }
    return *reading;
}

// "Commun|referent=Simon Sarazin", one line a value; "#2" behind the name of a repeated template.
inline std::string told(const Reading& reading) {
    std::string all;
    for (const NamedValue& value : reading.values) {
        all += value.group;
        if (value.occurrence > 1) all += "#" + std::to_string(value.occurrence);
        all += "|" + value.key + "=" + value.text + "\n";
    }
    return all;
}

inline std::string values_in(std::string_view text) {
    return told(read(text));
}

inline std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

inline std::string templates_in(std::string_view text) {
    return joined(read(text).templates);
}
inline std::string categories_in(std::string_view text) {
    return joined(read(text).categories);
}
inline std::string redirect_in(std::string_view text) {
    return read(text).redirect_to.value_or("(none)");
}

}  // namespace moisson::wikitext_test
