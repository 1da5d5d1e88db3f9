// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/recording.hpp"

#include <curl/curl.h>

#include <memory>
#include <string>

namespace moisson::bench {

// Asks over one connection that is kept, with bare libcurl: what a floor is made of.
class BareHttp {
public:
    // To `address`, http://HOST:PORT, and with these headers ("Name: value") in every request. Throws
    // std::runtime_error when libcurl does not start.
    BareHttp(std::string address, const std::vector<std::string>& headers);

    BareHttp(const BareHttp&) = delete;
    BareHttp& operator=(const BareHttp&) = delete;

    // Makes that request; the body of its answer, which may be parsed in place and holds until the next question.
    // Throws std::runtime_error when no answer comes, or one that is not 200.
    std::string& answer_to(const Recorded& request);

private:
    std::string address_;
    std::string body_;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
};

}  // namespace moisson::bench
