// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/hours.hpp"

#include <unordered_map>
#include <utility>

namespace moisson::communecter {

namespace {

constexpr std::string_view place = "/openingHours";
constexpr std::string_view opens = "/opens";
constexpr std::string_view closes = "/closes";

struct Day {
    std::string names;  // "Mo,Tu"
    bool all_day = false;
    struct Hours {
        std::string from;
        std::string to;
    };
    std::vector<Hours> hours;
    std::unordered_map<std::string_view, std::size_t> places;  // of each of them: a day may have thousands

    Hours& at(std::string_view where) {
        const auto [known, is_new] = places.try_emplace(where, hours.size());
        return is_new ? hours.emplace_back() : hours[known->second];
    }
    // Whether the value there has a part in the line.
    bool takes(std::string_view where, const std::string& text) {
        constexpr std::string_view day = "/dayOfWeek";
        if (where == day || where.starts_with(std::string(day) + "/")) {
            names += (names.empty() ? "" : ",") + text;
        } else if (where == "/allDay") {
            all_day = text == "true";
        } else if (where.ends_with(opens)) {
            at(where.substr(0, where.size() - opens.size())).from = text;
        } else if (where.ends_with(closes)) {
            at(where.substr(0, where.size() - closes.size())).to = text;
        } else {
            return false;
        }
        return true;
    }
    std::string line() const {
        std::string line = names;
        if (all_day && hours.empty()) line += (line.empty() ? "" : " ") + std::string("00:00-24:00");
        for (const Hours& one : hours) {
            if (!line.empty()) line += &one == hours.data() ? " " : ", ";
            line.append(one.from).append("-").append(one.to);
        }
        return line;
    }
};

}  // namespace

bool are_hours(std::string_view pointer) noexcept {
    if (!pointer.starts_with(place)) return false;
    pointer.remove_prefix(place.size());
    return pointer.empty() || (pointer.size() > 1 && pointer[0] == '/' &&
                               pointer.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

void join_hours(std::vector<NamedValue>& values, std::size_t from, const std::string& pointer, Span span) {
    Day day;
    std::vector<NamedValue> others;
    for (std::size_t i = from; i < values.size(); ++i)
        if (!day.takes(std::string_view(values[i].key).substr(pointer.size()), values[i].text))
            others.push_back(values[i]);
    std::string line = day.line();
    if (line.empty()) return;
    values.resize(from);
    values.push_back(NamedValue{{}, 1, pointer, std::move(line), span});
    for (NamedValue& other : others) values.push_back(std::move(other));
}

}  // namespace moisson::communecter
