// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/http_client.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>

namespace moisson::daemon {

// What a test build may put between the objects and the world. The shipped programs leave it empty.
struct World {
    std::function<std::unique_ptr<HttpClient>(HttpClient&)> around_http;
    std::function<std::unique_ptr<store::Writer>(store::Writer&)> around_writer;
    std::function<void(std::uint64_t)> on_received;  // body bytes, as they arrive
    HttpLimits limits;                               // of each exchange with a source
    std::chrono::milliseconds ahead{};               // our clock, of the system's
};

}  // namespace moisson::daemon
