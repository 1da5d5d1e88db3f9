// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/dialect_defaults.hpp"
#include "connectors/mediawiki/title.hpp"
#include "connectors/mediawiki/unicode.hpp"
#include "connectors/mediawiki/wikitext.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace moisson::mediawiki {
namespace {

// What PHP's trim() takes away; no-break spaces stay.
constexpr std::string_view white("\0\t\n\v\r ", 6);

std::string_view trimmed_text(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(white);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

bool take_word(std::string_view& name, std::string_view word) {
    const std::size_t length = length_of_word(name, word);
    name.remove_prefix(length);
    return length > 0;
}

// subst:, msgnw: and their like say how a template is included, not which one.
void take_manner(std::string_view& name) {
    if (!take_word(name, "safesubst:")) take_word(name, "subst:");
    if (!take_word(name, "msgnw:")) take_word(name, "msg:");
    if (!take_word(name, "raw:")) take_word(name, "brut:");
}

// {{#if:…}}, {{lc:…}}, {{PAGENAME}}: the wiki's own words.
bool is_own_word(std::string_view name, const Call& call) {
    if (name.starts_with('#')) return true;
    const std::size_t colon = name.find(':');
    if (colon != std::string_view::npos) return is_parser_function(name.substr(0, colon));
    return call.part_count == 0 && is_variable(name);
}

std::string key_of(std::string_view text, const Part& part, const std::vector<Stretch>& unseen, std::size_t& position) {
    if (!part.named()) return std::to_string(++position);
    return visible_text(text, {part.whole.begin, part.equals}, unseen);
}

}  // namespace

Span trimmed(std::string_view text, Span span) noexcept {
    while (span.end > span.begin && white.find(text[span.end - 1]) != std::string_view::npos) --span.end;
    while (span.begin < span.end && white.find(text[span.begin]) != std::string_view::npos) ++span.begin;
    return span;
}

std::string visible_text(std::string_view text, Span span, const std::vector<Stretch>& unseen) {
    auto hidden = std::lower_bound(unseen.begin(), unseen.end(), span.begin,
                                   [](const Stretch& one, std::size_t begin) { return one.begin < begin; });
    std::string seen;
    std::size_t at = span.begin;
    for (; hidden != unseen.end() && hidden->begin < span.end; ++hidden) {
        seen += text.substr(at, hidden->begin - at);
        at = std::min<std::size_t>(hidden->end, span.end);
    }
    seen += text.substr(at, span.end - at);
    return std::string(trimmed_text(seen));
}

std::optional<std::string> template_name(std::string_view text, const Call& call, const std::vector<Stretch>& unseen,
                                         const Dialect& dialect) {
    if (call.what == Call::What::argument) return std::nullopt;
    const std::string written = visible_text(text, call.name, unseen);
    std::string_view name = written;
    take_manner(name);
    name = trimmed_text(name);
    const bool is_subpage = name.starts_with('/') || name.starts_with("../");
    if (is_subpage || is_own_word(name, call)) return std::nullopt;
    std::optional<Title> title = parse_title(name, dialect, template_namespace);
    if (!title || title->ns != template_namespace || !title->interwiki.empty()) return std::nullopt;
    return std::move(title->text);
}

std::vector<NamedValue> parameters_of(std::string_view text, const Outline& outline, const Call& call) {
    std::vector<NamedValue> all;
    std::unordered_map<std::string, std::size_t> last;
    std::size_t position = 0;
    all.reserve(call.part_count);
    for (const Part& part : outline.parts_of(call)) {
        NamedValue value;
        value.key = key_of(text, part, outline.unseen, position);
        value.span = trimmed(text, {part.named() ? part.equals + 1 : part.whole.begin, part.whole.end});
        value.text = text.substr(value.span.begin, value.span.end - value.span.begin);
        last[value.key] = all.size();
        all.push_back(std::move(value));
    }
    if (last.size() == all.size()) return all;

    std::vector<NamedValue> kept;
    kept.reserve(last.size());
    for (std::size_t at = 0; at < all.size(); ++at)
        if (last.at(all[at].key) == at) kept.push_back(std::move(all[at]));
    return kept;
}

}  // namespace moisson::mediawiki
