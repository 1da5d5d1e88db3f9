// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/scope.hpp"

#include "connectors/mediawiki/title.hpp"

#include <algorithm>

namespace moisson::mediawiki {

bool Scope::follows(int ns) const noexcept {
    return std::find(namespaces.begin(), namespaces.end(), ns) != namespaces.end();
}

std::optional<int> Scope::namespace_of(const std::string& title) const {
    const auto parsed = parse_title(title, dialect);
    if (!parsed || !parsed->interwiki.empty()) return std::nullopt;
    return parsed->ns;
}

std::vector<int> reading_order(const std::vector<int>& namespaces) {
    const auto rank = [](int ns) { return ns == template_namespace ? 0 : 1 + ns % 2; };
    std::vector<int> order;
    for (const int ns : namespaces)
        if (std::find(order.begin(), order.end(), ns) == order.end()) order.push_back(ns);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) < rank(b); });
    return order;
}

void recognise_bot(Revision& revision, const Scope& scope) {
    if (revision.actor && revision.actor->kind == Actor::Kind::account && scope.bots.contains(revision.actor->name))
        revision.bot = true;
}

void overlay(Fields& fields, const Fields& more) {
    for (const auto& [name, value] : more) {
        auto found =
            std::find_if(fields.begin(), fields.end(), [&key = name](const auto& field) { return field.first == key; });
        if (found == fields.end())
            fields.emplace_back(name, value);
        else
            found->second = value;
    }
}

HttpRequest query_request(const Scope& scope, Fields parameters) {
    // maxlag: a wiki that lags says so instead of working for us.
    Fields all{{"action", "query"}, {"format", "json"}, {"formatversion", "2"}, {"maxlag", "5"}, {"curtimestamp", "1"}};
    overlay(all, parameters);
    return HttpRequest(scope.api, std::move(all));
}

Fields page_parameters() {
    return {{"prop", "revisions|info|categories|pageprops"},
            {"rvprop", "ids|timestamp|user|userid|comment|content|sha1|size|flags|tags|contentmodel"},
            {"rvslots", "main"},
            {"inprop", "protection"},
            {"cllimit", "max"}};
}

std::string joined(const std::vector<int>& numbers) {
    std::string text;
    for (const int number : numbers) text += (text.empty() ? "" : "|") + std::to_string(number);
    return text;
}

std::string limit_text(std::size_t rows, std::size_t full) {
    return rows >= full ? "max" : std::to_string(rows);
}

}  // namespace moisson::mediawiki
