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
std::optional<Span> target_of(std::string_view text, Span inside, const std::vector<Stretch>& unseen) {
    auto hidden = std::lower_bound(unseen.begin(), unseen.end(), inside.begin,
                                   [](const Stretch& one, std::size_t begin) { return one.begin < begin; });
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

// Where a link with a prefix leads, when it does more than lead there; nullopt for all others.
std::optional<Title> acting_title(std::string_view text, Span target, const std::vector<Stretch>& unseen,
                                  const Dialect& dialect) {
    if (text.substr(target.begin, target.end - target.begin).find_first_of(":%&") == std::string_view::npos) return {};
    const std::string written = visible_text(text, target, unseen);
    if (written.starts_with(':') || written.find(':') == std::string::npos) return {};
    std::optional<Title> title = parse_title(percent_decoded(written), dialect);
    const bool acts =
        title && title->interwiki.empty() && (title->ns == category_namespace || title->ns == file_namespace);
    return acts ? title : std::nullopt;
}

bool is_gallery(std::string_view element) {
    constexpr std::string_view tag = "<gallery";
    return length_of_word(element, tag) == tag.size();
}

// A gallery shows a file a line.
unsigned files_of(std::string_view gallery) {
    const std::size_t end = gallery.rfind("</");
    unsigned files = 0;
    for (std::size_t line = gallery.find('\n'); line < end; line = gallery.find('\n', line + 1)) {
        const std::size_t first = gallery.find_first_not_of(white, line);
        if (first < end && gallery.substr(line + 1, first - line - 1).find('\n') == std::string_view::npos) ++files;
    }
    return files;
}

}  // namespace

LinkReading links_of(std::string_view text, const Outline& outline, std::size_t begin, const Dialect& dialect) {
    LinkReading read;
    auto& names = read.categories;
    for (const Link& link : outline.links) {
        const auto target = link.inside.begin < begin ? std::nullopt : target_of(text, link.inside, outline.unseen);
        if (!target) continue;
        std::optional<Title> title = acting_title(text, *target, outline.unseen, dialect);
        if (!title) {
            ++read.counts.links;
        } else if (title->ns == file_namespace) {
            ++read.counts.images;
        } else if (!link.in_call) {
            names.push_back(std::move(title->text));
        }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const Stretch& one : outline.opaque) {
        const std::string_view element = text.substr(one.begin, one.end - one.begin);
        if (is_gallery(element)) read.counts.images += files_of(element);
    }
    read.counts.categories = static_cast<unsigned>(names.size());
    return read;
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
