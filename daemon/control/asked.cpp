// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/asked.hpp"

#include "config/section.hpp"

#include <algorithm>
#include <charconv>

namespace moisson::daemon {

namespace {

Result<Done> check_source(store::Reader& reader, const SourceName& source) {
    auto known = reader.sources();
    if (!known) return fail(known.error());
    std::vector<std::string> names;
    for (const store::SourceStatus& one : *known) names.push_back(one.row.name.text);
    if (std::find(names.begin(), names.end(), source.text) != names.end()) return Done{};
    const std::string meant = nearest(source.text, names);
    return fail(ErrorKind::config, source.text, "no such source in the store",
                meant.empty() ? "moisson status lists them" : "did you mean \"" + meant + "\"?");
}

}  // namespace

Result<std::optional<SourceName>> source_asked(store::Reader& reader, const Question& question) {
    const SourceName source(question.get("source"));
    if (source.empty()) return std::optional<SourceName>{};
    if (auto known = check_source(reader, source); !known) return fail(known.error());
    return std::optional(source);
}

Result<std::size_t> limit_asked(const Question& question) {
    constexpr std::size_t usual = 20;
    constexpr std::size_t most = 1000;
    const std::string text = question.get("limit");
    if (text.empty()) return usual;
    std::size_t limit = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (wrong == std::errc{} && end == text.data() + text.size() && limit >= 1 && limit <= most) return limit;
    return fail(ErrorKind::config, "--limit", "not a number from 1 to " + std::to_string(most) + ": " + text);
}

Result<health::Audience> audience_asked(const Question& question) {
    const std::string word = question.get("for");
    if (word.empty()) return health::Audience::everybody;
    for (const health::Audience audience : {health::Audience::routers, health::Audience::everybody})
        if (word == id_of(audience)) return audience;
    return fail(ErrorKind::config, "--for", "there is no audience \"" + word + "\"", "it is routers or public");
}

}  // namespace moisson::daemon
