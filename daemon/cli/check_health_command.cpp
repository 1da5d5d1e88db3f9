// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what the store keeps of which revisions count is what judging them all anew makes of it.
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/progress_bar.hpp"
#include "daemon/control/replayed.hpp"
#include "daemon/system/real_clock.hpp"
#include "report/visible.hpp"

#include <iostream>

namespace moisson::daemon {

namespace {

std::string text_of(const Value& value) {
    return report::visible(value.text_or(""));
}

std::int64_t count_of(const Value& value) {
    return value.integer() != nullptr ? *value.integer() : 0;
}

std::string render_difference(const Value& found) {
    std::string where = text_of(found.at("source"));
    if (const std::string item = text_of(found.at("item")); !item.empty()) where += " " + item;
    if (const std::string revision = text_of(found.at("revision")); !revision.empty())
        where += ", revision " + revision;
    return where + ": " + text_of(found.at("what")) + " is " + text_of(found.at("kept")) + ", should be " +
           text_of(found.at("replayed")) + "\n";
}

std::string render_replayed(const Value& all) {
    const std::int64_t unjudged = count_of(all.at("unjudged"));
    const std::int64_t differences = count_of(all.at("differences"));
    std::string text = std::to_string(count_of(all.at("revisions"))) + " revisions of " +
                       std::to_string(count_of(all.at("items")) - unjudged) + " items judged anew: ";
    text += differences == 0 ? "nothing differs\n" : std::to_string(differences) + " difference(s)\n";
    if (unjudged > 0) text += std::to_string(unjudged) + " item(s) were never judged: moissond does it, or a harvest\n";
    return text;
}

int code_of(const Value& all) {
    if (count_of(all.at("differences")) > 0) return exit_code::human;
    return count_of(all.at("unjudged")) > 0 ? exit_code::partial : exit_code::complete;
}

// Written over, on a terminal.
void show_progress(std::int64_t revisions) {
    if (ProgressBar::standard_error() == ProgressBar::On::terminal)
        std::cerr << "\r" << revisions << " revisions judged" << std::flush;
}

void clear_progress() {
    if (ProgressBar::standard_error() == ProgressBar::On::terminal) std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace

int check_health_command(const Command& command, const Places& places) {
    auto asker = open_asker_of_lines(places, RealClock().now());
    if (!asker) {
        complain(asker.error());
        return exit_code_of(asker.error());
    }
    Value all;
    const auto take = [&](std::string_view line) {
        const auto value = from_json(line);
        if (!value) return true;
        if (const Value& progress = value->at("progress"); !progress.is_null()) {
            show_progress(count_of(progress));
            return true;
        }
        clear_progress();
        const Value& replayed = value->at("replayed");
        const bool is_last = replayed.object() != nullptr;
        if (is_last) all = replayed;
        if (command.form == Command::Form::json)
            std::cout << report::plain_json(line) << "\n";
        else
            std::cout << (is_last ? render_replayed(replayed) : render_difference(*value));
        return static_cast<bool>(std::cout);
    };
    Question question;
    question.path = replay_question;
    auto done = (*asker)->ask_lines(question, take);
    if (!done && std::cout) {
        std::cout.flush();
        complain(done.error());
        return exit_code_of(done.error());
    }
    return all.is_null() ? exit_code::failed : code_of(all);
}

}  // namespace moisson::daemon
