// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/multi_socket.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <cassert>

namespace moisson::daemon {

using asio::posix::stream_descriptor;

// A socket of libcurl's that the loop looks at. Shared with the waits that are pending on it: such a wait may end
// after the watch was forgotten, and then finds no interest.
struct MultiSocket::Watch {
    stream_descriptor descriptor;
    curl_socket_t fd;
    int interest = 0;  // CURL_POLL_* last asked for
    bool reading = false;
    bool writing = false;

    Watch(asio::io_context& loop, curl_socket_t socket) : descriptor(loop), fd(socket) {}
    ~Watch() { forget(); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    // The socket is libcurl's: it is given back, never closed. It may already be closed: the EBADF is of no interest.
    void forget() {
        interest = 0;
        if (descriptor.is_open()) descriptor.release();
    }
    bool& pending(Direction direction) { return direction == Direction::reading ? reading : writing; }
};

MultiSocket::MultiSocket(asio::io_context& loop)
    : loop_(loop), timer_(loop), multi_(curl_multi_init()), self_(std::make_shared<MultiSocket*>(this)) {
    assert(multi_ != nullptr);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &MultiSocket::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &MultiSocket::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, 8L);
}

// First the transfers, then libcurl (which forgets its sockets on the way), then what is left of the watches.
MultiSocket::~MultiSocket() {
    for (const auto& [easy, finished] : running_) curl_multi_remove_handle(multi_, easy);
    curl_multi_cleanup(multi_);
    for (const auto& [fd, watched] : watches_) watched->forget();
}

void MultiSocket::start(CURL* easy, Finished finished) {
    running_.emplace(easy, std::move(finished));
    [[maybe_unused]] const CURLMcode added = curl_multi_add_handle(multi_, easy);  // on_timer(0) will start it
    assert(added == CURLM_OK);
}

void MultiSocket::stop(CURL* easy) {
    if (running_.erase(easy) != 0) curl_multi_remove_handle(multi_, easy);
}

int MultiSocket::on_socket(CURL*, curl_socket_t fd, int interest, void* self, void*) noexcept {
    auto& multi = *static_cast<MultiSocket*>(self);
    if (interest != CURL_POLL_REMOVE) return multi.watch(fd, interest);
    multi.forget(fd);
    return 0;
}

int MultiSocket::watch(curl_socket_t fd, int interest) {
    auto& watched = watches_[fd];
    if (!watched) {
        // Only now does the socket become the loop's: the resolver's wake-up pair is announced nowhere else.
        auto fresh = std::make_shared<Watch>(loop_, fd);
        boost::system::error_code failed;
        fresh->descriptor.assign(fd, failed);
        if (failed) {
            watches_.erase(fd);
            return -1;
        }
        watched = std::move(fresh);
    }
    watched->interest = interest;
    arm(std::shared_ptr<Watch>(watched));
    return 0;
}

// "Remove" does not mean closed: the socket may go to the pool of kept connections and be announced again.
void MultiSocket::forget(curl_socket_t fd) {
    auto found = watches_.find(fd);
    if (found == watches_.end()) return;
    found->second->forget();
    watches_.erase(found);
}

void MultiSocket::arm(const std::shared_ptr<Watch>& watched) {
    if ((watched->interest & CURL_POLL_IN) != 0) wait(watched, Direction::reading);
    if ((watched->interest & CURL_POLL_OUT) != 0) wait(watched, Direction::writing);
}

void MultiSocket::wait(const std::shared_ptr<Watch>& watched, Direction direction) {
    bool& pending = watched->pending(direction);
    if (pending) return;
    pending = true;
    const bool reads = direction == Direction::reading;
    const auto what = reads ? stream_descriptor::wait_read : stream_descriptor::wait_write;
    watched->descriptor.async_wait(what, [this, watched, direction, reads](boost::system::error_code failed) {
        watched->pending(direction) = false;
        // Without interest `this` may be gone as well.
        if (failed == asio::error::operation_aborted) return;
        if ((watched->interest & (reads ? CURL_POLL_IN : CURL_POLL_OUT)) == 0) return;
        const int event = reads ? CURL_CSELECT_IN : CURL_CSELECT_OUT;
        act(watched->fd, failed ? CURL_CSELECT_ERR : event);
        arm(watched);  // each wait is for one event
    });
}

int MultiSocket::on_timer(CURLM*, long timeout_ms, void* self) noexcept {
    static_cast<MultiSocket*>(self)->schedule(timeout_ms);
    return 0;
}

// libcurl must not be called from its own callbacks: even "at once" goes through the loop.
void MultiSocket::schedule(long timeout_ms) {
    timer_.cancel();
    if (timeout_ms < 0) return;
    timer_.expires_after(std::chrono::milliseconds(timeout_ms));
    timer_.async_wait([self = std::weak_ptr<MultiSocket*>(self_)](boost::system::error_code failed) {
        // A timer already on its way cannot be cancelled any more.
        const auto alive = self.lock();
        if (!failed && alive) (*alive)->act(CURL_SOCKET_TIMEOUT, 0);
    });
}

void MultiSocket::act(curl_socket_t fd, int events) {
    int running = 0;
    curl_multi_socket_action(multi_, fd, events, &running);
    reap();
}

void MultiSocket::reap() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL* easy = message->easy_handle;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): libcurl declares it so
        const CURLcode code = message->data.result;  // the message dies when the handle is removed
        curl_multi_remove_handle(multi_, easy);
        auto ended = running_.extract(easy);
        assert(!ended.empty());
        ended.mapped()(code);
    }
}

}  // namespace moisson::daemon
