// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/wiki/answer.hpp"  // refused: rooms
#include "daemon/poll/poller.hpp"  // refused: rooms
#include "schema/nowhere.hpp"  // refused: missing
#include "item.hpp"  // refused: spelling
#include "../schema/item.hpp"  // refused: spelling
#include <schema/item.hpp>  // refused: spelling
#include <rapidjson/document.h>  // refused: headers
#include <boost/asio/awaitable.hpp>  // refused: libraries
#include <curl/curl.h>  // refused: libraries
#include <unistd.h>  // refused: libraries
#include <sys/socket.h>  // refused: libraries
#include <stdint.h>  // refused: libraries
#include <absl/strings/cord.h>  // refused: libraries
#include HEADER  // refused: spelling
#include <tl/expected.hpp>
#include <utf8proc.h>
#include <vector>
// #include <curl/curl.h>
const char* text = R"(
#include <curl/curl.h>
)";
