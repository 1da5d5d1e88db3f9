// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/transfer.hpp"

#include "daemon/http/curl_error.hpp"
#include "daemon/http/percent.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace moisson::daemon {

namespace {

// No honest server sends more than a few KiB; a name for the limit, and no reason to configure it.
constexpr std::size_t most_header_bytes = 256u << 10;
constexpr long read_buffer_bytes = 64L << 10;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto from = text.find_first_not_of(blank);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool one_line(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\t'; });
}

void append_secrets(std::string& form, const SecretFields& fields) {
    std::size_t longest = form.size();
    for (const auto& [name, value] : fields) longest += name.size() + 3 * value.reveal().size() + 2;
    form.reserve(longest);  // a text that grows leaves a copy behind
    for (const auto& [name, value] : fields) {
        std::string encoded = percent_encode(value.reveal());
        if (!form.empty()) form += '&';
        form.append(name).append("=").append(encoded);
        wipe(encoded);
    }
}

}  // namespace

Result<std::unique_ptr<Transfer>> Transfer::prepare(const HttpRequest& request, const HttpOptions& options,
                                                    std::chrono::milliseconds total) {
    auto origin = origin_of(request.url);
    if (!origin) return fail(std::move(origin.error()));
    std::unique_ptr<Transfer> transfer(new Transfer(request, options));
    if (!transfer->add_headers(request))
        return fail(ErrorKind::invalid, transfer->where_, "a request header is not one line");
    transfer->set_request(request, options);
    transfer->set_limits(total);
    transfer->set_trust(*origin, options);
    transfer->set_callbacks();
    return transfer;
}

Transfer::Transfer(const HttpRequest& request, const HttpOptions& options)
    : easy_(curl_easy_init()),
      where_(options.unix_socket.empty() ? without_query(request.url) : options.unix_socket),
      limits_(options.limits),
      on_received_(options.on_received),
      started_(Steady::now()) {
    assert(easy_ != nullptr);
}

Transfer::~Transfer() {
    curl_easy_cleanup(easy_);
    for (curl_slist* header = headers_; header != nullptr; header = header->next)
        ::explicit_bzero(header->data, std::strlen(header->data));
    curl_slist_free_all(headers_);
    wipe(form_);
}

bool Transfer::add_headers(const HttpRequest& request) {
    const auto plain = [this](const auto& header) { return add_header(header.first, header.second); };
    const auto secret = [this](const auto& header) { return add_header(header.first, header.second.reveal()); };
    return std::all_of(request.headers.begin(), request.headers.end(), plain) &&
           std::all_of(request.secret_headers.begin(), request.secret_headers.end(), secret);
}

bool Transfer::add_header(const std::string& name, std::string_view value) {
    if (!one_line(name) || !one_line(value) || name.empty()) return false;
    // "Name:" alone would remove a header of libcurl's own; "Name;" sends it empty.
    std::string line = name + (value.empty() ? ";" : ": ");
    line += value;
    headers_ = curl_slist_append(headers_, line.c_str());
    wipe(line);
    return true;
}

void Transfer::set_request(const HttpRequest& request, const HttpOptions& options) {
    curl_easy_setopt(easy_, CURLOPT_URL, with_query(request.url, request.query).c_str());
    curl_easy_setopt(easy_, CURLOPT_USERAGENT, options.user_agent.c_str());
    curl_easy_setopt(easy_, CURLOPT_ACCEPT_ENCODING, "");  // all that libcurl can decompress
    // Over TLS what both sides speak; never by an upgrade of a plain connection, which costs a round trip.
    curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION,
                     static_cast<long>(request.http1_only ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS));
    if (!request.form.empty() || !request.secret_form.empty()) {
        form_ = encode_fields(request.form);
        append_secrets(form_, request.secret_form);
        curl_easy_setopt(easy_, CURLOPT_POST, 1L);
        curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(form_.size()));
        curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, form_.c_str());
        headers_ = curl_slist_append(headers_, "Expect:");  // no round trip to ask whether a form is welcome
    }
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
    // On a kept connection that turns out to be dead libcurl silently sends again. Fine for a read; a write that
    // may be made only once gets a connection of its own.
    if (request.intent == Intent::once) curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
    if (!options.unix_socket.empty()) curl_easy_setopt(easy_, CURLOPT_UNIX_SOCKET_PATH, options.unix_socket.c_str());
}

void Transfer::set_limits(std::chrono::milliseconds total) {
    curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect.count()));
    curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(total.count()));
    // An announced length is refused before the body; hear_body and hear_progress count what really comes.
    curl_easy_setopt(easy_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits_.received_bytes));
    curl_easy_setopt(easy_, CURLOPT_BUFFERSIZE, read_buffer_bytes);
    // Giving up while a name is being resolved must not wait for the resolver's thread: it is left to end alone.
    curl_easy_setopt(easy_, CURLOPT_QUICK_EXIT, 1L);
}

