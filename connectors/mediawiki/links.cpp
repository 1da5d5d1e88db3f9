// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/title.hpp"
#include "connectors/mediawiki/unicode.hpp"
#include "connectors/mediawiki/wikitext.hpp"

#include <algorithm>
#include <utility>

namespace moisson::mediawiki {
namespace {

constexpr std::string_view white("\0\t\n\v\f\r ", 7);

std::string_view without_white_before(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
    return text;
}

// The target of a link: up to its bar. Nothing when something else than a title stands there.
std::optional<Span> target_of(std::string_view text, Span inside, const std::vector<Span>& unseen) {
    auto hidden = std::lower_bound(unseen.begin(), unseen.end(), inside.begin,
                                   [](const Span& one, std::size_t begin) { return one.begin < begin; });
    std::size_t at = inside.begin;
    while (at < inside.end && text[at] != '|') {
        if (hidden != unseen.end() && hidden->begin == at) {
            at = hidden->end;
            ++hidden;
            continue;
        }
        if (std::string_view("[]{}<>\n").find(text[at]) != std::string_view::npos) return std::nullopt;
        ++at;
    }
    const bool nothing_behind_bar = at + 1 == inside.end;
    if (nothing_behind_bar) return std::nullopt;  // the wiki shows "[[x|]]" as it is
    return Span{inside.begin, std::min(at, inside.end)};
}

std::optional<std::string> category_of(std::string_view text, Span inside, const std::vector<Span>& unseen,
                                       const Dialect& dialect) {
    const std::optional<Span> target = target_of(text, inside, unseen);
    if (!target) return std::nullopt;
    const std::string written = visible_text(text, *target, unseen);
    if (written.starts_with(':') || written.find(':') == std::string::npos) return std::nullopt;
    std::optional<Title> title = parse_title(percent_decoded(written), dialect);
    if (!title || title->ns != category_namespace || !title->interwiki.empty()) return std::nullopt;
    return std::move(title->text);
}

}  // namespace

std::vector<std::string> categories_of(std::string_view text, const Outline& outline, std::size_t begin,
                                       const Dialect& dialect) {
    std::vector<std::string> names;
    for (const Span& link : outline.links) {
        if (link.begin < begin) continue;
        if (auto name = category_of(text, link, outline.unseen, dialect)) names.push_back(std::move(*name));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::optional<Redirect> redirect_of(std::string_view text, const Dialect& dialect) {
    std::string_view rest = without_white_before(text);
    std::size_t word = 0;
    for (const std::string& one : dialect.redirect_words)
        if (word == 0) word = length_of_word(rest, one);
    if (word == 0) return std::nullopt;
    rest = without_white_before(rest.substr(word));
    // Some older redirects have a colon.
    if (rest.starts_with(':')) rest = without_white_before(rest.substr(1));
    if (!rest.starts_with("[[")) return std::nullopt;
    rest.remove_prefix(2);

    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::size_t end = line.find("]]");
    if (end == std::string_view::npos) return std::nullopt;
    std::string target(line.substr(0, std::min(line.find('|'), end)));
    if (target.find('%') != std::string::npos) {
        // A colon before it only kept it from acting.
        target.erase(0, std::min(target.find_first_not_of(':'), target.size()));
        target = percent_decoded(target);
    }
    auto title = normalise_title(target, dialect);
    if (!title) return std::nullopt;
    return Redirect{std::move(*title), static_cast<std::size_t>(rest.data() - text.data()) + end + 2};
}

}  // namespace moisson::mediawiki
