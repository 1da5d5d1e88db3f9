// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/replay.hpp"

#include "health/batches.hpp"
#include "health/footprint.hpp"
#include "store/sqlite/acts.hpp"
#include "store/sqlite/footprints.hpp"

#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace moisson::store::sqlite {

namespace {

using Hour = std::tuple<std::int64_t, std::int64_t, std::int64_t>;             // source, actor, hour
using Months = std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>;  // actor, month → contributions
using Lines = std::map<std::pair<std::int64_t, std::int64_t>, std::string>;    // who_as, actor → tally

std::string word_of(std::int64_t verdict) {
    if (verdict < 0 || verdict >= static_cast<std::int64_t>(health::all_verdicts)) return std::to_string(verdict);
    return std::string(health::id_of(static_cast<health::Verdict>(verdict)));
}

std::string in_words(const std::string& tally) {
    const auto known = health::tally_from_bytes(tally);
    if (!known) return "unreadable";
    return std::to_string(known->contributions()) + " in " + std::to_string(known->weeks().count()) + " weeks";
}

// The same reading of the store, from nothing.
class Replaying {
public:
    Replaying(Connection& connection, const std::function<bool(const Difference&)>& take,
              const std::function<void(std::uint64_t)>& progress)
        : connection_(connection), take_(take), progress_(progress) {}

    Replayed everything();

private:
    void learn_names();
    void find_batches();
    void compare_batches();
    void compare_item(const ItemKey& key);
    void compare_footprint(const ItemKey& key, const health::Footprint& footprint);
    void compare_strays();
    void compare_authors();
    bool is_unjudged(const ItemKey& key);
    void differs(std::int64_t source, std::string item, std::string revision, std::string what, std::string kept,
                 std::string replayed);

