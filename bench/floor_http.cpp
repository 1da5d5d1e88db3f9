// SPDX-License-Identifier: GPL-3.0-or-later
// The least that asking can cost: bare libcurl and RapidJSON, the requests of a recorded harvest in their order, on one
// connection, without delay, every answer parsed and nothing done with it.
//
//   floor_http RECORDING http://HOST:PORT [TIMES]      all of them TIMES over (1); prints {"requests","bytes"}
//
// Exit 1: an answer is none.
#include "bench/recording.hpp"

#include <curl/curl.h>
#include <rapidjson/document.h>

#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace {

using moisson::bench::Recorded;
using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

constexpr long buffer_bytes = 64L << 10;  // as ours

std::size_t keep(char* bytes, std::size_t, std::size_t size, void* body) {
    static_cast<std::string*>(body)->append(bytes, size);
    return size;
}

Curl prepared(std::string& body) {
    Curl curl(curl_easy_init(), &curl_easy_cleanup);
    if (!curl) throw std::runtime_error("libcurl would not start");
    curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "moisson-bench");
    curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl.get(), CURLOPT_BUFFERSIZE, buffer_bytes);
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    return curl;
}

void ask(CURL* curl, const Recorded& request, const std::string& address, std::string& body) {
    body.clear();
    curl_easy_setopt(curl, CURLOPT_URL, (address + request.target).c_str());
    if (request.form.empty())
        curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    else
        curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, request.form.c_str());
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) throw std::runtime_error(request.target + ": " + curl_easy_strerror(code));
    rapidjson::Document answer;
    answer.ParseInsitu(body.data());
    if (answer.HasParseError() || !answer.IsObject() || !answer.HasMember("query"))
        throw std::runtime_error(request.target + ": no answer of a wiki");
}

void ask_all(const std::string& recording, const std::string& address, std::size_t times) {
    std::string body;
    const Curl curl = prepared(body);
    std::size_t bytes = 0;
    const auto requests = moisson::bench::read_index(recording);
    for (std::size_t i = 0; i < times; ++i)
        for (const Recorded& request : requests) {
            ask(curl.get(), request, address, body);
            bytes += body.size();
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
