// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/control/replayed.hpp"

namespace moisson::daemon {

namespace {

constexpr std::uint64_t revisions_a_word = 100'000;

std::int64_t number(std::uint64_t count) {
    return static_cast<std::int64_t>(count);
}

Value to_value(const store::Difference& found) {
    return Value::Object{{"source", found.source.text}, {"item", found.item.text}, {"revision", found.revision.text},
                         {"what", found.what},          {"kept", found.kept},      {"replayed", found.replayed}};
}

Value to_value(const store::Replayed& all) {
    return Value::Object{{"items", number(all.items)},
                         {"revisions", number(all.revisions)},
                         {"unjudged", number(all.unjudged)},
                         {"differences", number(all.differences)}};
}

}  // namespace

Result<Done> tell_replay(store::Replay& replay, const TakeLine& take) {
    std::uint64_t words = 0;
    const auto found = replay.replay([&](const store::Difference& one) { return take(to_json(to_value(one))); },
                                     [&](std::uint64_t revisions) {
                                         if (revisions / revisions_a_word == words) return;
                                         words = revisions / revisions_a_word;
                                         take(to_json(Value::Object{{"progress", number(revisions)}}));
                                     });
    if (!found) return fail(found.error());
    take(to_json(Value::Object{{"replayed", to_value(*found)}}));
    return Done{};
}

}  // namespace moisson::daemon
