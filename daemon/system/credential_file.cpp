// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/credential_file.hpp"

#include "config/credential.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <system_error>

namespace moisson::daemon {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const noexcept { return number_; }

private:
    int number_;
};

std::string reason(int number) {
    return std::system_category().message(number);
}

// Who made the file. Where systemd keeps them nobody but the service comes in, and a group is only how it lets the
// service's user do so.
enum class Keeper { person, systemd };

Result<Done> check_guarded(const struct stat& file, const std::string& path, Keeper keeper, const std::string& place) {
    if (!S_ISREG(file.st_mode))
        return fail(ErrorKind::config, place, path + " is no file, so it holds no credential", "Write it into a file");
    const mode_t others = keeper == Keeper::systemd ? S_IRWXO : S_IRWXG | S_IRWXO;
    if ((file.st_mode & others) != 0)
        return fail(
            ErrorKind::config, place, path + " may be read by others than Moisson",
            "Take it away from them (chmod 600 " + path + "), and change the password if they may have read it");
    return Done{};
}

// At most one byte more than a credential may have.
Result<std::string> read_all(int descriptor, const std::string& path, const std::string& place) {
    std::string text(largest_credential + 1, '\0');
    std::size_t length = 0;
    while (length < text.size()) {
        const ssize_t count = ::read(descriptor, text.data() + length, text.size() - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            const int number = errno;
            wipe(text);
            return fail(ErrorKind::config, place, path + " cannot be read: " + reason(number));
        }
        if (count == 0) break;
        length += static_cast<std::size_t>(count);
    }
    text.resize(length);
    return text;
}

// From now on this process holds a secret: what it leaves behind when it dies, and debuggers, must not show it. The
// limit on the size of cores would not do, for systemd keeps them by a pipe.
void keep_out_of_dumps() {
    ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

bool is_of_service_alone(const SourceConfig& source, const Places& places) {
    return !source.credential.empty() && !source.credential.starts_with('/') && places.credentials.empty();
}

Result<HeldCredential> read_credential(const SourceConfig& source, const Places& places) {
    const std::string place = source.options.place_of("credential");
    if (is_of_service_alone(source, places))
        return fail(ErrorKind::config, place,
                    "the credential \"" + source.credential + "\" is one that systemd gives, and it did not start us",
                    "Ask the running service instead, or name a file by its whole path");
    const Keeper keeper = source.credential.starts_with('/') ? Keeper::person : Keeper::systemd;
    const std::string path =
        keeper == Keeper::systemd ? (places.credentials / source.credential).string() : source.credential;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.number() < 0)
        return fail(ErrorKind::config, place, path + " cannot be read: " + reason(errno),
                    keeper == Keeper::systemd ? "Add LoadCredential=" + source.credential + ":… to the service"
                                              : "Create it for the user Moisson runs as, with chmod 600");
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0)
        return fail(ErrorKind::config, place, path + " cannot be looked at: " + reason(errno));
    if (auto guarded = check_guarded(facts, path, keeper, place); !guarded) return fail(std::move(guarded.error()));
    keep_out_of_dumps();
    auto text = read_all(file.number(), path, place);
    if (!text) return fail(std::move(text.error()));
    auto credential = parse_credential(std::move(*text), place);
    if (!credential) return fail(std::move(credential.error()));
    return HeldCredential{std::move(*credential), path + " " + std::to_string(facts.st_ino) + " " +
                                                      std::to_string(facts.st_mtim.tv_sec) + "." +
                                                      std::to_string(facts.st_mtim.tv_nsec)};
}

Result<std::unique_ptr<Membership>> open_membership(const SourceConfig& source, const ConnectorKind& kind,
                                                    const Places& places) {
    if (kind.sign_in == nullptr) return std::unique_ptr<Membership>{};
    auto way = kind.sign_in(source.options);
    if (!way) return fail(std::move(way.error()));
    if (!*way) return std::unique_ptr<Membership>{};
    const auto read = [&source, places] { return read_credential(source, places); };
    if (auto held = read(); !held) return fail(std::move(held.error()));
    return std::make_unique<Membership>(std::move(*way), read);
}

}  // namespace moisson::daemon
