// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/options.hpp"

#include "connectors/communecter/words.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <utility>

namespace moisson::communecter {

namespace {

constexpr std::size_t most_scopes = 50;
constexpr std::int64_t most_rows_a_page = 500;  // what its own tools ask for
constexpr std::chrono::milliseconds longest_overlap = std::chrono::hours(24 * 7);

tl::unexpected<Error> wrong(const Section& section, std::string_view key, std::string what, std::string remedy = {}) {
    return fail(ErrorKind::config, section.place_of(key), std::move(what), std::move(remedy));
}

// Whether a reader would see nothing of it: spaces of any kind, signs without a form.
bool is_blank(std::string_view text) {
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        const char32_t sign = point.value;
        const bool unseen = sign <= 0x20 || (sign >= 0x7F && sign <= 0xA0) || sign == 0xAD || sign == 0x180E ||
                            (sign >= 0x2000 && sign <= 0x200F) || (sign >= 0x2028 && sign <= 0x202F) ||
                            (sign >= 0x205F && sign <= 0x206F) || sign == 0x2800 || sign == 0x3000 || sign == 0xFEFF;
        if (point.valid && !unseen) return false;
        text.remove_prefix(std::max<std::size_t>(point.length, 1));
    }
    return true;
}

Result<std::string> text(const Section& section, std::string_view key, std::string_view otherwise = {}) {
    auto written = section.text(key);
    if (!written) return fail(std::move(written.error()));
    if (*written && !(*written)->empty() && is_blank(**written))
        return wrong(section, key, "`" + std::string(key) + "` says nothing: it holds only white space",
                     "write it out, or remove it");
    return written->value_or(std::string(otherwise));
}

Result<std::vector<std::string>> texts(const Section& section, std::string_view key) {
    auto written = section.texts(key);
    if (!written) return fail(std::move(written.error()));
    for (const std::string& each : written->value_or(std::vector<std::string>{}))
        if (is_blank(each)) return wrong(section, key, "`" + std::string(key) + "` holds an empty text");
    return written->value_or(std::vector<std::string>{});
}

// One of a few words, each with its meaning.
template <class T>
Result<T> choice(const Section& section, std::string_view key, const std::vector<std::pair<std::string, T>>& words) {
    auto written = text(section, key, words.front().first);
    if (!written) return fail(std::move(written.error()));
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) {
        if (word == *written) return meaning;
        known.push_back(word);
    }
    std::string list;
    for (const std::string& word : known) list += (list.empty() ? "" : ", ") + word;
    const std::string close = nearest(*written, known);
    return wrong(section, key, "`" + std::string(key) + "` cannot be \"" + *written + "\"",
                 close.empty() ? "one of " + list : "did you mean \"" + close + "\"? It is one of " + list);
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
    return written;
}

Result<Done> read_publication(const Section& section, Scope& scope) {
    auto met = choice<Publication>(section, "publication",
                                   {{"require", Publication::unknown}, {"assume", Publication::assumed}});
    if (!met) return fail(std::move(met.error()));
    auto because = text(section, "because");
    if (!because) return fail(std::move(because.error()));
    if (*met == Publication::assumed && because->empty())
        return wrong(section, "publication", "publication = \"assume\" needs a reason",
                     "say why these records may be published: because = \"…\"");
    if (*met == Publication::unknown && !because->empty())
        return wrong(section, "because", "`because` is the reason of publication = \"assume\", which is not said",
                     "remove it, or write publication = \"assume\"");
    scope.met_as = *met;
    scope.because = std::move(*because);
    return Done{};
}

Result<Done> read_form(const Section& section, Scope& scope) {
    auto form = text(section, "form");
    if (!form) return fail(std::move(form.error()));
    auto costum = text(section, "costum");
    if (!costum) return fail(std::move(costum.error()));
    if (scope.is_of_answers() && !is_id(*form))
        return wrong(section, "form", "a scope of answers needs the id of the call they answer",
                     "24 hexadecimal digits, like form = \"6438366673d20a0de1533c77\"");
    if (!scope.is_of_answers() && !form->empty())
        return wrong(section, "form", "only a scope of answers has a `form`", "remove it, or write type = \"answers\"");
    if (!scope.is_of_answers() && !costum->empty())
        return wrong(section, "costum", "only a scope of answers has a `costum`", "remove it; see source_keys");
    if (scope.is_of_answers() &&
        !(scope.tags.empty() && scope.without_tags.empty() && scope.countries.empty() && scope.source_keys.empty()))
        return wrong(section, "form", "answers are chosen by their form alone",
                     "remove tags, without_tags, countries and source_keys");
    // A path is made of it.
    if (costum->find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") !=
        std::string::npos)
        return wrong(section, "costum", "\"" + *costum + "\" cannot be the name of a costum",
                     "letters and digits, like costum = \"lesCommunsDesTierslieux\"");
    if (scope.is_of_answers() && scope.met_as != Publication::assumed)
        return wrong(section, "publication", "answers say nothing of their publication, so none could be published",
                     "say why they may be: publication = \"assume\" and because = \"…\"");
    scope.form = *form;
    scope.costum = std::move(*costum);
    return Done{};
}

Result<Scope> read_scope(const Section& section) {
    Scope scope;
    std::vector<std::pair<std::string, std::string>> types;
    for (const std::string& type : element_types()) types.emplace_back(type, type);
    auto given = section.text("type");
    if (!given) return fail(std::move(given.error()));
    if (!*given)
        return fail(ErrorKind::config, section.place(), section.name() + " has no `type`",
                    "for instance type = \"organizations\"");
    auto type = choice<std::string>(section, "type", types);
    if (!type) return fail(std::move(type.error()));
    scope.type = std::move(*type);
    for (auto [key, list] : {std::pair{"tags", &scope.tags}, std::pair{"without_tags", &scope.without_tags},
                             std::pair{"countries", &scope.countries}, std::pair{"source_keys", &scope.source_keys}}) {
        auto read = texts(section, key);
        if (!read) return fail(std::move(read.error()));
        *list = std::move(*read);
    }
    auto variant =
        choice<Variant>(section, "variant", {{"default", Variant::standard}, {"navigator", Variant::navigator}});
    if (!variant) return fail(std::move(variant.error()));
    scope.variant = *variant;
    if (auto publication = read_publication(section, scope); !publication) return fail(std::move(publication.error()));
    if (auto form = read_form(section, scope); !form) return fail(std::move(form.error()));
    if (auto all_read = section.refuse_unread(); !all_read) return fail(std::move(all_read.error()));
    return scope;
}

Result<Done> read_scopes(const Section& section, Options& options) {
    auto tables = section.tables("scope");
    if (!tables) return fail(std::move(tables.error()));
    if (tables->empty() || tables->size() > most_scopes)
        return wrong(section, "scope", "a communecter source needs from 1 to 50 scopes",
                     "add [[source.scope]] with type = \"organizations\" and what to choose them by");
    for (const Section& table : *tables) {
        auto scope = read_scope(table);
        if (!scope) return fail(std::move(scope.error()));
        const auto same = [&](const Scope& other) { return other.key() == scope->key(); };
        if (std::any_of(options.scopes.begin(), options.scopes.end(), same))
            return fail(ErrorKind::config, table.place(), "this scope asks for the same as one above it", "remove it");
        options.scopes.push_back(std::move(*scope));
    }
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
