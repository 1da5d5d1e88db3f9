// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/instant.hpp"

#include <algorithm>
#include <cstddef>

namespace moisson {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant first_instant = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
constexpr Instant last_instant =
    Instant(std::chrono::sys_days(std::chrono::year(9999) / 12 / 31)) + days(1) - milliseconds(1);

void append_digits(std::string& out, long long number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out += digits;
}

// Reads a text from left to right; once something is not as expected, everything after fails too.
class Strict {
public:
    explicit Strict(std::string_view text) : rest_(text) {}

    int digits(std::size_t width) {
        int number = 0;
        ok_ = ok_ && rest_.size() >= width;
        for (std::size_t i = 0; ok_ && i < width; ++i) {
            ok_ = rest_[i] >= '0' && rest_[i] <= '9';
            number = number * 10 + (rest_[i] - '0');
        }
        if (ok_) rest_.remove_prefix(width);
        return ok_ ? number : 0;
    }

    bool next_is(char c) const { return ok_ && !rest_.empty() && rest_.front() == c; }
    bool skip(char c) {
        const bool there = next_is(c);
        if (there) rest_.remove_prefix(1);
        return there;
    }
    void expect(char c) { ok_ = skip(c); }
    void check(bool condition) { ok_ = ok_ && condition; }
    bool at_end() const { return ok_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool ok_ = true;
};

Instant read_day(Strict& in) {
    const std::chrono::year year(in.digits(4));
    in.expect('-');
    const std::chrono::month month(static_cast<unsigned>(in.digits(2)));
    in.expect('-');
    const std::chrono::day day(static_cast<unsigned>(in.digits(2)));
    const std::chrono::year_month_day date(year, month, day);
    in.check(date.ok());
    return date.ok() ? Instant(std::chrono::sys_days(date)) : Instant{};
}

milliseconds read_hours_and_minutes(Strict& in) {
    const int hour = in.digits(2);
    in.expect(':');
    const int minute = in.digits(2);
    in.check(hour < 24 && minute < 60);
    return hours(hour) + minutes(minute);
}

milliseconds read_seconds(Strict& in) {
    in.expect(':');
    const int second = in.digits(2);
    in.check(second < 60);
    const int thousandths = in.skip('.') ? in.digits(3) : 0;
    return seconds(second) + milliseconds(thousandths);
}

// How far ahead of UTC the clock was on which the time was read.
milliseconds read_offset(Strict& in) {
    if (in.skip('Z')) return {};
    if (in.skip('-')) return -read_hours_and_minutes(in);
    in.expect('+');
    return read_hours_and_minutes(in);
}

}  // namespace

std::string to_iso(Instant when) {
    when = std::clamp(when, first_instant, last_instant);
    const auto midnight = std::chrono::floor<days>(when);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss<milliseconds> time(when - midnight);
    std::string out;
    append_digits(out, static_cast<int>(date.year()), 4);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    append_digits(out, time.hours().count(), 2);
    out += ':';
    append_digits(out, time.minutes().count(), 2);
    out += ':';
    append_digits(out, time.seconds().count(), 2);
    if (time.subseconds().count() != 0) {
        out += '.';
        append_digits(out, time.subseconds().count(), 3);
    }
    return out += 'Z';
}

std::optional<Instant> from_iso(std::string_view text) {
    Strict in(text);
    Instant when = read_day(in);
    if (in.at_end()) return when;
    in.expect('T');
    when += read_hours_and_minutes(in);
    when += read_seconds(in);
    when -= read_offset(in);
    if (!in.at_end() || when < first_instant || when > last_instant) return std::nullopt;
    return when;
}

}  // namespace moisson
