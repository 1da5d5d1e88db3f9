// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/folded.hpp"

#include "health/batches.hpp"
#include "health/footprint.hpp"
#include "store/sqlite/connection.hpp"
#include "tests/unit/store/stores.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace moisson::test {

namespace {

using namespace health;
using Lines = std::multiset<std::string>;

std::string joined(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    return text;
}

std::string shown(const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) text += std::to_string(static_cast<unsigned char>(byte)) + '.';
    return text;
}

std::string number(std::int64_t value) {
    return std::to_string(value);
}

// The store's rows by names.
void add_kept(Lines& lines, store::sqlite::Connection& connection) {
    const auto each = [&](auto row, const char* what) {
        while (row->step()) {
            std::string line = what;
            for (int column = 0; column < 4; ++column) line += ' ' + row->text(column);
            lines.insert(line);
        }
    };
    using store::sqlite::Query;
    const auto ask = [&](store::sqlite::Sql sql) {
        return std::make_unique<Query>(connection, sql, Query::Lifetime::copied);
    };
    each(ask("SELECT s.name, r.item, r.id, r.verdict FROM revision r JOIN source s ON s.id = r.source"), "verdict");
    each(ask("SELECT s.name, a.name || '/' || a.kind, b.hour, '' FROM batch b JOIN source s ON s.id = b.source "
             "JOIN actor a ON a.id = b.actor"),
         "batch");
    each(ask("SELECT s.name, a.name || '/' || a.kind, a.last_seen, '' FROM actor a JOIN source s ON s.id = a.source "
             "WHERE a.last_seen IS NOT NULL"),
         "seen");
    auto row =
        ask("SELECT s.name, f.item, f.who_as, coalesce(a.name, ''), f.tally FROM footprint f "
            "JOIN source s ON s.id = f.source LEFT JOIN actor a ON a.id = f.actor");
    while (row->step())
        lines.insert("footprint " + row->text(0) + ' ' + row->text(1) + ' ' + row->text(2) + ' ' + row->text(3) + ' ' +
                     shown(row->text(4)));
    auto touched = ask("SELECT count(*) FROM touched");
    REQUIRE(touched->step());
    CHECK(touched->integer(0) == 0);
}

using Author = std::tuple<std::string, std::string, Actor::Kind>;  // source, name

// Everything from nothing.
class Anew {
public:
    explicit Anew(store::Reader& reader) {
        must(reader.revisions([&](const RevisionRecord& record) {
            items_[{record.source.text, record.revision.item.text}].push_back(record.revision);
            return true;
        }));
        must(reader.changes({}, [&](const ChangeRecord& record) {
            if (record.change.what.field == "title")
                moves_.insert({record.source.text, record.change.item.text, record.change.revision.text});
            return true;
        }));
    }

    Lines lines() {
        for (auto& [key, revisions] : items_)
            std::sort(revisions.begin(), revisions.end(), [](const Revision& one, const Revision& other) {
                return one.at != other.at ? one.at < other.at : comes_before(one.id, other.id);
            });
        find_batches();
        for (const auto& [key, revisions] : items_) add_item(key, revisions);
        for (const auto& [author, month] : seen_)
            lines_.insert("seen " + std::get<0>(author) + ' ' + name(author) + ' ' + number(month) + ' ');
        return lines_;
    }

private:
    using Key = std::pair<std::string, std::string>;

    static std::string name(const Author& author) {
        return std::get<1>(author) + '/' + std::string(name_of(std::get<2>(author)));
    }
    Author author_of(const Key& key, const Revision& revision) {
        return {key.first, revision.actor->name, revision.actor->kind};
    }
    Person person(const Key& key, const Revision& revision) {
        if (!revision.actor) return {};
        const auto who = author_of(key, revision);
        const auto found = persons_.try_emplace(who, persons_.size() + 1).first;
        names_[found->second] = who;
        return Person{static_cast<std::uint32_t>(found->second)};
    }

    void find_batches() {
        std::map<std::pair<Author, std::int64_t>, std::set<std::string>> sprees;
        for (const auto& [key, revisions] : items_)
            for (const Revision& revision : revisions)
                if (revision.actor && !revision.bot && !revision.hidden.user && week_number(revision.at) >= 0)
                    sprees[{author_of(key, revision), spree_of({}, revision.at).hour}].insert(key.second);
        for (const auto& [spree, items] : sprees) {
            if (items.size() <= most_pages_of_an_hour) continue;
            batches_.insert(spree);
            lines_.insert("batch " + std::get<0>(spree.first) + ' ' + name(spree.first) + ' ' + number(spree.second) +
                          ' ');
        }
    }

    Act act(const Key& key, const std::vector<Revision>& revisions, std::size_t i) {
        const Revision& revision = revisions[i];
        TextMark parent{};
        for (std::size_t back = 1; back <= std::min<std::size_t>(i, revert_radius); ++back)
            if (revision.parent && revisions[i - back].id == *revision.parent)
                parent = mark_of(revisions[i - back].sha1);
        Act made = act_of(revision, person(key, revision), parent);
        made.moved = moves_.contains({key.first, key.second, revision.id.text});
        made.in_batch = revision.actor && batches_.contains({author_of(key, revision), spree_of({}, revision.at).hour});
        return made;
    }

    void add_item(const Key& key, const std::vector<Revision>& revisions) {
        std::vector<Act> acts;
        for (std::size_t i = 0; i < revisions.size(); ++i) acts.push_back(act(key, revisions, i));
        const auto verdicts = judge(acts, Opening::whole);
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            lines_.insert("verdict " + key.first + ' ' + key.second + ' ' + revisions[i].id.text + ' ' +
                          number(static_cast<std::int64_t>(verdicts[i])));
            if (verdicts[i] != Verdict::counts || acts[i].by != Act::By::account) continue;
            const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(acts[i].at));
            const std::int64_t month =
                (static_cast<int>(day.year()) - 1970) * 12 + static_cast<int>(static_cast<unsigned>(day.month())) - 1;
            auto& last = seen_.try_emplace(author_of(key, revisions[i]), month).first->second;
            last = std::max(last, month);
        }
        const Footprint footprint = footprint_of(acts, verdicts);
        for (const Footprint::Part& part : footprint.parts()) {
            const bool named = part.as == Share::As::named;
            const std::string who = named ? std::get<1>(names_[static_cast<std::size_t>(part.who)]) : "";
            lines_.insert("footprint " + key.first + ' ' + key.second + ' ' +
                          number(static_cast<std::int64_t>(part.as)) + ' ' + who + ' ' + shown(to_bytes(part.tally)));
        }
    }

    std::map<Key, std::vector<Revision>> items_;
    std::set<std::tuple<std::string, std::string, std::string>> moves_;
    std::set<std::pair<Author, std::int64_t>> batches_;
    std::map<Author, std::size_t> persons_;
    std::map<std::size_t, Author> names_;
    std::map<Author, std::int64_t> seen_;
    Lines lines_;
};

}  // namespace

std::string kept_health(store::Engine& engine) {
    Lines lines;
    add_kept(lines, *engine.connection);
    must(engine.connection->outcome());
    return joined(lines);
}

std::string health_anew(store::Reader& reader) {
    return joined(Anew(reader).lines());
}

std::uint64_t differences(store::Engine& engine) {
    const auto report = [](const store::Difference& found) {
        MESSAGE(found.item.text << " " << found.revision.text << " " << found.what << ": " << found.kept << " for "
                                << found.replayed);
        return true;
    };
    return must(engine.replay()->replay(report, [](std::uint64_t) {})).differences;
}

}  // namespace moisson::test
