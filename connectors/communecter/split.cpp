// SPDX-License-Identifier: GPL-3.0-or-later
// A list that is too long for one answer, where only one answer can be had: cut by countries, then by regions.
#include "connectors/communecter/walk.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace moisson::communecter {

namespace {

constexpr const char* country_path = "address.addressCountry";
constexpr const char* region_path = "address.level3";

const Cut* cut_at(const std::vector<Cut>& cuts, std::string_view path) {
    const auto found = std::find_if(cuts.begin(), cuts.end(), [&](const Cut& cut) { return cut.path == path; });
    return found == cuts.end() ? nullptr : &*found;
}

// The values that rows have, but for those that were cut off already.
std::vector<std::string> values_in(const std::vector<Row>& rows, const char* member, const Cut* before) {
    std::set<std::string> values;
    for (const Row& row : rows)
        if (std::string value = row.value.at("address").at(member).text_or(""); !value.empty()) values.insert(value);
    if (before != nullptr)
        for (const std::string& value : before->values) values.erase(value);
    return {values.begin(), values.end()};
}

std::vector<Cut> with_cut(std::vector<Cut> part, Cut cut) {
    std::erase_if(part, [&](const Cut& old) { return old.path == cut.path; });
    part.push_back(std::move(cut));
    return part;
}

}  // namespace

Result<Done> Walk::split(const std::vector<Row>& rows, std::uint64_t total) {
    const Part part = parts_.back();
    const Cut* country = cut_at(part, country_path);
    const bool one_country = (country != nullptr && country->among) || scope().countries.size() == 1;
    const Cut* before = one_country ? cut_at(part, region_path) : country;
    const char* path = one_country ? region_path : country_path;
    std::vector<std::string> values = values_in(rows, one_country ? "level3" : "addressCountry", before);
    const bool all_named = !one_country && !scope().countries.empty();
    if (all_named) values = scope().countries;
    const bool is_one_region = one_country && before != nullptr && before->among;
    const bool can_be_cut =
        !values.empty() && !is_one_region && !scope().is_of_answers() && site_->dialect == Dialect::modern;
    if (!can_be_cut)
        return fail(ErrorKind::conflict, site_->base_url,
                    std::to_string(total) + " rows of " + scope().title() +
                        " would come in one answer, which may hold " + std::to_string(most_single_rows) +
                        ", and nothing tells how to ask for fewer",
                    "narrow this scope: by tags, countries or source_keys");
    parts_.pop_back();
    // What has none of these values, then each of them: the last one is asked first.
    if (!all_named) {
        Cut rest{path, false, values};
        if (before != nullptr) rest.values.insert(rest.values.end(), before->values.begin(), before->values.end());
        parts_.push_back(with_cut(part, std::move(rest)));
    }
    for (std::string& value : values) parts_.push_back(with_cut(part, Cut{path, true, {std::move(value)}}));
    single_rows_ = site_->page_size;
    return Done{};
}

}  // namespace moisson::communecter
