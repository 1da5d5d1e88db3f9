// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bare_http.hpp"

#include <stdexcept>
#include <utility>

namespace moisson::bench {

namespace {

constexpr long buffer_bytes = 64L << 10;  // as ours
constexpr long found = 200;

std::size_t keep(char* bytes, std::size_t, std::size_t size, void* body) {
    static_cast<std::string*>(body)->append(bytes, size);
    return size;
}

}  // namespace

BareHttp::BareHttp(std::string address, const std::vector<std::string>& headers)
    : address_(std::move(address)),
      headers_(nullptr, &curl_slist_free_all),
      curl_(curl_easy_init(), &curl_easy_cleanup) {
    if (!curl_) throw std::runtime_error("libcurl would not start");
    for (const std::string& header : headers) headers_.reset(curl_slist_append(headers_.release(), header.c_str()));
    curl_easy_setopt(curl_.get(), CURLOPT_USERAGENT, "moisson-bench");
    curl_easy_setopt(curl_.get(), CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(curl_.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl_.get(), CURLOPT_BUFFERSIZE, buffer_bytes);
    curl_easy_setopt(curl_.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEDATA, &body_);
}

std::string& BareHttp::answer_to(const Recorded& request) {
    body_.clear();
    curl_easy_setopt(curl_.get(), CURLOPT_URL, (address_ + request.target).c_str());
    if (request.method == "POST")
        curl_easy_setopt(curl_.get(), CURLOPT_COPYPOSTFIELDS, request.form.c_str());
    else
        curl_easy_setopt(curl_.get(), CURLOPT_HTTPGET, 1L);
    const CURLcode code = curl_easy_perform(curl_.get());
    if (code != CURLE_OK) throw std::runtime_error(request.target + ": " + curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != found) throw std::runtime_error(request.target + ": status " + std::to_string(status));
    return body_;
}

}  // namespace moisson::bench
