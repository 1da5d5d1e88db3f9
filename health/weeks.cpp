// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/weeks.hpp"

#include <algorithm>
#include <chrono>

namespace moisson::health {
namespace {

constexpr Instant epoch = std::chrono::sys_days(std::chrono::year(2001) / 1 / 1);
constexpr std::chrono::weeks one_week{1};
constexpr std::size_t bits = 64;

std::uint64_t bit_of(Week week) {
    return std::uint64_t{1} << (week.number % bits);
}

// The n lowest bits; n at most 64.
std::uint64_t lowest(std::size_t n) {
    return n >= bits ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
}

}  // namespace

std::string_view id_of(Untimely reason) noexcept {
    return reason == Untimely::before_2001 ? "before_2001" : "after_2100";
}

tl::expected<Week, Untimely> week_of(Instant when) noexcept {
    // Compared before anything is subtracted: the difference of two instants may not fit.
    if (when < epoch) return tl::unexpected(Untimely::before_2001);
    if (when >= epoch + one_week * static_cast<int>(most_weeks)) return tl::unexpected(Untimely::after_2100);
    return Week{static_cast<std::uint16_t>((when - epoch) / one_week)};
}

std::int64_t week_number(Instant when) noexcept {
    const auto week = week_of(when);
    if (week) return week->number;
    return week.error() == Untimely::before_2001 ? -1 : static_cast<std::int64_t>(most_weeks);
}

Instant monday_of(Week week) noexcept {
    return epoch + one_week * static_cast<int>(week.number);
}

Instant thursday_of(Week week) noexcept {
    return monday_of(week) + std::chrono::hours(84);
}

double days_of(Instant when) noexcept {
    return std::chrono::duration<double, std::chrono::days::period>(when.time_since_epoch()).count();
}

double thursday_days_of(Week week) noexcept {
    constexpr double thursday_of_week_0 = 11326.5;
    return thursday_of_week_0 + 7.0 * week.number;
}

bool Weeks::add(Week week) {
    const std::size_t word = week.number / bits;
    if (word >= words_.size()) words_.resize(word + 1);
    const bool is_new = (words_[word] & bit_of(week)) == 0;
    words_[word] |= bit_of(week);
    return is_new;
}

bool Weeks::remove(Week week) noexcept {
    if (!has(week)) return false;
    words_[week.number / bits] &= ~bit_of(week);
    trim();
    return true;
}

bool Weeks::has(Week week) const noexcept {
    const std::size_t word = week.number / bits;
    return word < words_.size() && (words_[word] & bit_of(week)) != 0;
}

void Weeks::trim() noexcept {
    while (!words_.empty() && words_.back() == 0) words_.pop_back();
}

std::size_t Weeks::count() const noexcept {
    std::size_t all = 0;
    for (const std::uint64_t word : words_) all += static_cast<std::size_t>(std::popcount(word));
    return all;
}

std::optional<Week> Weeks::first() const noexcept {
    for (std::size_t i = 0; i < words_.size(); ++i)
        if (words_[i] != 0)
            return Week{static_cast<std::uint16_t>(i * bits + static_cast<std::size_t>(std::countr_zero(words_[i])))};
    return std::nullopt;
}

std::optional<Week> Weeks::last() const noexcept {
    if (words_.empty()) return std::nullopt;
    return Week{static_cast<std::uint16_t>(words_.size() * bits - 1 -
                                           static_cast<std::size_t>(std::countl_zero(words_.back())))};
}

std::size_t Weeks::count_between(std::int64_t from, std::int64_t until) const noexcept {
    const auto end = static_cast<std::int64_t>(words_.size() * bits);
    const auto begin = static_cast<std::size_t>(std::clamp<std::int64_t>(from, 0, end));
    const auto stop = static_cast<std::size_t>(std::clamp<std::int64_t>(until, 0, end));
    std::size_t all = 0;
    for (std::size_t at = begin; at < stop;) {
        const std::size_t next = std::min(stop, (at / bits + 1) * bits);
        all += static_cast<std::size_t>(std::popcount((words_[at / bits] >> (at % bits)) & lowest(next - at)));
        at = next;
    }
    return all;
}

Weeks Weeks::begun_by(Instant when) const {
    const auto week = week_of(when);
    if (!week) return week.error() == Untimely::before_2001 ? Weeks() : *this;
    Weeks begun = *this;
    const std::size_t kept = std::size_t{week->number} + 1;
    if (kept / bits >= begun.words_.size()) return begun;
    begun.words_.resize(kept / bits + 1);
    begun.words_.back() &= lowest(kept % bits);
    begun.trim();
    return begun;
}

Weeks& Weeks::operator|=(const Weeks& other) {
    if (other.words_.size() > words_.size()) words_.resize(other.words_.size());
    for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
}

std::string to_bytes(const Weeks& weeks) {
    std::string bytes;
    const auto last = weeks.last();
    if (!last) return bytes;
    bytes.resize(last->number / 8 + 1);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(static_cast<unsigned char>(weeks.words_[i / 8] >> (8 * (i % 8))));
    return bytes;
}

Result<Weeks> weeks_from_bytes(std::string_view bytes) {
    if (bytes.size() > most_weeks / 8 + 1)
        return fail(ErrorKind::invalid, "active weeks", "more bytes than there are weeks until 2100");
    if (!bytes.empty() && bytes.back() == '\0')
        return fail(ErrorKind::invalid, "active weeks", "the last byte holds no week");
    Weeks weeks;
    weeks.words_.resize((bytes.size() + 7) / 8);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        weeks.words_[i / 8] |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * (i % 8));
    if (const auto last = weeks.last(); last && last->number >= most_weeks)
        return fail(ErrorKind::invalid, "active weeks", "a week after 2100");
    return weeks;
}

}  // namespace moisson::health
