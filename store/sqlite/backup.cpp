// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

namespace moisson::store::sqlite {

namespace {

namespace fs = std::filesystem;

Result<Done> flush(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool flushed = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (flushed) return Done{};
    return fail(ErrorKind::storage, path, "the backup before the upgrade could not be written to the disk",
                "Check that disk; the store was not changed.");
}

}  // namespace

std::string backup_path(const std::string& path, std::int64_t version) {
    return path + ".v" + std::to_string(version) + ".backup";
}

Result<Done> back_up(Connection& connection, std::int64_t version) {
    const std::string& path = connection.path();
    if (path == ":memory:") return Done{};
    const std::string copy = backup_path(path, version);
    const std::string partial = copy + ".partial";
    std::error_code ignored;
    fs::remove(partial, ignored);
    connection.run("VACUUM INTO ?1", partial);
    if (auto done = connection.outcome(); !done) return done;
    // It holds the same personal data: nobody else may read it than may read the store.
    std::error_code failed;
    fs::permissions(partial, fs::status(path).permissions(), failed);
    if (auto done = flush(partial, O_RDONLY); !done) return done;
    if (!failed) fs::rename(partial, copy, failed);
    if (failed)
        return fail(ErrorKind::storage, copy, "the backup before the upgrade could not be named: " + failed.message(),
                    "Check that folder; the store was not changed.");
    const fs::path folder = fs::path(copy).parent_path();
    return flush(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
}

}  // namespace moisson::store::sqlite
