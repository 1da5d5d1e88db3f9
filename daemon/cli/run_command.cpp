// SPDX-License-Identifier: GPL-3.0-or-later
// harvest, resync and census: alone, or through the running daemon, and followed to their end either way.
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/follow.hpp"
#include "daemon/cli/progress_bar.hpp"

#include <iostream>

namespace moisson::daemon {

namespace {

// A person who names a source wants its answer, whatever it said an hour ago; what a timer starts leaves it alone.
Order knocking(Order order) {
    order.knocking = Knocking::all_the_same;
    return order;
}

Order order_of(const Command& command) {
    using Verb = Order::Verb;
    switch (command.verb) {
        case Command::Verb::resync:
            if (!command.item.empty()) return knocking(Order(Verb::resync_items, {command.item}));
            return knocking(Order(command.extent == Command::Extent::full ? Verb::resync_full : Verb::poll));
        case Command::Verb::census:
            return Order(command.reach == Command::Reach::history ? Verb::deep_census : Verb::census);
        case Command::Verb::confirm:
            return Order(Verb::confirm);
        default:
            return Order(Verb::poll);
    }
}

// ---- alone ------------------------------------------------------------------------------------------------

int harvest_alone(const Command& command, const Places& places, World world) {
    auto house = House::open(places, std::move(world));
    if (!house) {
        complain(house.error());
        return house.error().kind == ErrorKind::config ? exit_code::configuration : exit_code_of(house.error());
    }
    if (!command.source.empty() && (*house)->poller(command.source) == nullptr) {
        complain(unknown_source(command.source, (*house)->config()));
        return exit_code::usage;
    }
    ProgressBar bar(ProgressBar::standard_error());
    int code = exit_code::complete;
    for (const SourceConfig& source : (*house)->config().sources) {
        if (!command.source.empty() && source.name.text != command.source) continue;
        Poller& poller = *(*house)->poller(source.name.text);
        poller.on_progress([&bar](const Progress& progress) { bar.show(progress); });
        const RunReport report = follow_here(**house, poller.run(order_of(command), Probing::when_unknown));
        poller.on_progress({});
        bar.clear();
        code = graver(code, tell(report, command.form));
        if (report.run.outcome == Outcome::interrupted) return code;
    }
    // What was committed stands: what could not be indexed now is indexed the next time.
    if (auto indexed = (*house)->afterwards().finish(); !indexed) complain(indexed.error());
    return code;
}

// ---- through the daemon -----------------------------------------------------------------------------------

Question question_of(const Command& command, const std::string& source) {
    const Order order = order_of(command);
    Question question;
    question.given["source"] = source;
    question.given["verb"] = std::string(name_of(order.verb));
    if (order.knocking == Knocking::all_the_same) question.given["knock"] = "yes";
    for (const std::string& item : order.items) question.given["item"] = item;
    return question;
}

int harvest_through_daemon(const Command& command, const Places& places) {
    if (command.verb == Command::Verb::harvest)
        std::cerr << "moisson: moissond is running and does it: this is a resync, followed to its end\n";
    if (!command.source.empty()) return follow_daemon(places, question_of(command, command.source), command.form);
    Question question;
    question.path = "/v1/status";
    auto asker = open_asker(places, RealClock().now());
    auto status = asker ? (*asker)->ask(question) : Result<Value>(fail(asker.error()));
    if (!status) {
        complain(status.error());
        return exit_code_of(status.error());
    }
    int code = exit_code::complete;
    if (const auto* sources = status->at("sources").list())
        for (const Value& source : *sources)
            if (source.at("running").flag() != nullptr)  // the store may know others, no longer configured
                code = graver(code,
                              follow_daemon(places, question_of(command, source.at("name").text_or("")), command.form));
    return code;
}

}  // namespace

int run_command(const Command& command, const Places& places, World world) {
    switch (presence_of(places)) {
        case Presence::answers:
            return harvest_through_daemon(command, places);
        case Presence::busy:
            complain(is_busy(places));
            return exit_code::failed;
        case Presence::nobody:
            break;
    }
    return harvest_alone(command, places, std::move(world));
}

}  // namespace moisson::daemon
