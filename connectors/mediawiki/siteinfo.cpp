// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/siteinfo.hpp"

#include "connectors/json_node.hpp"
#include "connectors/mediawiki/licence.hpp"
#include "connectors/mediawiki/refusal.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace moisson::mediawiki {

namespace {

constexpr std::size_t longest_word = 4096;  // of anything a wiki says of itself
constexpr std::string_view not_an_api = "this is not a MediaWiki API";
constexpr std::string_view give_address = "give the address of api.php, for instance https://movilab.org/api.php";

Value namespaces_of(const JsonNode& query) {
    std::map<int, Value::List> aliases;
    for (const JsonNode& row : query.objects("namespacealiases"))
        aliases[row.name_space("id")].emplace_back(row.text(row.has("alias") ? "alias" : "*", longest_word));
    Value::List list;
    for (const JsonNode& row : query.objects("namespaces")) {
        const int id = row.name_space("id");
        list.emplace_back(Value::Object{{"id", id},
                                        {"name", row.text(row.has("name") ? "name" : "*", longest_word)},
                                        {"canonical", row.text("canonical", longest_word)},
                                        {"aliases", std::move(aliases[id])},
                                        {"case", row.text("case", longest_word)}});
    }
    return list;
}

Value redirect_words_of(const JsonNode& query) {
    Value::List words;
    for (const JsonNode& row : query.objects("magicwords")) {
        if (row.text("name", longest_word) != "redirect") continue;
        for (const JsonNode& alias : row.list("aliases")) words.emplace_back(alias.own_text().value_or(""));
    }
    return words;
}

Value extensions_of(const JsonNode& query) {
    Value::List list;
    for (const JsonNode& row : query.objects("extensions"))
        list.emplace_back(
            Value::Object{{"name", row.text("name", longest_word)}, {"version", row.text("version", longest_word)}});
    return list;
}

// One text member of each row.
Value texts_of(const JsonNode& query, const char* list, const char* name) {
    Value::List texts;
    for (const JsonNode& row : query.objects(list)) texts.emplace_back(row.text(name, longest_word));
    return texts;
}

Value own_texts_of(const JsonNode& query, const char* list) {
    Value::List texts;
    for (const JsonNode& element : query.list(list)) texts.emplace_back(element.own_text().value_or(""));
    return texts;
}

Value limits_of(const JsonNode& query) {
    bool high = false;
    if (const auto user = query.object("userinfo"))
        for (const JsonNode& right : user->list("rights")) high = high || right.own_text() == "apihighlimits";
    return Value::Object{{"titles", high ? 500 : 50}, {"list", high ? 5000 : 500}};
}

// "//movilab.org" is said by wikis that speak both http and https: the scheme is ours then.
std::string whole_address(std::string server, const std::string& api) {
    if (server.starts_with("//")) server = api.substr(0, api.find("//")) + server;
    return server;
}

Traits traits_of(const JsonNode& query, const JsonNode& general, const std::string& api) {
    Traits traits;
    traits.software = general.text("generator", longest_word);
    traits.base_url = whole_address(general.text("server", longest_word), api);
    traits.attribution = general.text("sitename", longest_word);
    traits.unique_revision_ids = true;
    if (const auto rights = query.object("rightsinfo"))
        traits.data_licence = licence_of(rights->text("text", longest_word), rights->text("url", longest_word));
    if (const auto statistics = query.object("statistics"))
        if (const auto pages = statistics->number("pages"); pages && *pages >= 0)
            traits.pages = static_cast<std::uint64_t>(*pages);
    traits.details = Value::Object{{"namespaces", namespaces_of(query)},
                                   {"redirect_words", redirect_words_of(query)},
                                   {"articlepath", general.text("articlepath", longest_word)},
                                   {"server", traits.base_url},
                                   {"scriptpath", general.text("scriptpath", longest_word)},
                                   {"case", general.text("case", longest_word)},
                                   {"lang", general.text("lang", longest_word)},
                                   {"extensions", extensions_of(query)},
                                   {"extension_tags", own_texts_of(query, "extensiontags")},
                                   {"interwikis", texts_of(query, "interwikimap", "prefix")},
                                   {"bots", texts_of(query, "allusers", "name")},
                                   {"limits", limits_of(query)},
                                   {"readonly", general.flag("readonly")}};
    return traits;
}

SiteAnswer refused(Error error, bool perhaps_without_bots = false) {
    return SiteAnswer{fail(std::move(error)), perhaps_without_bots};
}

SiteAnswer refused(ErrorKind kind, const std::string& api, std::string what) {
    return refused(Error{kind, api, std::move(what), std::string(give_address), std::nullopt});
}

// A wiki that lets nobody read says readapidenied; what it says of a list may concern that list only.
SiteAnswer refused_by_api(const JsonNode& root, const HttpResponse& response, const std::string& api) {
    auto error = root.object("error");
    if (!error)
        if (const auto errors = root.objects("errors"); !errors.empty()) error = errors.front();
    const std::string code = error ? error->text("code", longest_word) : "";
    // Without a word of its own it is as good as none.
    const std::string info = error ? error->text_if_any("info").value_or("") : "";
    Error refusal = refusal_of_code(code.empty() ? "an error without a code" : code, info, response, api);
    const bool of_the_list = refusal.kind == ErrorKind::refused && !code.empty() && code != "readapidenied";
    return refused(std::move(refusal), of_the_list);
}

}  // namespace

SiteAnswer read_siteinfo(HttpResponse response, const std::string& api) {
    const std::optional<Error> status = refusal_of_status(response, api);
    const std::string beginning = response.body.substr(0, 64);
    const JsonText json(std::move(response.body));
    Complaint complaint;
    const JsonNode root = json.root(complaint);
    if (!json.valid() || !root.is_object()) {
        if (status) return refused(*status);
        Error error = not_json(beginning, api);
        error.what = std::string(not_an_api) + " (" + error.what + ")";
        error.remedy = give_address;
        return refused(std::move(error));
    }
    if (root.has("error") || root.has("errors")) return refused_by_api(root, response, api);
    if (status) return refused(*status);
    const auto query = root.object("query");
    const auto general = query ? query->object("general") : std::nullopt;
    if (!general)
        return refused(ErrorKind::invalid, api, std::string(not_an_api) + ": it does not say which wiki it is");
    Traits traits = traits_of(*query, *general, api);
    if (!complaint.empty())
        return refused(ErrorKind::invalid, api, "an answer of the wrong shape: " + complaint.text());
    if (!traits.software.starts_with("MediaWiki"))
        return refused(ErrorKind::invalid, api, std::string(not_an_api) + ": it does not say it is MediaWiki");
    return SiteAnswer{std::move(traits), false};
}

}  // namespace moisson::mediawiki
