// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/grid.hpp"
#include "health/label.hpp"
#include "health/pace.hpp"
#include "health/people.hpp"
#include "health/reach.hpp"
#include "health/rhythm.hpp"
#include "health/talk.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace moisson::health {

// All that is known of a resource, as the store adds it up. Instants are the sources' clocks.
struct Evidence {
    Weeks weeks;
    Facts facts;
    std::vector<Share> shares;          // nobody twice; the anonymous and the hidden taken together
    std::optional<Instant> last_human;  // last contribution that counts
    std::optional<Instant> last_any;    // last revision, whoever made it
    std::vector<Question> questions;
    std::optional<Contest> contest;  // nothing: its revisions are not known one by one
    std::vector<Answer> answers;

    friend bool operator==(const Evidence&, const Evidence&) = default;
};

// I05.
struct LastEdit {
    Instant human{};
    double days = 0;               // since then; 0 when the source's clock is ahead of ours
    std::optional<Instant> other;  // a robot, a batch or what was taken back came later

    friend bool operator==(const LastEdit&, const LastEdit&) = default;
};

// The indicators at an instant. Each is a value, or says why there is none.
struct Indicators {
    Known<double> vitality = tl::unexpected(Unknown::no_history);                       // I01, equivalent active weeks
    Known<Forecast> p_active_12m = tl::unexpected(Unknown::no_history);                 // I02
    Known<Freshness> relative_freshness = tl::unexpected(Unknown::no_history);          // I03
    Known<Trend> trend = tl::unexpected(Unknown::no_history);                           // I04
    Known<LastEdit> last_human_edit = tl::unexpected(Unknown::no_history);              // I05
    Known<double> effective_contributors = tl::unexpected(Unknown::no_history);         // I06
    Known<unsigned> contributor_absence_factor = tl::unexpected(Unknown::no_history);   // I07
    Known<Newcomers> newcomer_ratio = tl::unexpected(Unknown::no_history);              // I08
    Known<Burstiness> burstiness = tl::unexpected(Unknown::no_history);                 // I09
    Known<std::optional<Slowdown>> change_since = tl::unexpected(Unknown::no_history);  // I09b
    Known<Responsiveness> responsiveness = tl::unexpected(Unknown::no_question);        // I10
    Known<Completeness> routing_completeness = tl::unexpected(Unknown::no_grid);        // I12
    Known<AnswerFreshness> answer_freshness = tl::unexpected(Unknown::no_grid);         // I13
    Known<Reachable> reachability = tl::unexpected(Unknown::source_names_nobody);       // I14
    Known<double> revert_share = tl::unexpected(Unknown::no_history);                   // I16

    friend bool operator==(const Indicators&, const Indicators&) = default;
};

// All of them, from what is known, at the reader's instant. What is dated later than that is left aside.
Indicators indicators_of(const Evidence& evidence, const Grid& grid, Instant now);

// The indicators by name, and where their bands part: a value at or above n cuts lies in band n. A trend and a change
// have no bands.
enum class Indicator {
    vitality,
    p_active_12m,
    relative_freshness,
    trend,
    last_human_edit,
    effective_contributors,
    contributor_absence_factor,
    newcomer_ratio,
    burstiness,
    change_since,
    responsiveness,
    routing_completeness,
    answer_freshness,
    reachability,
    revert_share,
};
struct Scale {
    Indicator indicator = Indicator::vitality;
    std::string_view id;    // "I01"
    std::string_view slug;  // "vitality": its name in JSON
    std::array<double, 3> cuts{};
    std::size_t parts = 0;  // how many of the cuts there are
};
std::span<const Scale> all_scales() noexcept;
const Scale& scale_of(Indicator indicator) noexcept;
std::size_t band_of(Indicator indicator, double value) noexcept;

}  // namespace moisson::health
