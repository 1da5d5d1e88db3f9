// SPDX-License-Identifier: GPL-3.0-or-later
// The least that being a guest of Communecter can cost: bare libcurl and RapidJSON, the requests of a run in their
// order and with its headers, on one connection, without delay, every answer parsed and nothing done with it.
//
//   floor_search REQUESTS http://HOST:PORT      REQUESTS is a folder with an `index`, see recording.hpp, whose answers
//                                               are not looked for; prints {"requests","bytes"}
//
// Exit 1: an answer is none.
#include "bench/bare_http.hpp"

#include <rapidjson/document.h>

#include <exception>
#include <iostream>
#include <stdexcept>

namespace {

using moisson::bench::Recorded;

// An element that is gone, a list with nothing in it: all of it comes as an object.
void parse(std::string& body, const std::string& target) {
    rapidjson::Document answer;
    answer.ParseInsitu(body.data());
    if (answer.HasParseError() || !answer.IsObject()) throw std::runtime_error(target + ": no object");
}

void ask_all(const std::string& folder, const std::string& address) {
    moisson::bench::BareHttp place(address, {"X-Requested-With: XMLHttpRequest", "Accept: application/json"});
    std::size_t bytes = 0;
    const auto requests = moisson::bench::read_index(folder);
    for (const Recorded& request : requests) {
        std::string& body = place.answer_to(request);
        bytes += body.size();
        parse(body, request.target);
    }
    std::cout << R"({"requests": )" << requests.size() << R"(, "bytes": )" << bytes << "}\n";
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "floor_search REQUESTS ADDRESS\n";
        return 2;
    }
    try {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        ask_all(words[1], words[2]);
    } catch (const std::exception& broken) {
        std::cerr << "floor_search: " << broken.what() << "\n";
        return 1;
    }
    return 0;
}
