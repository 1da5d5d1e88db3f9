// SPDX-License-Identifier: GPL-3.0-or-later
// Any text is a time or none; any time has one text, which reads back as that time.
#include "schema/instant.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto when = from_iso({reinterpret_cast<const char*>(bytes), size});
    if (when) require(from_iso(to_iso(*when)) == when);

    std::int64_t count = 0;
    if (size >= sizeof count) std::memcpy(&count, bytes, sizeof count);
    const Instant any{std::chrono::milliseconds(count)};
    const std::string text = to_iso(any);
    require(text.size() == 20 || text.size() == 24);
    const auto read = from_iso(text);
    require(read.has_value() && to_iso(*read) == text);
    const bool written = any >= *from_iso("0000-01-01") && any <= *from_iso("9999-12-31T23:59:59.999Z");
    require(written == (*read == any));
    return 0;
}
