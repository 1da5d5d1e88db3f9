// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/behaviour_switches.hpp"

#include <algorithm>
#include <iterator>

namespace moisson {
namespace {

// What stands between the underscores, sorted by bytes.
// clang-format off
constexpr std::string_view words[] = {
    "ARCHIVEDTALK", "AUCUNCONVERSIONCONTENU", "AUCUNCONVERSIONTITRE", "AUCUNEGALERIE", "AUCUNEINDEX",
    "AUCUNINDEX", "AUCUNSECTIONNONEDITABLE", "AUCUNSOMMAIRE", "AUCUNTDM", "CATEGORIECACHEE", "DISAMBIG",
    "EXPECTUNUSEDCATEGORY", "EXPECTUNUSEDTEMPLATE", "FORCERSOMMAIRE", "FORCERTDM", "FORCETOC", "HIDDENCAT",
    "HOMONYMIE", "INDEX", "LIENNOUVELLESECTION", "NEWSECTIONLINK", "NOCC", "NOCONTENTCONVERT", "NOEDITSECTION",
    "NOGALLERY", "NOINDEX", "NONEWSECTIONLINK", "NOTALK", "NOTC", "NOTITLECONVERT", "NOTOC", "REDIRECTIONSTATIQUE",
    "SANSSOMMAIRE", "SECTIONNONEDITABLE", "SECTIONSNONEDITABLES", "SOMMAIRE", "STATICREDIRECT", "TDM", "TOC",
};
// clang-format on

constexpr bool is_sorted() {
    for (std::size_t at = 1; at < std::size(words); ++at)
        if (!(words[at - 1] < words[at])) return false;
    return true;
}
static_assert(is_sorted());

}  // namespace

std::size_t behaviour_switch_at(std::string_view text) noexcept {
    constexpr std::string_view mark = "__";
    constexpr std::size_t longest = 40;
    if (!text.starts_with(mark)) return 0;
    const std::size_t end = text.substr(0, longest).find(mark, mark.size());
    if (end == std::string_view::npos) return 0;
    const std::string_view word = text.substr(mark.size(), end - mark.size());
    return std::binary_search(std::begin(words), std::end(words), word) ? end + mark.size() : 0;
}

}  // namespace moisson
