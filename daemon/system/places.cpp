// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/places.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace moisson::daemon {

namespace {

std::string environment(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): read at the start, before there is a second thread
    const char* value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string(value);
}

// systemd may give several, separated by colons.
std::string first_of(const std::string& list) {
    return list.substr(0, list.find(':'));
}

std::filesystem::path state_folder(const std::string& given) {
    if (!given.empty()) return given;
    if (std::string from_systemd = first_of(environment("STATE_DIRECTORY")); !from_systemd.empty()) return from_systemd;
    if (std::string xdg = environment("XDG_STATE_HOME"); !xdg.empty()) return std::filesystem::path(xdg) / "moisson";
    if (std::string home = environment("HOME"); !home.empty())
        return std::filesystem::path(home) / ".local" / "state" / "moisson";
    return "/var/lib/moisson";
}

std::filesystem::path socket_path(const std::string& given_state, const std::filesystem::path& state) {
    if (std::string runtime = first_of(environment("RUNTIME_DIRECTORY")); !runtime.empty())
        return std::filesystem::path(runtime) / "control.sock";
    std::filesystem::path installed = "/run/moisson/control.sock";
    std::error_code ignored;
    if (given_state.empty() && std::filesystem::exists(installed, ignored)) return installed;
    return state / "control.sock";
}

}  // namespace

Places find_places(const std::string& config, const std::string& state) {
    Places places;
    places.config = config.empty() ? "/etc/moisson/moisson.toml" : config;
    const std::string shipped = environment("MOISSON_SHARE");
    places.shipped = shipped.empty() ? "/usr/share/moisson" : shipped;
    // In a working directory that was deleted there is no absolute path: what is relative stays so, and is not found.
    std::error_code nowhere;
    const std::filesystem::path folder = state_folder(state);
    places.state = std::filesystem::absolute(folder, nowhere);
    if (nowhere) places.state = folder;
    places.socket = socket_path(state, places.state);
    places.credentials = environment("CREDENTIALS_DIRECTORY");
    return places;
}

StateLock::~StateLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<StateLock> StateLock::take(const Places& places) {
    std::error_code failed;
    if (std::filesystem::create_directories(places.state, failed))
        std::filesystem::permissions(places.state, std::filesystem::perms(0750), failed);
    StateLock lock;
    lock.descriptor_ = ::open(places.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (lock.descriptor_ < 0)
        return fail(ErrorKind::storage, places.state.string(),
                    "cannot be written: " + std::system_category().message(errno),
                    "choose another folder with --state, or run as the user who owns it");
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorKind::storage, places.state.string(), "another moisson process is writing there",
                    "wait for it to end, or ask it: moisson status");
    return lock;
}

}  // namespace moisson::daemon
