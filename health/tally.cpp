// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/tally.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace moisson::health {
namespace {

constexpr std::uint32_t most_contributions = std::numeric_limits<std::uint32_t>::max();

void append_number(std::string& bytes, std::uint32_t number) {
    for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>((number & 0x7FU) | 0x80U));
    bytes.push_back(static_cast<char>(number));
}

// Takes a number off the front; nothing when it is cut, too large, or longer than it need be.
std::optional<std::uint32_t> take_number(std::string_view& bytes) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 35 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte >= 0x80) continue;
        if ((byte == 0 && shift > 0) || number > most_contributions) return std::nullopt;
        return static_cast<std::uint32_t>(number);
    }
    return std::nullopt;
}

auto place_of(auto& entries, Week week) {
    return std::lower_bound(entries.begin(), entries.end(), week,
                            [](const Tally::Entry& entry, Week wanted) { return entry.week < wanted; });
}

}  // namespace

bool Tally::add(Week week, std::uint32_t contributions) {
    if (contributions == 0) return false;
    // Most histories arrive oldest first.
    const bool at_end = entries_.empty() || entries_.back().week < week;
    const auto place = at_end ? entries_.end() : place_of(entries_, week);
    if (at_end || place->week != week) {
        entries_.insert(place, Entry{week, contributions});
        return true;
    }
    assert(place->count <= most_contributions - contributions);
    place->count += contributions;
    return false;
}

bool Tally::withdraw(Week week) {
    const auto place = place_of(entries_, week);
    assert(place != entries_.end() && place->week == week);
    if (place == entries_.end() || place->week != week) return false;
    if (--place->count > 0) return false;
    entries_.erase(place);
    return true;
}

Tally& Tally::operator+=(const Tally& other) {
    std::vector<Entry> merged;
    merged.reserve(entries_.size() + other.entries_.size());
    auto mine = entries_.begin();
    for (const Entry& theirs : other.entries_) {
        while (mine != entries_.end() && mine->week < theirs.week) merged.push_back(*mine++);
        merged.push_back(theirs);
        if (mine != entries_.end() && mine->week == theirs.week) merged.back().count += (mine++)->count;
    }
    merged.insert(merged.end(), mine, entries_.end());
    entries_ = std::move(merged);
    return *this;
}

std::uint64_t Tally::contributions() const noexcept {
    std::uint64_t all = 0;
    for (const Entry& entry : entries_) all += entry.count;
    return all;
}

Weeks Tally::weeks() const {
    Weeks weeks;
    for (const Entry& entry : entries_) weeks.add(entry.week);
    return weeks;
}

std::string to_bytes(const Tally& tally) {
    std::string bytes;
    std::uint32_t next = 0;
    for (const Tally::Entry& entry : tally.entries()) {
        append_number(bytes, entry.week.number - next);
        append_number(bytes, entry.count - 1);
        next = entry.week.number + std::uint32_t{1};
    }
    return bytes;
}

Result<Tally> tally_from_bytes(std::string_view bytes) {
    Tally tally;
    std::uint64_t next = 0;
    while (!bytes.empty()) {
        const auto passed = take_number(bytes);
        const auto further = passed ? take_number(bytes) : std::nullopt;
        if (!further || *further == most_contributions)
            return fail(ErrorKind::invalid, "contributions by week", "a number is cut or too large");
        const std::uint64_t week = next + *passed;
        if (week >= most_weeks) return fail(ErrorKind::invalid, "contributions by week", "a week after 2100");
        tally.add(Week{static_cast<std::uint16_t>(week)}, *further + 1);
        next = week + 1;
    }
    return tally;
}

}  // namespace moisson::health
