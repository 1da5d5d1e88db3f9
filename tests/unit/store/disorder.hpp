// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/store/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace moisson::test {

// A source whose people do everything that can be done to a history, and which tells of it in any order.
class LivelySource {
public:
    LivelySource(std::string name, std::uint32_t seed) : name_(std::move(name)), random_(seed) {
        for (int id = 1; id <= 500; ++id) write(id);
        sweep(600, 23);
        sweep(630, 20);
        std::shuffle(untold_.begin(), untold_.end(), random_);
        if (below(3) == 0) std::sort(untold_.begin(), untold_.end(), std::greater());  // newest first
    }

    const std::string& name() const noexcept { return name_; }

    // What the next batch brings.
    store::Delta next() {
        store::Delta news = delta();
        news.source = SourceName(name_);
        for (int item = 0; item < items; ++item) news.items.push_back(page_of(item));
        switch (below(9)) {
            case 0:
                times(5, [&] { change_something(); });
                retell(news);
                break;
            case 1:
                news.histories.push_back(history(below(items)));
                break;
            case 2:
                news.histories.push_back(History{ItemId(std::to_string(below(items))), {}});  // withdrawn entirely
                break;
            case 3:
                news.renamed.push_back(Renamed{account(), account(), when()});
                break;
            case 4:
                times(4, [&] { news.changes.push_back(moved_at(known())); });
                break;
            default:
                tell_more(news);
        }
        news.hearsay = below(10) == 0;
        return news;
    }

    std::vector<RevisionId> some_of_it() {
        std::vector<RevisionId> some;
        times(30, [&] { some.push_back(known().id); });
        return some;
    }

    bool has_told_all() const noexcept { return untold_.empty(); }

private:
    static constexpr int items = 26;

    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint32_t>(bound)); }
    template <class Make>
    void times(int most, Make make) {
        for (int n = 1 + below(most); n > 0; --n) make();
    }

    std::string account() { return std::string(1, static_cast<char>('A' + below(4))); }
    // Most within three hours; some whenever, before our century and after it.
    Instant when() {
        const auto noon = at(1'588'672'800);
        if (below(3) != 0) return noon + std::chrono::minutes(below(180));
        if (below(20) == 0) return below(2) == 0 ? at(900'000'000) : at(4'200'000'000);
        return noon + std::chrono::hours(below(20000));
    }
    store::Known page_of(int item) {
        auto made = page(std::to_string(item), "Page " + std::to_string(item));
        made.resource = made.home = ResourceId(name_ + "-" + std::to_string(item));
        return made;
    }

    void write(int id) {
        // One page has more than a third of all.
        Revision made = revision(std::to_string(below(3) == 0 ? 0 : below(items)), std::to_string(id));
        made.at = when();
        static const std::array<Actor, 4> others{
            Actor{"192.0.2.7", Actor::Kind::anonymous}, Actor{"Robot bot", Actor::Kind::account},
            Actor{"meta>Zoé", Actor::Kind::import}, Actor{"Maintenance script", Actor::Kind::account}};
        made.actor =
            below(4) == 0 ? others[static_cast<std::size_t>(below(4))] : Actor{account(), Actor::Kind::account};
        made.bot = below(15) == 0;
        made.sha1 = text();
        if (auto last = last_.find(made.item.text); last != last_.end()) {
            made.parent = last->second->id;
            if (below(6) == 0) made.sha1 = last->second->sha1;
        }
        keep(made);
    }
    // One author on many pages within an hour.
    void sweep(int first, int pages) {
        const std::string author = account();
        for (int item = 0; item < pages; ++item) {
            Revision made = revision(std::to_string(item), std::to_string(first + item));
            made.at = at(1'591'000'000) + std::chrono::seconds(item);
            made.actor = Actor{author, Actor::Kind::account};
            made.sha1 = text();
            keep(made);
        }
    }
    void keep(const Revision& made) {
        auto& kept = truth_[std::stoi(made.id.text)] = made;
        last_[made.item.text] = &kept;
        untold_.push_back(std::stoi(made.id.text));
    }
    // Few, so that many come again.
    std::string text() {
        if (below(20) == 0) return {};
        std::string hex = std::to_string(1000 + below(30));
        hex.resize(40, 'e');
        return hex;
    }

    const Revision& known() {
        auto place = truth_.begin();
        std::advance(place, below(static_cast<int>(truth_.size())));
        return place->second;
    }
    void change_something() {
        Revision& made = truth_.at(std::stoi(known().id.text));
        changed_.push_back(std::stoi(made.id.text));
        switch (below(7)) {
            case 0:
                made.hidden.user = true;
                made.actor.reset();
                break;
            case 1:
                made.bot = true;
                break;
            case 2:
                made.tags = {below(2) == 0 ? "mw-reverted" : "mw-undo", "visualeditor"};
                break;
            case 3:
                made.hidden.text = true;
                made.sha1.clear();
                break;
            case 4:
                made.at = when();
                break;
            case 5:
                made.actor = Actor{account(), Actor::Kind::account};
                break;
            default:
                made.item = ItemId(std::to_string(below(items)));  // moves
        }
    }
    void retell(store::Delta& news) {
        for (const int id : changed_) news.revisions.push_back(truth_.at(id));
        changed_.clear();
    }
    void tell_more(store::Delta& news) {
        for (int n = below(2) == 0 ? 60 : 4; n > 0 && !untold_.empty(); --n) {
            news.revisions.push_back(truth_.at(untold_.back()));
            untold_.pop_back();
        }
        if (below(3) == 0) times(10, [&] { news.revisions.push_back(known()); });  // once more
    }
    History history(int item) {
        History made{ItemId(std::to_string(item)), {}};
        for (const auto& [id, revision] : truth_)
            if (revision.item == made.item && below(10) != 0) made.revisions.push_back(revision);
        return made;
    }
    static Change moved_at(const Revision& revision) {
        Change made = change(revision.item.text, revision.id.text, "title");
        made.at = revision.at;
        return made;
    }

    std::string name_;
    std::mt19937 random_;
    std::map<int, Revision> truth_;
    std::map<std::string, const Revision*> last_;
    std::vector<int> untold_;
    std::vector<int> changed_;
};

}  // namespace moisson::test
