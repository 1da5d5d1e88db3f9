// SPDX-License-Identifier: GPL-3.0-or-later
// Moisson's own account of itself: its runs, and what they did not take.
#include "daemon/cli/render.hpp"
#include "report/visible.hpp"

#include <cstdio>

namespace moisson::daemon {

namespace {

using report::visible;

std::string text_of(const Value& value) {
    return visible(value.text_or(""));
}

std::int64_t number_of(const Value& value) {
    return value.integer() ? *value.integer() : 0;
}

std::string row(std::string label, const std::string& value) {
    label.resize(std::max<std::size_t>(label.size(), 15), ' ');
    return "  " + label + " " + value + "\n";
}

// Seen of listed: the proof that a run was complete.
std::string proof(const Value& run) {
    const auto seen = number_of(run.at("seen"));
    const auto listed = number_of(run.at("listed"));
    return std::to_string(seen) + " seen of " + std::to_string(listed) + " listed" +
           (seen < listed ? ": " + std::to_string(listed - seen) + " missing" : "");
}

std::string survived(const Value& run) {
    char waited[32];
    const double* seconds = run.at("waited_seconds").number();
    static_cast<void>(std::snprintf(waited, sizeof waited, "%.1f s", seconds == nullptr ? 0.0 : *seconds));
    return std::to_string(number_of(run.at("retries"))) + ", after waiting " + waited;
}

// Which records would lose what, by whom, and three of each.
std::string render_losses(const Value& awaits) {
    const bool ours = awaits.at("cause").text_or("") == "mapping";
    std::string text = ours ? "  By our own rules (the mapping, its reader, or a template that leads elsewhere):\n"
                            : "  By what is written there now, as far as it was read:\n";
    if (const auto* losses = awaits.at("losses").list())
        for (const Value& loss : *losses) {
            const std::string field = text_of(loss.at("field"));
            text += "  " + std::to_string(number_of(loss.at("items"))) + " of " +
                    std::to_string(number_of(loss.at("of"))) + " records of the kind " + text_of(loss.at("kind")) +
                    (field == "kind" ? " would be of another kind\n" : " would lose their " + field + "\n");
            if (const auto* examples = loss.at("examples").list())
                for (const Value& example : *examples) text += "    " + text_of(example) + "\n";
        }
    return text + (ours ? "  Until then the records stay as they were, and nothing is read. To go back: the mapping as "
                          "it was.\n"
                          "  A person's word counts for these losses, and for no others.\n"
                        : "  Until then what has not been read yet of it stays as it was.\n");
}

}  // namespace

std::string render_runs(const Value& answer) {
    std::string text;
    const auto* runs = answer.at("runs").list();
    if (runs == nullptr || runs->empty()) return "no such run\n";
    for (const Value& run : *runs)
        text +=
            std::to_string(number_of(run.at("id"))) + "  " + text_of(run.at("source")) + "  " + render_run(run) + "\n";
    return text;
}

std::string render_run_card(const Value& answer) {
    const Value& run = answer.at("run");
    std::string text = "run " + std::to_string(number_of(run.at("id"))) + " of " + text_of(run.at("source")) + "\n";
    text += row("verb", text_of(run.at("verb")));
    text += row("outcome", text_of(run.at("outcome")));
    text += row("began", text_of(run.at("started")));
    text += row("ended", run.at("ended").is_null() ? "not yet" : text_of(run.at("ended")));
    text += row("proof", proof(run));
    text += row("changed", std::to_string(number_of(run.at("changed"))));
    if (const auto stale = number_of(run.at("stale_derived")); stale > 0)
        text += row("stale derived", std::to_string(stale));
    if (run.at("drift").integer()) text += row("drift", std::to_string(number_of(run.at("drift"))));
    text += row("requests", std::to_string(number_of(run.at("requests"))) + ", " +
                                human_bytes(static_cast<std::uint64_t>(number_of(run.at("bytes")))));
    text += row("retries", survived(run));
    if (const auto* faults = run.at("faults").object())
        for (const auto& [cause, count] : *faults)
            text += row("  survived", std::to_string(number_of(count)) + " × " + visible(cause));
    if (std::string error = text_of(run.at("error")); !error.empty()) text += row("error", error);
    if (const auto* ignored = run.at("ignored").list())
        for (const Value& one : *ignored) text += row("ignored", render_ignored(one));
    return text;
}

std::string render_awaits(const std::string& source, const Value& awaits) {
    const std::string name = visible(source);
    if (awaits.is_null()) return name + ": nothing awaits a person's word\n";
    const std::string known = std::to_string(number_of(awaits.at("known")));
    const std::string yes = "  if that is how it should be:  moisson confirm " + name + " --yes\n";
    std::string text = name + ", since " + text_of(awaits.at("since")) + ":\n";
    if (awaits.at("matter").text_or("") == "fewer_items")
        return text + "  it lists " + std::to_string(number_of(awaits.at("listed"))) + " pages where " + known +
               " are known.\n  Once confirmed, the pages it no longer lists are told as gone.\n" + yes;
    if (awaits.at("matter").text_or("") == "mass_loss") return text + render_losses(awaits) + yes;
    const std::string common = awaits.at("common").is_null() ? "none" : text_of(awaits.at("common"));
    return text + "  it was put back to an older state. The last revision that it and we have is " + common + ";\n  " +
           known + " revisions of ours it no longer has:  moisson export lost\n" +
           "  to give them back to it:  moisson export lost --format mediawiki-xml > lost.xml\n" +
           "  Once confirmed, they leave our store (export lost keeps them) and it is read again, whole.\n" + yes;
}

std::string render_ignored(const Value& record) {
    const std::string title = text_of(record.at("title"));
    const std::string about = text_of(record.at("subject")) + (title.empty() ? "" : " (" + title + ")") + ": ";
    const std::string reason = text_of(record.at("reason"));
    // The sentence of an error names its subject already.
    return reason.starts_with(about) ? reason : about + reason;
}

}  // namespace moisson::daemon
