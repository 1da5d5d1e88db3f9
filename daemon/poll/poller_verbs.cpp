// SPDX-License-Identifier: GPL-3.0-or-later
// What a run can be asked beyond following the feed: paying what is owed, reading some pages again.
#include "daemon/poll/poller.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {

constexpr std::size_t debts_at_once = 500;
bool looks_like_id(const std::string& text) {
    constexpr std::size_t longest = 18;
    return !text.empty() && text.size() <= longest && text.front() != '0' &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Those of these items that nobody knows.
Result<std::string> unknown_of(store::Reader& reader, const SourceName& source, const std::vector<std::string>& items) {
    std::string unknown;
    for (const std::string& words : items) {
        auto found = reader.find(words, 20);
        if (!found) return fail(found.error());
        const auto is_ours = [&](const ItemRecord& record) { return record.source == source; };
        if (std::none_of(found->begin(), found->end(), is_ours)) unknown += (unknown.empty() ? "" : ", ") + words;
    }
    return unknown;
}

std::string name_of(const Wanted& one) {
    return one.item.empty() ? "\"" + one.title + "\"" : "page " + one.item.text;
}

}  // namespace

// Everything that the feed made due; with it a first sight is complete.
asio::awaitable<Result<Done>> Poller::settle_up() {
    auto paid = co_await pay_debts();
    if (paid) paid = co_await read_embedding();
    if (paid) paid = co_await ask_standings();
    if (!paid || sight_ == Sight::news) co_return paid;
    auto ended = co_await end_baseline();
    co_return ended;
}

// Reads what is due until nothing is. What could not be read is postponed, so this ends. A reading that the source
// refuses is found by asking for half as many, until it stands alone; two of them in a row, and it is the source that
// refuses.
asio::awaitable<Result<Done>> Poller::pay_debts() {
    std::size_t at_once = debts_at_once;
    bool refused_before = false;
    for (;;) {
        auto look = [this, at_once, now = parts_.clock.now()] {
            return parts_.roles.debts.due(parts_.config.name, now, at_once);
        };
        auto wanted = co_await parts_.store.run(std::move(look));
        if (!wanted) co_return fail(wanted.error());
        if (wanted->empty()) co_return Done{};
        begin_phase("reading");
        std::vector<Wanted> unpaid = *wanted;
        std::vector<std::int64_t> paid;
        auto talk = connector_->fetch(std::move(*wanted));
        auto done = co_await converse(std::move(talk), &paid);
        std::sort(paid.begin(), paid.end());
        std::erase_if(unpaid,
                      [&](const Wanted& one) { return std::binary_search(paid.begin(), paid.end(), one.owed); });
        if (!done) {
            const bool alone = unpaid.size() == 1;
            if (done.error().kind != ErrorKind::refused || done.error().wait || (alone && refused_before))
                co_return done;
            if (!alone) {
                at_once = std::max<std::size_t>(1, std::min(at_once, unpaid.size()) / 2);
                continue;
            }
            report_.notes.push_back(parts_.config.name.text + ": " + name_of(unpaid.front()) +
                                    " was not read: " + done.error().sentence());
        }
        refused_before = !done;
        left_unread_ = left_unread_ || !unpaid.empty();
        if (done) at_once = std::min(debts_at_once, at_once * 2);
        auto later = [this, unpaid = std::move(unpaid), now = parts_.clock.now()] {
            return parts_.roles.debts.postpone(parts_.config.name, unpaid, now);
        };
        auto postponed = co_await parts_.store.run(std::move(later));
        if (!postponed) co_return postponed;
    }
}

