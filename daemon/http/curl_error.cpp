// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/curl_error.hpp"

#include "daemon/http/http_client.hpp"

#include <system_error>

namespace moisson::daemon {

namespace {

Error error(ErrorKind kind, const CurlFailure& failure, std::string what, std::string remedy = {}) {
    return Error{kind, failure.where, std::move(what), std::move(remedy), std::nullopt};
}

Error unreachable(const CurlFailure& failure, const std::string& cause) {
    return error(ErrorKind::transport, failure, std::string(cannot_reach) + ": " + cause,
                 "check the address and the network");
}

Error untrusted(const CurlFailure& failure) {
    const std::string cause = failure.text.empty() ? curl_easy_strerror(failure.code) : failure.text;
    return error(ErrorKind::refused, failure, "the server's certificate does not verify: " + cause,
                 "check the address, this machine's date and its ca-certificates, or name a private authority by "
                 "ca_file; verification cannot be switched off");
}

std::string cause_of(const CurlFailure& failure) {
    if (failure.system_error == 0) return curl_easy_strerror(failure.code);
    return std::system_category().message(static_cast<int>(failure.system_error));
}

}  // namespace

Error to_error(const CurlFailure& failure) {
    switch (failure.code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return unreachable(failure, "unknown host");
        case CURLE_COULDNT_CONNECT:
            return unreachable(failure, cause_of(failure));
        case CURLE_OPERATION_TIMEDOUT:
            if (!failure.connected) return unreachable(failure, "no connection in time");
            return error(ErrorKind::transport, failure, "no complete answer in time");
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return untrusted(failure);
        case CURLE_SSL_CACERT_BADFILE:
            return error(ErrorKind::config, failure, "the file of trusted certificates cannot be read",
                         "install ca-certificates, or check ca_file");
        case CURLE_SSL_CONNECT_ERROR:
            return unreachable(failure, "the TLS handshake failed");
        case CURLE_GOT_NOTHING:
            return error(ErrorKind::transport, failure, "the server closed the connection without an answer");
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return error(ErrorKind::transport, failure, "the connection was cut in the middle");
        case CURLE_UNSUPPORTED_PROTOCOL:  // the scheme was checked before: the answer was not HTTP
        case CURLE_WEIRD_SERVER_REPLY:
            return error(ErrorKind::invalid, failure, "the answer is not HTTP", "check the address and the port");
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_WRITE_ERROR:  // our own refusals are told apart before: decompression failed
            return error(ErrorKind::invalid, failure, "the answer cannot be decompressed");
        case CURLE_FILESIZE_EXCEEDED:
            return error(ErrorKind::invalid, failure, std::string(body_too_large));
        default:
            return error(ErrorKind::transport, failure, curl_easy_strerror(failure.code));
    }
}

}  // namespace moisson::daemon
