// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/daemon/daemon_rig.hpp"

#include "daemon/system/daemon.hpp"
#include "tests/unit/support/scratch_folder.hpp"

#include <doctest/doctest.h>
#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fstream>
#include <future>
#include <optional>
#include <stdexcept>

namespace moisson::test {

namespace {

namespace asio = boost::asio;

// The wiki at the other end; one of its answers may be kept back. Everything but `held` belongs to the loop's thread.
class SlowWiki final : public daemon::HttpClient {
public:
    explicit SlowWiki(mediawiki_test::ScriptedWiki wiki) : wiki_(std::move(wiki)) {}

    asio::awaitable<Result<daemon::HttpExchange>> send(HttpRequest request) override {
        auto loop = co_await asio::this_coro::executor;
        if (++sent_ == hold) {
            gate_ = std::make_unique<asio::steady_timer>(loop, asio::steady_timer::time_point::max());
            held.set_value();
            boost::system::error_code opened;
            auto token = asio::redirect_error(asio::use_awaitable, opened);
            co_await gate_->async_wait(token);
            if (!let_go_) co_return fail(ErrorKind::cancelled, "petit", "stopped on request");
        }
        co_await asio::post(asio::use_awaitable);
        daemon::HttpExchange exchange(wiki_.answer(request));
        exchange.received_bytes = exchange.response.body.size();
        co_return exchange;
    }
    void let_go() {
        let_go_ = true;
        gate_->cancel();
    }

    std::size_t hold = 0;
    std::promise<void> held;

private:
    mediawiki_test::ScriptedWiki wiki_;
    std::size_t sent_ = 0;
    std::unique_ptr<asio::steady_timer> gate_;
    bool let_go_ = false;
};

template <class T>
T must(Result<T> result) {
    if (!result) FAIL(result.error().sentence());
    return std::move(*result);
}

}  // namespace

// Members in order of need: what is declared first goes last.
struct DaemonRig::Life {
    daemon::Places places() const {
        daemon::Places places;
        places.config = folder.file("moisson.toml");
        places.shipped = std::string(MOISSON_SOURCE_DIR) + "/config";
        places.state = folder.file("state");
        places.socket = folder.file("socket");
        return places;
    }
    void write_config() const {
        std::ofstream file(places().config);
        file << "contact = \"test@example.org\"\n[[source]]\nname = \"petit\"\nkind = \"mediawiki\"\n"
                "api = \"https://petit.example/api.php\"\nmapping = \"movilab\"\nmin_delay = \"0s\"\npoll = \"1h\"\n";
    }

    explicit Life(mediawiki_test::ScriptedWiki its_wiki) : wiki(std::make_unique<SlowWiki>(std::move(its_wiki))) {}

    ScratchFolder folder;
    std::unique_ptr<SlowWiki> wiki;  // the house takes it
    SlowWiki* at_work = wiki.get();
    std::unique_ptr<daemon::House> house;
    std::unique_ptr<daemon::Daemon> daemon;
    std::future<int> code;
    std::optional<std::promise<void>> store_gate;
};

DaemonRig::DaemonRig(mediawiki_test::ScriptedWiki wiki) : life_(std::make_unique<Life>(std::move(wiki))) {
    spdlog::set_level(spdlog::level::off);
}

DaemonRig::~DaemonRig() {
    if (life_->store_gate) let_store_go();
    if (life_->code.valid()) {
        bool heard = false;
        try {
            heard = ask(socket(), "POST /v1/stop").status == 200;
        } catch (const std::runtime_error&) {
            // It is deaf or has ended already: the test has failed.
        }
        if (!heard) life_->house->loop().stop();
        life_->code.wait();
    }
    spdlog::set_level(spdlog::level::info);
}

void DaemonRig::hold_request(std::size_t number) {
    life_->at_work->hold = number;
}

void DaemonRig::await_held() {
    life_->at_work->held.get_future().wait();
}

void DaemonRig::let_go() {
    asio::post(life_->house->loop(), [wiki = life_->at_work] { wiki->let_go(); });
}

void DaemonRig::hold_store() {
    life_->store_gate.emplace();
}

void DaemonRig::let_store_go() {
    life_->store_gate->set_value();
    life_->store_gate.reset();
}

void DaemonRig::start() {
    life_->write_config();
    daemon::World world;
    world.around_http = [this](daemon::HttpClient&) { return std::move(life_->wiki); };
    const daemon::Places places = life_->places();
    life_->house = must(daemon::House::open(places, std::move(world)));
    auto reader = must(store::open_reader(places.store().string()));
    life_->daemon = std::make_unique<daemon::Daemon>(*life_->house, std::move(reader));
    if (life_->store_gate)
        life_->house->store_thread().leave([opened = life_->store_gate->get_future().share()] { opened.wait(); });
    std::promise<void> listens;
    asio::post(life_->house->loop(), [&listens] { listens.set_value(); });
    life_->code = std::async(std::launch::async, [this] { return life_->daemon->run(); });
    listens.get_future().wait();
}

int DaemonRig::await_end() {
    const int code = life_->code.get();
    life_->daemon.reset();
    life_->house.reset();
    return code;
}

std::string DaemonRig::socket() const {
    return life_->places().socket.string();
}

std::vector<Run> DaemonRig::runs_in_store() const {
    auto reader = must(store::open_reader(life_->places().store().string()));
    return must(reader->runs({.limit = 1000}));
}

}  // namespace moisson::test