// What the source computes outside a page's text changes with the templates it embeds, without a word in the feed.
asio::awaitable<Result<Done>> Poller::read_embedding() {
    auto look = [this, now = parts_.clock.now()] {
        return parts_.roles.debts.edited_templates(parts_.config.name, now);
    };
    auto titles = co_await parts_.store.run(std::move(look));
    if (!titles) co_return fail(titles.error());
    for (const std::string& title : *titles) {
        begin_phase("templates");
        if (auto talk = connector_->embedding(title)) {
            auto told = co_await converse(std::move(talk), nullptr);
            const bool of_it_alone = !told && told.error().kind == ErrorKind::refused && !told.error().wait;
            if (!told && !of_it_alone) co_return told;
            // Refused for that one only: it holds up nothing else, and is asked again another time.
            if (of_it_alone)
                report_.notes.push_back(parts_.config.name.text + ": the pages that embed \"" + title +
                                        "\" were not read: " + told.error().sentence());
            left_unread_ = left_unread_ || of_it_alone;
            auto paid = co_await pay_debts();
            if (!paid) co_return paid;
        }
        auto note = [this, title, now = parts_.clock.now()] {
            return parts_.roles.debts.read_embedding(parts_.config.name, title, now);
        };
        auto noted = co_await parts_.store.run(std::move(note));
        if (!noted) co_return noted;
    }
    co_return Done{};
}

asio::awaitable<Result<Done>> Poller::owe(std::vector<Owed> owed) {
    auto there = [this, owed = std::move(owed)] { return parts_.roles.debts.owe(parts_.config.name, owed); };
    auto done = co_await parts_.store.run(std::move(there));
    co_return done;
}

// Reads those pages again with their history, whatever we believe of them.
asio::awaitable<Result<Done>> Poller::resync_items(std::vector<std::string> items) {
    auto resolve = [this, items]() -> Result<std::vector<Owed>> {
        std::vector<Owed> owed;
        for (const std::string& words : items) {
            auto found = parts_.roles.reader.find(words, 20);
            if (!found) return fail(found.error());
            bool known = false;
            for (const ItemRecord& record : *found) {
                if (record.source != parts_.config.name) continue;
                owed.push_back(Owed{record.item.id, {}, Read::history, "resync", std::nullopt});
                known = true;
            }
            if (looks_like_id(words) && !known)
                owed.push_back(Owed{ItemId(words), {}, Read::history, "resync", std::nullopt});
            else if (!known)
                owed.push_back(Owed{{}, words, Read::history, "resync", std::nullopt});
        }
        return owed;
    };
    auto owed = co_await parts_.store.run(std::move(resolve));
    if (!owed) co_return fail(owed.error());
    auto noted = co_await owe(std::move(*owed));
    if (!noted) co_return noted;
    auto paid = co_await pay_debts();
    if (!paid) co_return paid;
    auto look = [this, items = std::move(items)] { return unknown_of(parts_.roles.reader, parts_.config.name, items); };
    auto unknown = co_await parts_.store.run(std::move(look));
    if (!unknown) co_return fail(unknown.error());
    if (!unknown->empty())
        co_return fail(ErrorKind::config, parts_.config.name.text, "no page \"" + *unknown + "\" here or at the source",
                       "titles are exact, with their namespace; try: moisson show WORDS");
    co_return Done{};
}

asio::awaitable<Result<std::uint64_t>> Poller::known_items() {
    auto count = [this] { return parts_.roles.sources.alive(parts_.config.name); };
    auto known = co_await parts_.store.run(std::move(count));
    co_return known;
}

asio::awaitable<Result<Cursor>> Poller::cursor() {
    if (row_) {
        Cursor since = std::move(row_->cursor);
        row_.reset();
        co_return since;
    }
    auto look = [this]() -> Result<Cursor> {
        auto row = parts_.roles.sources.find(parts_.config.name);
        if (!row) return fail(row.error());
        return *row ? (*row)->cursor : Cursor{};
    };
    auto since = co_await parts_.store.run(std::move(look));
    co_return since;
}

asio::awaitable<Result<Done>> Poller::end_baseline() {
    auto end = [absorber = absorber_, now = when()] { return absorber->end_baseline(now); };
    auto done = co_await parts_.store.run(std::move(end));
    if (done) sight_ = Sight::news;
    co_return done;
}

}  // namespace moisson::daemon