void Transfer::set_trust(const Origin& origin, const HttpOptions& options) {
    curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options.ca_file.empty()) {
        curl_easy_setopt(easy_, CURLOPT_CAINFO, options.ca_file.c_str());
        curl_easy_setopt(easy_, CURLOPT_CAPATH, nullptr);  // else the system's would count as well
    }
    // A proxy of the environment serves the outside world, never this machine.
    if (origin.loopback() || !options.unix_socket.empty()) curl_easy_setopt(easy_, CURLOPT_PROXY, "");
    curl_easy_setopt(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

// noexcept: an exception must not cross libcurl's C frames.
void Transfer::set_callbacks() {
    using Self = Transfer*;
    curl_write_callback body = [](char* bytes, std::size_t, std::size_t size, void* self) noexcept {
        return static_cast<Self>(self)->hear_body({bytes, size});
    };
    curl_write_callback header = [](char* bytes, std::size_t, std::size_t size, void* self) noexcept {
        return static_cast<Self>(self)->hear_header({bytes, size});
    };
    curl_xferinfo_callback progress = [](void* self, curl_off_t, curl_off_t down, curl_off_t, curl_off_t up) noexcept {
        return static_cast<Self>(self)->hear_progress(static_cast<std::uint64_t>(down), static_cast<std::uint64_t>(up));
    };
    curl_prereq_callback connected = [](void* self, char*, char*, int, int) noexcept {
        static_cast<Self>(self)->last_heard_ = Steady::now();
        return CURL_PREREQFUNC_OK;
    };
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy_, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy_, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(easy_, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, connected);
    curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_text_.data());
}

bool Transfer::streaming() const {
    long status = 0;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    return take_ && status >= 200 && status < 300;
}

// Answering anything but the size of the chunk makes libcurl end the exchange.
std::size_t Transfer::hear_body(std::string_view chunk) {
    last_heard_ = Steady::now();
    streamed_ += chunk.size();
    if (on_received_) on_received_(chunk.size());
    if (streaming()) {
        if (take_(chunk)) return chunk.size();
        ended_ = Ended::enough;
        return chunk.size() + 1;
    }
    if (streamed_ > limits_.body_bytes) {
        ended_ = Ended::large_body;
        return chunk.size() + 1;
    }
    response_.body.append(chunk);
    return chunk.size();
}

std::size_t Transfer::hear_header(std::string_view line) {
    last_heard_ = Steady::now();
    header_bytes_ += line.size();
    if (header_bytes_ > most_header_bytes) {
        ended_ = Ended::large_headers;
        return line.size() + 1;
    }
    if (line.starts_with("HTTP/")) {  // after a 100 Continue comes the answer proper
        response_.headers.clear();
        headers_ended_ = false;
    }
    if (trimmed(line).empty()) headers_ended_ = true;
    const auto colon = line.find(':');
    if (colon != std::string_view::npos)
        response_.headers.emplace_back(lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
    return line.size();
}

// Counts the bytes of the bodies as they are on the wire, before decompression.
int Transfer::hear_progress(std::uint64_t received, std::uint64_t sent) {
    if (last_heard_ && received + sent != moved_) last_heard_ = Steady::now();
    moved_ = received + sent;
    if (received <= limits_.received_bytes || streaming()) return 0;
    ended_ = Ended::large_body;
    return 1;
}

Result<HttpExchange> Transfer::outcome(CURLcode code) {
    curl_off_t body = 0;
    long headers = 0;
    long status = 0;
    curl_easy_getinfo(easy_, CURLINFO_SIZE_DOWNLOAD_T, &body);
    curl_easy_getinfo(easy_, CURLINFO_HEADER_SIZE, &headers);
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    const auto received = static_cast<std::uint64_t>(body);
    // The last bytes may come without a progress call after them.
    if (received > limits_.received_bytes && !streaming()) ended_ = Ended::large_body;
    if (ended_ == Ended::large_body) return fail(ErrorKind::invalid, where_, std::string(body_too_large));
    // libcurl's own limit, one line of 100 KiB, is told like this.
    if (code == CURLE_OUT_OF_MEMORY && !headers_ended_) ended_ = Ended::large_headers;
    if (ended_ == Ended::large_headers) return fail(ErrorKind::invalid, where_, "headers too large");
    if (code != CURLE_OK && ended_ != Ended::enough) return fail(error_of(code));
    if (!headers_ended_) return fail(error_of(CURLE_PARTIAL_FILE));  // libcurl takes cut headers for an answer
    response_.status = static_cast<int>(status);
    HttpExchange exchange(std::move(response_));
    exchange.received_bytes = received + static_cast<std::uint64_t>(headers);
    exchange.duration = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - started_);
    return exchange;
}

Error Transfer::error_of(CURLcode code) const {
    CurlFailure failure{code, where_, error_text_.data(), 0, last_heard_.has_value()};
    curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &failure.system_error);
    return to_error(failure);
}

Error Transfer::stalled() const {
    return Error{ErrorKind::transport, where_, "the server fell silent in the middle", {}, std::nullopt};
}

}  // namespace moisson::daemon
