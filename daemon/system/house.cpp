// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/house.hpp"

#include "config/section.hpp"
#include "daemon/system/credential_file.hpp"
#include "generated/version.hpp"

#include <curl/curl.h>
#include <future>
#include <random>
#include <utility>

namespace moisson::daemon {

namespace {

Error unknown_kind(const SourceConfig& source) {
    std::vector<std::string> names;
    std::string all;
    for (const ConnectorKind& kind : connector_kinds()) {
        names.emplace_back(kind.name);
        all += (all.empty() ? "" : ", ") + names.back();
    }
    const std::string meant = nearest(source.kind, names);
    return Error{ErrorKind::config, source.options.place_of("kind"), "unknown kind of source: " + source.kind,
                 meant.empty() ? "kinds: " + all : "did you mean \"" + meant + "\"?", std::nullopt};
}

// Some ten milliseconds at once of each.
std::vector<Chore> chores_of(store::Engine& engine, Labelling& labelling) {
    constexpr std::size_t revisions = 5000;
    constexpr std::size_t resources = 200;
    store::Judging& judging = *engine.judging;
    store::Index& index = *engine.index;
    return {{"what counts", revisions, [&judging](std::size_t limit) { return judging.judge(limit); }},
            {"search terms", resources, [&index](std::size_t limit) { return index.index(limit); }},
            labelling.chore()};
}

}  // namespace

Result<const ConnectorKind*> kind_of(const SourceConfig& source) {
    for (const ConnectorKind& kind : connector_kinds()) {
        if (kind.name != source.kind) continue;
        if (auto right = kind.probe(source.options); !right) return fail(right.error());
        if (!source.credential.empty() && kind.sign_in == nullptr)
            return fail(ErrorKind::config, source.options.place_of("credential"),
                        "a source of kind " + source.kind + " is read without an account", "Remove `credential`");
        return &kind;
    }
    return fail(unknown_kind(source));
}

Error unknown_source(const std::string& name, const Config& config) {
    std::vector<std::string> names;
    std::string all;
    for (const SourceConfig& source : config.sources) {
        names.push_back(source.name.text);
        all += (all.empty() ? "" : ", ") + source.name.text;
    }
    const std::string meant = nearest(name, names);
    return Error{ErrorKind::config, name, "no such source in the configuration",
                 meant.empty() ? "sources: " + all : "did you mean " + meant + "?", std::nullopt};
}

HttpOptions http_options(const Config& config, const SourceConfig& source) {
    HttpOptions options;
    options.user_agent = user_agent(config.contact);
    options.ca_file = source.ca_file;
    return options;
}

std::string user_agent(const std::string& contact) {
    return std::string("moisson/") + version + " (" + contact + ") libcurl/" +
           curl_version_info(CURLVERSION_NOW)->version;
}

Result<std::unique_ptr<House>> House::open(const Places& places, World world) {
    auto config = load_config(ConfigPlaces{places.config, places.shipped});
    if (!config) return fail(config.error());
    auto lock = StateLock::take(places);
    if (!lock) return fail(lock.error());
    auto engine = store::open_store(places.store().string());
    if (!engine) return fail(engine.error());
    std::unique_ptr<House> house(
        new House(places, std::move(world), std::move(*config), std::move(*lock), std::move(*engine)));
    auto made = house->make_pollers();
    if (!made) return fail(made.error());
    auto told = house->tell_memories();
    if (!told) return fail(told.error());
    auto closed = house->engine_.runs->close_interrupted(house->clock_.now());
    if (!closed) return fail(closed.error());
    house->interrupted_ = *closed;
    return house;
}

House::House(Places places, World world, Config config, StateLock lock, store::Engine engine)
    : places_(std::move(places)),
      world_(std::move(world)),
      config_(std::move(config)),
      lock_(std::move(lock)),
      engine_(std::move(engine)),
      reader_(engine_.reader()),
      watched_writer_(world_.around_writer ? world_.around_writer(*engine_.writer) : nullptr),
      labelling_(*engine_.health, clock_),
      afterwards_(chores_of(engine_, labelling_), store_thread_),
      writer_(watched_writer_ ? *watched_writer_ : *engine_.writer, afterwards_) {}

HttpClient& House::line_for(const SourceConfig& source) {
    Line& line = lines_[source.ca_file];
    if (!line.curl) {
        HttpOptions options = http_options(config_, source);
        options.limits = world_.limits;
        options.on_received = world_.on_received;
        line.curl = std::make_unique<CurlClient>(loop_, std::move(options));
        if (world_.around_http) line.watched = world_.around_http(*line.curl);
    }
    return line.watched ? *line.watched : static_cast<HttpClient&>(*line.curl);
}

StoreRoles House::roles() noexcept {
    return StoreRoles{writer_, *engine_.sources, *engine_.runs, *engine_.debts, *engine_.standings, *reader_};
}

std::function<double()> House::jitter() {
    auto dice = std::make_shared<std::mt19937_64>(std::random_device{}());
    return [dice] { return std::uniform_real_distribution<double>(0, 1)(*dice); };
}

std::optional<Run> House::run_on_record(std::int64_t id) {
    std::promise<std::optional<Run>> found;
    store_thread_.leave([&] {
        std::optional<Run> row;
        if (auto runs = reader_->runs({.id = id, .limit = 1}); runs && !runs->empty()) row = runs->front();
        found.set_value(std::move(row));
    });
    return found.get_future().get();
}

Result<Done> House::make_pollers() {
    for (const SourceConfig& source : config_.sources) {
        auto kind = kind_of(source);
        if (!kind) return fail(kind.error());
        auto account = open_membership(source, **kind, places_);
        if (!account) return fail(account.error());
        Manners manners;
        manners.min_delay = source.min_delay;
        pollers_.push_back(
            std::make_unique<Poller>(Poller::Parts{source, **kind, line_for(source), clock_, store_thread_, roles(),
                                                   jitter(), std::move(*account)},
                                     manners));
    }
    return Done{};
}

// A store of before labels does not know which sources keep no history: their labels would rest on two dates until the
// next probe. Of a row that cannot be read its run says so.
Result<Done> House::tell_memories() {
    for (const SourceConfig& source : config_.sources) {
        auto kind = kind_of(source);
        if (!kind) return fail(kind.error());
        auto row = engine_.sources->find(source.name);
        if (!row || !*row || !(*row)->traits || (*row)->kind != source.kind) continue;
        Traits traits = *(*row)->traits;
        if (std::exchange(traits.two_dates, tells_two_dates(**kind)) == traits.two_dates) continue;
        auto kept = engine_.sources->remember(source.name, source.kind, traits);
        if (!kept) return kept;
    }
    return Done{};
}

Poller* House::poller(const std::string& source) noexcept {
    for (std::size_t at = 0; at < config_.sources.size(); ++at)
        if (config_.sources[at].name.text == source) return pollers_[at].get();
    return nullptr;
}

}  // namespace moisson::daemon
