// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/answers.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

namespace moisson::daemon {

namespace asio = boost::asio;

struct ControlRequest {
    std::string method;
    Question question;  // path, and parameters of the query and of the form together

    ControlRequest() = default;
};

// Where an answer is written. Chunked, so that long answers need no memory.
class ControlStream {
public:
    virtual ~ControlStream() = default;
    // Once, first. False from here on: the other side has left.
    virtual asio::awaitable<bool> begin(int status, std::string content_type) = 0;
    virtual asio::awaitable<bool> send(std::string chunk) = 0;
};

using ControlAnswer = std::function<asio::awaitable<void>(ControlRequest, ControlStream&)>;

}  // namespace moisson::daemon
