// SPDX-License-Identifier: GPL-3.0-or-later
// Looking for resources, and the contract they are written under.
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/system/real_clock.hpp"
#include "generated/contract.hpp"
#include "report/visible.hpp"

#include <iostream>

namespace moisson::daemon {

namespace {

using report::visible;

constexpr std::size_t summary_columns = 200;

std::string text_of(const Value& value) {
    return visible(value.text_or(""));
}

std::int64_t count_of(const Value& value) {
    return value.integer() != nullptr ? *value.integer() : 0;
}

std::string render_one(const Value& found) {
    std::string text = text_of(found.at("title")) + "  (" + text_of(found.at("kind")) + ")  " + text_of(found.at("id"));
    const std::string health = text_of(found.at("health").at("words"));
    text += (health.empty() ? "" : "  " + health) + "\n";
    for (const char* line : {"summary", "url"})
        if (const std::string shown = report::clip(text_of(found.at(line)), summary_columns); !shown.empty())
            text += "    " + shown + "\n";
    return text;
}

// Which of the words is in the way.
std::string render_words(const Value& words) {
    std::string text;
    if (words.list() == nullptr || words.list()->size() < 2) return text;
    for (const Value& word : *words.list())
        text += "    \"" + text_of(word.at("word")) +
                "\" by itself: " + std::to_string(count_of(word.at("resources"))) + " resource(s)\n";
    return text;
}

}  // namespace

std::string render_found(const Value& answer, const std::string& words) {
    std::string text;
    const Value::List* found = answer.at("found").list();
    if (found != nullptr)
        for (const Value& one : *found) text += render_one(one);
    if (text.empty())
        text = "nothing found for \"" + visible(words) + "\"\n" + render_words(answer.at("words")) +
               "try fewer words, or other ones; a title is found by: moisson show TITLE\n";
    if (answer.at("more") == Value(true)) text += "and more: --limit N shows them\n";
    if (const std::int64_t waiting = count_of(answer.at("waiting")); waiting > 0)
        text +=
            std::to_string(waiting) + " resource(s) wait for their words to be read: moissond does it, or a harvest\n";
    return text;
}

int find_command(const Command& command, const Places& places) {
    if (auto refused = refused_grids(places)) return end_with(*refused, exit_code::configuration);
    Question question;
    question.path = "/v1/find";
    question.given["for"] = audience_of(command);
    std::string& words = question.given["words"];
    for (const std::string& word : command.words) words += (words.empty() ? "" : " ") + word;
    if (!command.kind.empty()) question.given["kind"] = command.kind;
    if (!command.source.empty()) question.given["source"] = command.source;
    if (!command.limit.empty()) question.given["limit"] = command.limit;
    auto asker = open_asker(places, RealClock().now());
    auto answer = asker ? (*asker)->ask(question) : Result<Value>(fail(asker.error()));
    if (!answer) return end_with(answer.error());
    std::cout << (command.form == Command::Form::json ? report::plain_json(to_json(*answer)) + "\n"
                                                      : render_found(*answer, words));
    return exit_code::complete;
}

int schema_command(const Command& command) {
    std::cout << (command.contract == Command::Contract::context  ? resource_context
                  : command.contract == Command::Contract::health ? health_schema
                                                                  : resource_schema);
    return exit_code::complete;
}

}  // namespace moisson::daemon
