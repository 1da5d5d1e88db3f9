// SPDX-License-Identifier: GPL-3.0-or-later
// The least that asking a wiki can cost: bare libcurl and RapidJSON, the requests of a recorded harvest in their order,
// on one connection, without delay, every answer parsed and nothing done with it.
//
//   floor_http RECORDING http://HOST:PORT [TIMES]      all of them TIMES over (1); prints {"requests","bytes"}
//
// Exit 1: an answer is none.
#include "bench/bare_http.hpp"

#include <rapidjson/document.h>

#include <exception>
#include <iostream>
#include <stdexcept>

namespace {

using moisson::bench::Recorded;

void parse(std::string& body, const std::string& target) {
    rapidjson::Document answer;
    answer.ParseInsitu(body.data());
    if (answer.HasParseError() || !answer.IsObject() || !answer.HasMember("query"))
        throw std::runtime_error(target + ": no answer of a wiki");
}

void ask_all(const std::string& recording, const std::string& address, std::size_t times) {
    moisson::bench::BareHttp wiki(address, {});
    std::size_t bytes = 0;
    const auto requests = moisson::bench::read_index(recording);
    for (std::size_t i = 0; i < times; ++i)
        for (const Recorded& request : requests) {
            std::string& body = wiki.answer_to(request);
            bytes += body.size();
            parse(body, request.target);
        }
    std::cout << R"({"requests": )" << requests.size() * times << R"(, "bytes": )" << bytes << "}\n";
}

}  // namespace

int main(int count, char** words) {
    if (count != 3 && count != 4) {
        std::cerr << "floor_http RECORDING ADDRESS [TIMES]\n";
        return 2;
    }
    try {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        ask_all(words[1], words[2], count == 4 ? std::stoul(words[3]) : 1);
    } catch (const std::exception& broken) {
        std::cerr << "floor_http: " << broken.what() << "\n";
        return 1;
    }
    return 0;
}
