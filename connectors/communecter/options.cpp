// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/options.hpp"

#include "connectors/communecter/option_words.hpp"
#include "connectors/communecter/scope_options.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace moisson::communecter {

namespace {

constexpr std::size_t most_scopes = 50;
constexpr std::int64_t most_rows_a_page = 500;  // what its own tools ask for
constexpr std::chrono::milliseconds longest_overlap = std::chrono::hours(24 * 7);

// What of an address is that of the site: all before the first part that its pages and its interfaces begin with. Old
// ones may stand in a folder.
std::string site_of(const std::string& address) {
    constexpr std::array modules{"/co2", "/api", "/api2", "/costum", "/survey", "/interop", "/upload", "/page"};
    const std::size_t path = address.find('/', address.find("://") + 3);
    std::size_t end = std::min(path, address.size());
    while (end < address.size()) {
        const std::size_t next = std::min(address.find('/', end + 1), address.size());
        const std::string part = address.substr(end, next - end);
        const bool is_file = part.find('.') != std::string::npos;
        if (is_file || std::find(modules.begin(), modules.end(), part) != modules.end()) break;
        end = next;
    }
    return address.substr(0, end);
}

Result<std::string> read_base(const Section& section) {
    auto written = text(section, "base_url");
    if (!written) return fail(std::move(written.error()));
    const std::string example = "for instance base_url = \"https://www.communecter.org\"";
    if (written->empty()) return wrong(section, "base_url", "a communecter source needs `base_url`", example);
    if (!written->starts_with("https://") && !written->starts_with("http://"))
        return wrong(section, "base_url", "`base_url` is not an http or https address: " + *written, example);
    if (written->find_first_of("?# \t\r\n") != std::string::npos)
        return wrong(section, "base_url", "`base_url` must be the bare address of the site: " + *written, example);
    while (written->ends_with('/')) written->pop_back();
    if (const std::string site = site_of(*written); site != *written)
        return wrong(section, "base_url", "`base_url` leads into the site: " + *written, "base_url = \"" + site + "\"");
    return written;
}

// The order of what is chosen means nothing, nor that something is chosen twice.
Scope in_any_order(Scope scope) {
    for (auto* list : {&scope.tags, &scope.without_tags, &scope.countries, &scope.source_keys}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    return scope;
}

Result<Done> read_scopes(const Section& section, Options& options) {
    auto tables = section.tables("scope");
    if (!tables) return fail(std::move(tables.error()));
    if (tables->empty())
        return wrong(section, "scope", "a communecter source needs from 1 to 50 scopes",
                     "add [[source.scope]] with type = \"organizations\" and what to choose them by");
    if (tables->size() > most_scopes)
        return fail(ErrorKind::config, (*tables)[most_scopes].place(), "a communecter source has at most 50 scopes",
                    "join those of one type, whose tags or source_keys may stand in one list, or remove some");
    for (const Section& table : *tables) {
        auto scope = read_scope(table);
        if (!scope) return fail(std::move(scope.error()));
        const std::string asked = in_any_order(*scope).key();
        const auto same = [&](const Scope& other) { return in_any_order(other).key() == asked; };
        if (std::any_of(options.scopes.begin(), options.scopes.end(), same))
            return fail(ErrorKind::config, table.place(), "this scope asks for the same as one above it", "remove it");
        options.scopes.push_back(std::move(*scope));
    }
    const bool only_answers = std::all_of(options.scopes.begin(), options.scopes.end(),
                                          [](const Scope& scope) { return scope.is_of_answers(); });
    if (only_answers && options.dialect == Dialect::legacy2018)
        return wrong(section, "dialect", "a site of 2018 has no answers to calls, and nothing else is followed",
                     "add another [[source.scope]], or remove `dialect`");
    return Done{};
}

Result<Done> read_manners(const Section& section, Options& options) {
    auto size = section.integer("page_size");
    if (!size) return fail(std::move(size.error()));
    const std::int64_t rows = size->value_or(200);
    if (rows < 1 || rows > most_rows_a_page)
        return wrong(section, "page_size", "`page_size` must be from 1 to 500 rows");
    options.page_size = static_cast<std::size_t>(rows);
    auto overlap = section.duration("overlap");
    if (!overlap) return fail(std::move(overlap.error()));
    const auto length = overlap->value_or(std::chrono::hours(2));
    if (length < std::chrono::milliseconds(0) || length > longest_overlap)
        return wrong(section, "overlap", "`overlap` must be at most \"7d\"");
    options.overlap = std::chrono::duration_cast<std::chrono::seconds>(length);
    auto paging = choice<std::optional<Paging>>(
        section, "paging",
        {{"auto", std::nullopt}, {"index", Paging::index}, {"ranges", Paging::ranges}, {"single", Paging::single}});
    if (!paging) return fail(std::move(paging.error()));
    options.paging = *paging;
    auto dialect = choice<std::optional<Dialect>>(
        section, "dialect", {{"auto", std::nullopt}, {"legacy2018", Dialect::legacy2018}, {"modern", Dialect::modern}});
    if (!dialect) return fail(std::move(dialect.error()));
    options.dialect = *dialect;
    return Done{};
}

Result<Done> read_words(const Section& section, Options& options) {
    for (auto [key, into] :
         {std::pair{"contact_because", &options.contact_because}, std::pair{"data_licence", &options.data_licence},
          std::pair{"attribution", &options.attribution}}) {
        auto written = text(section, key);
        if (!written) return fail(std::move(written.error()));
        *into = std::move(*written);
    }
    return Done{};
}

}  // namespace

Result<Options> read_options(const Section& section) {
    Options options;
    auto base = read_base(section);
    if (!base) return fail(std::move(base.error()));
    options.base_url = std::move(*base);
    if (auto manners = read_manners(section, options); !manners) return fail(std::move(manners.error()));
    auto account = read_account(section, options.base_url);
    if (!account) return fail(std::move(account.error()));
    options.account = std::move(*account);
    if (auto words = read_words(section, options); !words) return fail(std::move(words.error()));
    if (auto scopes = read_scopes(section, options); !scopes) return fail(std::move(scopes.error()));
    // The HTTP client's, not ours; known all the same.
    if (auto plain = section.flag("allow_plain_http"); !plain) return fail(std::move(plain.error()));
    if (auto all_read = section.refuse_unread(); !all_read) return fail(std::move(all_read.error()));
    return options;
}

}  // namespace moisson::communecter
