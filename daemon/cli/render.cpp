// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/render.hpp"

#include "health/answer_age.hpp"
#include "health/happening.hpp"
#include "health/label.hpp"
#include "report/visible.hpp"
#include "report/words_of.hpp"

#include <cstdio>

namespace moisson::daemon {

namespace {

using report::visible;

constexpr std::size_t value_columns = 200;  // of one value on a terminal line

std::string text_of(const Value& value) {
    return visible(value.text_or(""));
}

std::string count_of(const Value& value) {
    return value.integer() ? std::to_string(*value.integer()) : "0";
}

// "  label        value"
std::string row(std::string label, const std::string& value) {
    if (value.empty()) return {};
    label.resize(std::max<std::size_t>(label.size(), 15), ' ');
    return "  " + label + " " + value + "\n";
}

// Since when, and how often in a row; empty when all is well, or nobody watches.
std::string failing_of(const Value& source) {
    const std::string since = text_of(source.at("failing_since"));
    if (since.empty()) return {};
    return since + ", " + count_of(source.at("failures")) + " in a row";
}

// Until when it asked to be left alone, why, and what to do about it.
std::string closed_of(const Value& source) {
    const Value& closed = source.at("closed");
    if (closed.is_null()) return {};
    const std::string remedy = text_of(closed.at("remedy"));
    return text_of(closed.at("until")) + ": " + text_of(closed.at("why")) + (remedy.empty() ? "" : " — " + remedy) +
           "; moisson resync " + text_of(source.at("name")) + " asks all the same";
}

std::string quoted(const std::string& text) {
    return "\"" + report::clip(text, value_columns) + "\"";
}

// One side of a change: what is no text is told as JSON.
std::string shown(const Value& side) {
    if (side.is_null()) return "(none)";
    const std::string text = side.text_or("");
    if (text.starts_with("{") || text.starts_with("["))
        if (auto value = from_json(text)) return quoted(report::words_of(*value));
    return quoted(visible(text));
}

// "before → after"; where both look alike to a person, as they were told.
std::string turn(const Value& before, const Value& after) {
    const std::string was = shown(before);
    const std::string is = shown(after);
    if (was == is && before != after)
        return quoted(visible(before.text_or(""))) + " → " + quoted(visible(after.text_or("")));
    return was + " → " + is;
}

std::string who_made(const Value& revision) {
    if (!revision.at("actor").is_null()) return text_of(revision.at("actor"));
    return revision.at("hidden").flag() && *revision.at("hidden").flag() ? "(hidden)" : "(the source does not say)";
}

// "vivant 12, en_veille 40": for whoever runs it, not for everybody. In the order of `all`; what is unknown comes last.
template <class All>
std::string counts_of(const Value& counts, const All& all) {
    std::string text;
    const auto tell = [&](std::string_view id) {
        if (const Value& count = counts.at(id); !count.is_null())
            text += (text.empty() ? "" : ", ") + std::string(id) + " " + count_of(count);
    };
    for (const auto each : all) tell(health::id_of(each));
    tell("unknown");
    return text;
}

// "4290 of 4303 (12 withheld, 1 not asked yet); the source itself was asked of 1240"
std::string publication_of(const Value& source) {
    const Value& all = source.at("publication");
    if (all.is_null()) return {};
    const auto count = [&](const char* which) { return all.at(which).integer() ? *all.at(which).integer() : 0; };
    const std::int64_t shown = count("open") + count("assumed");
    const std::int64_t kept_back = count("withheld") + count("unknown");
    std::string text = std::to_string(shown) + " of " + std::to_string(shown + kept_back) + " (" +
                       count_of(all.at("withheld")) + " withheld, " + count_of(all.at("unknown")) +
                       " not asked yet); the source itself was asked of " + count_of(all.at("asked"));
    if (count("unknown") > 0)
        text +=
            "; the others follow, some hundreds a run, or are taken for open where a scope says publication = "
            "\"assume\" and why";
    return text;
}

std::string assumed_because(const Value& source) {
    std::string text;
    if (const auto* reasons = source.at("assumed_because").list())
        for (const Value& reason : *reasons) text += (text.empty() ? "because: " : "; ") + text_of(reason);
    return text;
}

}  // namespace

std::string human_bytes(std::uint64_t bytes) {
    const char* units[] = {"B", "kB", "MB", "GB", "TB"};
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (amount >= 1000 && unit < 4) amount /= 1000, ++unit;
    char text[32];
    static_cast<void>(std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", amount, units[unit]));
    return text;
}

std::string render_ways(const Value& ways) {
    const std::string paging = text_of(ways.at("paging"));
    if (paging.empty()) return {};
    const auto holds = [&](const char* which) { return ways.at(which).flag() && *ways.at(which).flag(); };
    return "pages " + (paging == "single" ? std::string("none, all in one answer") : "by " + paging) + ", " +
           (holds("sorted") ? "newest first" : "in no order, so all is read each time") + ", " +
           (holds("count") ? "counted" : "not counted") + "; elements one by one " +
           (text_of(ways.at("detail")) == "json" ? "as JSON" : "as pages only, so nobody can ask what is open data") +
           "; a filter by open data " + (text_of(ways.at("open_data_filter")) == "works" ? "works" : "is not known");
}

std::string render_run(const Value& run) {
    std::string text = text_of(run.at("verb")) + " " + text_of(run.at("outcome")) + " at " +
                       text_of(run.at("started")) + ": listed " + count_of(run.at("listed")) + ", seen " +
                       count_of(run.at("seen")) + ", changed " + count_of(run.at("changed")) + ", requests " +
                       count_of(run.at("requests"));
    if (const auto* bytes = run.at("bytes").integer()) text += ", " + human_bytes(static_cast<std::uint64_t>(*bytes));
    if (run.at("drift").integer()) text += ", drift " + count_of(run.at("drift"));
    if (std::string error = text_of(run.at("error")); !error.empty()) text += " — " + error;
    return text;
}

std::string render_status(const Value& status) {
    const Value& daemon = status.at("daemon");
    std::string text = daemon.is_null() ? "moissond is not running\n"
                                        : "moissond " + text_of(daemon.at("version")) + " runs since " +
                                              text_of(daemon.at("since")) + "\n";
    if (const auto* sources = status.at("sources").list()) {
        if (sources->empty()) text += "no source was ever harvested\n";
        for (const Value& source : *sources) {
            text += "\n" + text_of(source.at("name")) + " (" + text_of(source.at("kind")) + ")\n";
            text += row("software", text_of(source.at("software")));
            text += row("address", text_of(source.at("url")));
            text += row("its ways", render_ways(source.at("ways")));
            text += row("items", count_of(source.at("items")) + " alive, " + count_of(source.at("gone")) + " gone, " +
                                     count_of(source.at("revisions")) + " revisions, " +
                                     count_of(source.at("resources")) + " resources");
            text += row("published", publication_of(source));
            text += row("labels", counts_of(source.at("labels"), health::all_labels));
            text += row("answers", counts_of(source.at("answers"), health::all_answer_ages));
            text += row("events", counts_of(source.at("events"), health::all_happenings));
            text += row("assumed open", assumed_because(source));
            text += row("no account", text_of(source.at("not_signed_in")));
            text += row("to read again", count_of(source.at("owed")));
            text += row("ignored", count_of(source.at("ignored")));
            text += row("drift", source.at("drift").is_null() ? "no census yet" : count_of(source.at("drift")));
            if (!source.at("last_run").is_null()) text += row("last run", render_run(source.at("last_run")));
            if (!source.at("last_complete").is_null())
                text += row("last complete", text_of(source.at("last_complete").at("started")));
            if (!source.at("awaits").is_null())
                text += row("awaits you", "since " + text_of(source.at("awaits").at("since")) + ": moisson confirm " +
                                              text_of(source.at("name")));
            text += row("census due", text_of(source.at("census_due")));
            text += row("failing since", failing_of(source));
            text += row("because", text_of(source.at("last_error")));
            text += row("closed until", closed_of(source));
            text += row("next poll", text_of(source.at("next_poll")));
        }
    }
    return text;
}

std::string render_card(const Value& card) {
    std::string text = text_of(card.at("title")) + "\n";
    text += row("resource", text_of(card.at("resource")));
    text += row("source", text_of(card.at("source")) + ":" + text_of(card.at("id")));
    text += row("life", text_of(card.at("life")));
    text += row("health", text_of(card.at("health").at("words")));
    text += row("redirects to", text_of(card.at("redirect_to")));
    text += row("publication", text_of(card.at("publication")));
    text += row("withheld for", text_of(card.at("withheld_because")));
    const Value& provenance = card.at("provenance");
    if (const auto* fields = card.at("fields").object())
        for (const auto& [name, value] : *fields) {
            if (name == "title" || name == "extra") continue;
            std::string line = report::clip(report::words_of(value), value_columns);
            const std::string rule = text_of(provenance.at(name).at("rule"));
            if (!rule.empty())
                line += "   [" + rule + ", revision " + text_of(provenance.at(name).at("revision")) +
                        (provenance.at(name).at("at_least").flag() && *provenance.at(name).at("at_least").flag()
                             ? " or before]"
                             : "]");
            text += row(visible(name), line);
        }
    if (const auto* extra = card.at("fields").at("extra").object())
        for (const auto& [name, value] : *extra)
            text += row("+ " + visible(name), report::clip(report::words_of(value), value_columns));
    text += row("revisions", count_of(card.at("revisions")));
    for (const char* which : {"first", "latest"}) {
        const Value& revision = card.at(which);
        if (revision.is_null()) continue;
        text += row(which,
                    text_of(revision.at("at")) + " by " + who_made(revision) + " (" + text_of(revision.at("id")) + ")");
    }
    for (const char* which : {"aliases", "talk"})
        if (const auto* list = card.at(which).list())
            for (const Value& other : *list) text += row(which, text_of(other.at("title")));
    if (const auto* reasons = card.at("ignored").list())
        for (const Value& reason : *reasons) text += row("ignored", text_of(reason));
    if (const auto* changes = card.at("changes").list(); changes != nullptr && !changes->empty()) {
        text += "  changes\n";
        for (const Value& change : *changes) text += "    " + render_change(change);
    }
    return text;
}

std::string render_candidates(const Value& candidates) {
    std::string text = "several fit; which one?\n";
    if (const auto* list = candidates.list())
        for (const Value& item : *list)
            text += "  " + text_of(item.at("source")) + ":" + text_of(item.at("id")) + "  " +
                    text_of(item.at("title")) + (item.at("life").text_or("") == "gone" ? "  (gone)" : "") + "\n";
    return text;
}

std::string render_change(const Value& change) {
    const std::string who = change.at("actor").is_null() ? std::string("(unknown)") : text_of(change.at("actor"));
    std::string text = text_of(change.at("at")) + "  " + text_of(change.at("title")) + "  " +
                       text_of(change.at("field")) + ": " + turn(change.at("before"), change.at("after")) + "  by " +
                       who;
    const std::string cause = text_of(change.at("cause"));
    if (cause != "source") text += "  [" + cause + "]";
    return text + "\n";
}

std::string render_folded(const std::string& noticed, const std::string& source, const std::string& cause,
                          std::size_t values, std::size_t items) {
    return visible(noticed) + "  " + visible(source) + ": " + std::to_string(values) + " values of " +
           std::to_string(items) + " pages are no longer what they were, and nobody did it: --json lists them  [" +
           visible(cause) + "]\n";
}

std::string render_account(const std::string& why_not) {
    return row("account", why_not.empty() ? "signed in" : "not signed in: " + visible(why_not));
}

std::string render_traits(const std::string& source, const Traits& traits) {
    std::string text = visible(source) + "\n";
    text += row("software", visible(traits.software));
    text += row("address", visible(traits.base_url));
    text += row("licence", visible(traits.data_licence));
    text += row("attribution", visible(traits.attribution));
    if (traits.pages) text += row("pages", std::to_string(*traits.pages));
    const Value& details = traits.details;
    text += row("its ways", render_ways(details));
    text += row("language", text_of(details.at("lang")));
    text += row("titles", text_of(details.at("case")));
    if (const auto* namespaces = details.at("namespaces").list())
        for (const Value& ns : *namespaces)
            text += row("namespace", count_of(ns.at("id")) + "  " +
                                         (ns.at("name").text_or("").empty() ? "(main)" : text_of(ns.at("name"))));
    if (const auto* extensions = details.at("extensions").list())
        for (const Value& extension : *extensions)
            text += row("extension", text_of(extension.at("name")) + " " + text_of(extension.at("version")));
    return text;
}

}  // namespace moisson::daemon
