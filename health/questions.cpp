// SPDX-License-Identifier: GPL-3.0-or-later
// Who asked what on a talk page, as far as its edit summaries tell.
#include "health/evidence.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace moisson::health {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

// What the wiki writes before a summary: "/* Horaires */ nouvelle section".
struct Summary {
    std::string_view section;  // empty: of the whole page
    std::string_view rest;
};

Summary summary_of(std::string_view comment) {
    comment = trimmed(comment);
    const auto end = comment.find("*/");
    if (!comment.starts_with("/*") || end == std::string_view::npos || end < 2) return {{}, comment};
    return {trimmed(comment.substr(2, end - 2)), trimmed(comment.substr(end + 2))};
}

bool begins_section(const Summary& summary, const TalkAct& act) {
    const bool tagged = std::find(act.tags.begin(), act.tags.end(), "discussiontools-newtopic") != act.tags.end();
    return !summary.section.empty() &&
           (tagged || summary.rest.starts_with("nouvelle section") || summary.rest.starts_with("new section"));
}

bool is_somebody(Act::By by) {
    return by == Act::By::account || by == Act::By::anonymous;
}

}  // namespace

std::vector<Question> questions_of(std::span<const TalkAct> talk, std::span<const Person> workers) {
    const std::set<Person> at_home(workers.begin(), workers.end());
    std::vector<Question> questions;
    // Of each section, who waits there for an answer to which question. Whoever asks the same thing again still waits
    // for the first answer.
    std::map<std::string_view, std::map<Person, std::size_t>> waiting;
    for (const TalkAct& act : talk) {
        if (!is_somebody(act.by)) continue;
        const Summary summary = summary_of(act.comment);
        if (summary.section.empty()) continue;
        auto& here = waiting[summary.section];
        if (begins_section(summary, act)) {
            if (!at_home.contains(act.who) && here.emplace(act.who, questions.size()).second)
                questions.push_back({act.at, std::nullopt});
            continue;
        }
        std::erase_if(here, [&](const auto& asked) {
            if (asked.first == act.who) return false;
            questions[asked.second].answered = act.at;
            return true;
        });
    }
    return questions;
}

}  // namespace moisson::health
