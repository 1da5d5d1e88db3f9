// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "connectors/connector.hpp"
#include "daemon/http/driver.hpp"
#include "daemon/poll/absorber.hpp"
#include "daemon/poll/judge_past.hpp"
#include "daemon/poll/schedule.hpp"
#include "daemon/poll/work_thread.hpp"
#include "daemon/system/clock.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace moisson::daemon {

// What a run is asked to do.
struct Order {
    enum class Verb { poll, resync_items, resync_full, census, deep_census, confirm } verb = Verb::poll;
    std::vector<std::string> items;  // titles or ids, for resync_items
    Knocking knocking = Knocking::when_open;

    Order() = default;
    explicit Order(Verb what) : verb(what) {}
    Order(Verb what, std::vector<std::string> which) : verb(what), items(std::move(which)) {}
};

std::string_view name_of(Order::Verb verb) noexcept;

// How far a run is; told after every answer.
struct Progress {
    std::string source;
    std::string phase;  // "probe", "pages", "reading", "census" …
    std::uint64_t listed = 0;
    std::optional<std::uint64_t> total;  // items the source says it has
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
    std::uint64_t bytes_in_all = 0;  // of a file that is read; 0: there is none
    std::string note;                // "waits 5 s: the server is read-only"
};

// How a run ended: what the store keeps, and what only the one who asked needs.
struct RunReport {
    Run run;
    std::optional<Error> error;
    std::vector<std::string> notes;    // warnings worth a line
    std::vector<std::string> reasons;  // why items could not be read, the first few
};

enum class Probing { when_unknown, always };

// One source and its conversations with it: one run at a time. Lives on the loop thread.
class Poller {
public:
    struct Parts {
        const SourceConfig& config;
        const ConnectorKind& kind;
        HttpClient& http;
        Clock& clock;
        WorkThread& store;
        StoreRoles roles;
        std::function<double()> jitter;
        std::unique_ptr<Membership> membership = nullptr;  // none: everything is read as anybody may
    };
    Poller(Parts parts, Manners manners);
    ~Poller();

    // Never fails: the report says how it ended. Cancelled: interrupted, what was committed stays.
    asio::awaitable<RunReport> run(Order order, Probing probing);
    void on_progress(std::function<void(const Progress&)> listener) { listener_ = std::move(listener); }
    const Progress& progress() const noexcept { return progress_; }
    // When its source is to be visited.
    Schedule schedule() const;
    // Between two runs: somebody else has written to the store, so the next run begins with what that says.
    void look_anew();

private:
    class Commit;  // one batch on the store thread

    asio::awaitable<Result<Done>> work(Order order, Probing probing);
    asio::awaitable<Result<Done>> obey(Order order);
    asio::awaitable<Result<Done>> begin(Knocking knocking);
    asio::awaitable<Result<Done>> know_source(Probing probing);
    asio::awaitable<Result<Traits>> probe();
    asio::awaitable<Result<Done>> open(Traits traits);
    asio::awaitable<Result<Done>> poll();
    asio::awaitable<Result<Done>> follow();
    asio::awaitable<Result<Done>> poll_once();
    asio::awaitable<Result<Done>> resync_items(std::vector<std::string> items);
    asio::awaitable<Result<Done>> resync_full();
    asio::awaitable<Result<Done>> census(Depth depth);
    asio::awaitable<Result<Census>> take_census(Depth depth);
    asio::awaitable<Result<Done>> repair(Depth depth, Census told);
    asio::awaitable<Result<Done>> guard();
    asio::awaitable<Result<Past>> compare_pasts();
    asio::awaitable<Result<Done>> look_back();
    asio::awaitable<Result<Done>> look_again();
    asio::awaitable<Result<std::optional<Awaiting>>> awaited();
    asio::awaitable<Result<Done>> believe();
    asio::awaitable<Result<Done>> confirm();
    asio::awaitable<Result<Done>> adopt_past();
    asio::awaitable<Error> await_person(Awaiting matter, std::vector<RevisionId> lost);
    asio::awaitable<Error> mutilated(std::uint64_t listed);
    asio::awaitable<Error> losing(Error error, std::shared_ptr<const Absorber> absorber);
    asio::awaitable<Result<std::string>> why_census();
    bool is_believable(std::uint64_t listed) const;
    bool confirms_loss() const;
    asio::awaitable<Result<Done>> owe(std::vector<Owed> owed);
    asio::awaitable<Result<Done>> settle_up();
    asio::awaitable<Result<Done>> pay_debts();
    asio::awaitable<Result<Done>> read_embedding();
    asio::awaitable<Result<Done>> ask_standings();
    asio::awaitable<Result<Done>> ask_of(std::vector<ItemId> items);
    asio::awaitable<Result<std::vector<ItemId>>> to_be_checked();
    asio::awaitable<Result<Done>> converse(std::unique_ptr<Conversation<Batch>> talk, std::vector<std::int64_t>* paid);
    asio::awaitable<Result<Done>> commit(Batch batch);
    asio::awaitable<Result<Done>> commit_finished();
    asio::awaitable<Result<Done>> end_baseline();
    asio::awaitable<Result<std::uint64_t>> known_items();
    asio::awaitable<Result<Cursor>> cursor();
    void begin_membership();
    void end_membership();
    void heed_closing(Knocking knocking);
    void note_closing();
    void judge_outcome(const Result<Done>& done);
    void close();
    void begin_phase(std::string phase);
    void hear(const DriverNews& news);
    Occasioned when() const { return Occasioned{report_.run.id, parts_.clock.now(), sight_}; }

    Parts parts_;
    Driver driver_;
    std::function<void(const Progress&)> listener_;
    Progress progress_;
    RunReport report_;
    std::optional<store::SourceRow> row_;  // as it stood when the run began, until something may have changed it
    std::optional<Traits> traits_;
    bool probed_ = false;  // in this process
    std::shared_ptr<Connector> connector_;
    std::shared_ptr<Absorber> absorber_;  // used on the store thread only
    std::shared_ptr<Commit> pending_;
    Sight sight_ = Sight::news;
    std::uint64_t known_ = 0;            // items alive when the run began
    std::optional<Awaiting> confirmed_;  // by a person, for this run
    bool total_checked_ = false;
    bool left_unread_ = false;    // something due in this run
    bool harvest_ended_ = false;  // in this run
};

}  // namespace moisson::daemon
