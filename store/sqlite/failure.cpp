// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/failure.hpp"

#include <sqlite3.h>

#include <cerrno>

namespace moisson::store::sqlite {

namespace {

Error failure(ErrorKind kind, const std::string& path, std::string what, std::string remedy) {
    return Error{kind, path, std::move(what), std::move(remedy), std::nullopt};
}

bool is_full(int code, int system_errno) noexcept {
    if (code == SQLITE_FULL) return true;
    const bool no_room = system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
    return code == SQLITE_IOERR && no_room;
}

// The error number of the last failed write. SQLite keeps it with the file: errno itself is overwritten while it rolls
// back. The write-ahead log is asked first, because that is where commits are written.
int last_errno(sqlite3* handle) noexcept {
    int number = 0;
    sqlite3_file* log = nullptr;
    const bool found = sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK;
    // A journal in memory knows no such question.
    const bool asked = found && log && log->pMethods && log->pMethods->xFileControl;
    if (asked) log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &number);
    if (number == 0) sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number;
}

}  // namespace

Error failure_of(int code, int system_errno, const std::string& path, const std::string& words) {
    const int primary = code & 0xff;
    if (is_full(primary, system_errno))
        return failure(
            ErrorKind::storage, path, "no room is left to write (disk full)",
            "Free some space on that disk; what was kept before is intact, the next run goes on from there.");
    switch (primary) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return failure(ErrorKind::storage, path, "another process holds it",
                           "Wait for that process to finish, or stop it.");
        case SQLITE_CORRUPT:
            return failure(ErrorKind::conflict, path, "the file is damaged (" + words + ")",
                           "Restore a backup, or move the file away and harvest again.");
        case SQLITE_NOTADB:
            return failure(ErrorKind::conflict, path, "the file is not a Moisson store (not a database)",
                           "Choose another state folder, or move that file away.");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return failure(ErrorKind::storage, path, "it cannot be opened or written (" + words + ")",
                           "Check that its folder exists and that this user may write there.");
        case SQLITE_CONSTRAINT:
        case SQLITE_TOOBIG:
            return failure(ErrorKind::invalid, path, "what was to be kept cannot be (" + words + ")",
                           "Nothing was written.");
        default:
            return failure(ErrorKind::storage, path, "it could not be read or written (" + words + ")",
                           "Check the disk; what was kept before is intact.");
    }
}

Error last_failure(sqlite3* handle, const std::string& path) {
    const int code = sqlite3_extended_errcode(handle);
    const bool of_the_system = (code & 0xff) == SQLITE_IOERR;
    return failure_of(code, of_the_system ? last_errno(handle) : 0, path, sqlite3_errmsg(handle));
}

}  // namespace moisson::store::sqlite
