// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/scope_options.hpp"

#include "config/words.hpp"
#include "connectors/communecter/option_words.hpp"
#include "connectors/communecter/words.hpp"

#include <algorithm>
#include <utility>

namespace moisson::communecter {

namespace {

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
    const std::string small = id_of(Value(*form));
    if (scope.is_of_answers() && !is_id(*form) && !small.empty())
        return wrong(section, "form", "the id of a call is written in small letters", "form = \"" + small + "\"");
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

// Whoever chooses by nothing follows all that a site has.
Result<Done> check_choice(const Section& section, const Scope& scope) {
    if (!scope.is_of_answers() && scope.tags.empty() && scope.source_keys.empty() && scope.countries.empty())
        return fail(ErrorKind::config, section.place(),
                    "this scope chooses nothing: it would follow all " + scope.type + " of the site",
                    "say which: tags = [\"…\"], source_keys = [\"…\"] or countries = [\"FR\"]");
    for (const std::string& tag : scope.without_tags)
        if (std::find(scope.tags.begin(), scope.tags.end(), tag) != scope.tags.end())
            return wrong(section, "without_tags", in_quotes(tag) + " is in `tags` and in `without_tags`",
                         "remove it from one of them");
    if (scope.variant == Variant::navigator && scope.type != "organizations")
        return wrong(section, "variant", "the navigator lists organizations, and no " + scope.type,
                     "remove `variant`, or write type = \"organizations\"");
    return Done{};
}

// As the source writes them, and heeds no other spelling.
Result<Done> check_countries(const Section& section, const Scope& scope) {
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    for (const std::string& country : scope.countries) {
        const bool is_code = country.size() == 2 && std::all_of(country.begin(), country.end(), is_letter);
        std::string capital = country;
        for (char& c : capital)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (is_code && capital == country) continue;
        return wrong(
            section, "countries", in_quotes(country) + " is no code of a country",
            "two capital letters, like " + (is_code ? "\"" + capital + "\"" : std::string("[\"FR\", \"RE\"]")));
    }
    return Done{};
}

}  // namespace

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
    if (auto chosen = check_choice(section, scope); !chosen) return fail(std::move(chosen.error()));
    if (auto known = check_countries(section, scope); !known) return fail(std::move(known.error()));
    if (auto all_read = section.refuse_unread(); !all_read) return fail(std::move(all_read.error()));
    return scope;
}

}  // namespace moisson::communecter
