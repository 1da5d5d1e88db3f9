// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <curl/curl.h>
#include <string>

namespace moisson::daemon {

// What libcurl knows of a failed exchange.
struct CurlFailure {
    CURLcode code = CURLE_OK;
    std::string where;       // the address
    std::string text;        // libcurl's own sentence
    long system_error = 0;   // errno of the connection, when there is one
    bool connected = false;  // was there a connection to speak on?
};

// In our words. The same cause always gives the same sentence (no byte counts, no durations): the driver recognises
// a failure that repeats itself by it.
Error to_error(const CurlFailure& failure);

}  // namespace moisson::daemon