    Connection& connection_;
    const std::function<bool(const Difference&)>& take_;
    const std::function<void(std::uint64_t)>& progress_;
    std::map<std::int64_t, SourceName> names_;
    std::set<Hour> batches_;
    Acts acts_{connection_, [this](std::int64_t source, const health::Spree& spree) {
                   return batches_.contains({source, static_cast<std::int64_t>(spree.who), spree.hour});
               }};
    Months months_;
    Replayed result_;
    bool stopped_ = false;
};

void Replaying::differs(std::int64_t source, std::string item, std::string revision, std::string what, std::string kept,
                        std::string replayed) {
    ++result_.differences;
    if (stopped_) return;
    stopped_ = !take_({names_[source], ItemId(std::move(item)), RevisionId(std::move(revision)), std::move(what),
                       std::move(kept), std::move(replayed)});
}

void Replaying::learn_names() {
    Query row = connection_.query("SELECT id, name FROM source");
    while (row.step()) names_.emplace(row.integer(0), row.text(1));
}

// Author by author, so that the memory is that of one.
void Replaying::find_batches() {
    Query row = connection_.query(
        "SELECT source, actor, at, item FROM revision NOT INDEXED WHERE actor IS NOT NULL AND bot = 0 AND "
        "hidden_user = 0 AND at >= ?1 ORDER BY source, actor",
        health::monday_of(health::Week{0}));
    std::pair<std::int64_t, std::int64_t> author;
    health::Batches batches;
    std::unordered_map<std::string, std::uint32_t> items;
    while (row.step()) {
        const std::pair now(row.integer(0), row.integer(1));
        if (std::exchange(author, now) != now) {
            batches = {};
            items.clear();
        }
        const auto item = items.try_emplace(row.text(3), static_cast<std::uint32_t>(items.size())).first->second;
        const health::Spree spree = health::spree_of(static_cast<health::Person>(now.second), row.instant(2));
        if (batches.add(spree, item) == health::Batches::Turn::became_batch)
            batches_.insert({now.first, now.second, spree.hour});
    }
}

void Replaying::compare_batches() {
    std::set<Hour> kept;
    Query row = connection_.query("SELECT source, actor, hour FROM batch");
    while (row.step()) kept.insert({row.integer(0), row.integer(1), row.integer(2)});
    const auto tell = [&](const Hour& hour, const char* before, const char* now) {
        const auto& [source, actor, number] = hour;
        differs(source, {}, {}, "batch of actor " + std::to_string(actor) + " in hour " + std::to_string(number),
                before, now);
    };
    for (const Hour& hour : kept)
        if (!batches_.contains(hour)) tell(hour, "yes", "no");
    for (const Hour& hour : batches_)
        if (!kept.contains(hour)) tell(hour, "no", "yes");
}

bool Replaying::is_unjudged(const ItemKey& key) {
    Query row = connection_.query("SELECT 1 FROM unjudged WHERE source = ?1 AND item = ?2", key.source, key.item);
    return row.step();
}

void Replaying::compare_footprint(const ItemKey& key, const health::Footprint& footprint) {
    Lines wanted;
    for (const health::Footprint::Part& part : footprint.parts())
        wanted[{static_cast<std::int64_t>(part.as), static_cast<std::int64_t>(part.who)}] =
            health::to_bytes(part.tally);
    Lines kept;
    {
        Query row = connection_.query("SELECT who_as, actor, tally FROM footprint WHERE source = ?1 AND item = ?2",
                                      key.source, key.item);
        while (row.step()) kept[{row.integer(0), row.integer(1)}] = row.text(2);
    }
    if (kept == wanted) return;
    Lines both = kept;
    both.insert(wanted.begin(), wanted.end());
    for (const auto& [who, tally] : both)
        if (kept[who] != wanted[who])
            differs(key.source, key.item, {}, "footprint of actor " + std::to_string(who.second), in_words(kept[who]),
                    in_words(wanted[who]));
}

void Replaying::compare_item(const ItemKey& key) {
    ++result_.items;
    if (is_unjudged(key)) {
        ++result_.unjudged;
        return;
    }
    const Stretch stretch = acts_.whole(key);
    const auto verdicts = health::judge(stretch.acts, stretch.opening);
    for (std::size_t i = 0; i < stretch.size(); ++i) {
        if (const auto verdict = static_cast<std::int64_t>(verdicts[i]); stretch.kept[i].verdict != verdict)
            differs(key.source, key.item, stretch.kept[i].place.id, "verdict", word_of(stretch.kept[i].verdict),
                    word_of(verdict));
        const health::Act& act = stretch.acts[i];
        if (verdicts[i] != health::Verdict::counts || act.by != health::Act::By::account) continue;
        ++months_[{static_cast<std::int64_t>(act.who), month_of(act.at)}];
    }
    compare_footprint(key, health::footprint_of(stretch.acts, verdicts));
    result_.revisions += stretch.size();
    progress_(result_.revisions);
}

// What is kept of items that are no more.
void Replaying::compare_strays() {
    Query row = connection_.query(
        "SELECT source, item, tally FROM footprint f WHERE NOT EXISTS (SELECT 1 FROM item i WHERE "
        "i.source = f.source AND i.id = f.item)");
    while (row.step()) differs(row.integer(0), row.text(1), {}, "footprint", in_words(row.text(2)), "no such item");
}

void Replaying::compare_authors() {
    Months kept;
    std::map<std::int64_t, std::int64_t> last;
    for (const auto& [when, contributions] : months_) last[when.first] = when.second;
    Query row = connection_.query("SELECT actor, month, contributions FROM actor_month");
    while (row.step()) kept[{row.integer(0), row.integer(1)}] = row.integer(2);
    Months both = kept;
    both.insert(months_.begin(), months_.end());
    const auto of = [](Months& months, const auto& when) { return std::to_string(months[when]) + " contributions"; };
    for (const auto& [when, contributions] : both)
        if (kept[when] != months_[when])
            differs(0, {}, {}, "month " + std::to_string(when.second) + " of actor " + std::to_string(when.first),
                    of(kept, when), of(months_, when));
    const auto seen = [](std::int64_t month) { return month < 0 ? "never" : "month " + std::to_string(month); };
    Query actor = connection_.query("SELECT source, id, coalesce(last_seen, -1) FROM actor");
    while (actor.step()) {
        const auto replayed = last.find(actor.integer(1));
        const std::int64_t month = replayed == last.end() ? -1 : replayed->second;
        if (actor.integer(2) != month)
            differs(actor.integer(0), {}, {}, "last seen of actor " + std::to_string(actor.integer(1)),
                    seen(actor.integer(2)), seen(month));
    }
}

Replayed Replaying::everything() {
    learn_names();
    find_batches();
    compare_batches();
    Query row = connection_.query("SELECT source, id FROM item ORDER BY source, id");
    while (!stopped_ && row.step()) compare_item({row.integer(0), row.text(1)});
    if (stopped_) return result_;
    compare_strays();
    // As long as items are left out, nobody's months are complete.
    if (result_.unjudged == 0) compare_authors();
    return result_;
}

}  // namespace

Result<Replayed> SqliteReplay::replay(const std::function<bool(const Difference&)>& take,
                                      const std::function<void(std::uint64_t)>& progress) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    const Replayed found = Replaying(*connection_, take, progress).everything();
    return transaction.finish(found);
}

}  // namespace moisson::store::sqlite
