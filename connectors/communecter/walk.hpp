// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/answer.hpp"
#include "connectors/communecter/request.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/portion.hpp"
#include "schema/batch.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace moisson::communecter {

// As many rows as one answer may hold. A longer list is cut by countries, then by regions.
inline constexpr std::size_t most_single_rows = 4'000;
static_assert(most_single_rows < most_rows_in_answer);

// Where a walk stands that was cut.
struct WalkMark {
    std::size_t position = 0;            // rows read, from the newest on
    std::optional<std::int64_t> newest;  // the latest `updated` among them
    std::string first;                   // the id of the first of them
    std::vector<std::string> anchors;    // those of the last ones: the next page must know one of them

    friend bool operator==(const WalkMark&, const WalkMark&) = default;
};

// Through the list of one scope, from the newest on, to its end or to a time. The list moves while it is read: an
// element that is edited goes to its top, one that is deleted draws all others up. So pages overlap by a row; when no
// row of a page is known, it goes back until one is. A server that answers every page with the first one, or one page
// again and again, is asked in another way: index, then ranges, then everything at once.
class Walk {
public:
    // Down to elements last changed before `floor` (seconds, the server's clock); to the end without one.
    Walk(std::shared_ptr<const Site> site, std::size_t scope, std::optional<std::int64_t> floor, WalkMark from);

    HttpRequest request() const;

    // The rows of an answer of which take() would tell, those of other scopes among them.
    std::vector<const Row*> news_in(const ListAnswer& answer) const;

    struct Found {
        std::vector<Row> rows;  // in the scope, and not seen before
        std::vector<Ignored> ignored;
        std::vector<Owed> owed;  // what was given up
    };
    // Error{conflict}: the list has no end, or cannot be cut small enough.
    Result<Found> take(ListAnswer answer);

    // Asks for less; at one row, that row is given up. False when there is nothing to make smaller.
    bool ease(const Error& why);

    bool over() const noexcept { return over_; }
    std::size_t scope_index() const noexcept { return scope_; }
    std::optional<std::uint64_t> count() const noexcept { return count_; }  // of all in the scope
    std::optional<std::int64_t> newest() const noexcept { return newest_; }
    // Why what the list did not show may be there all the same: one answer had to bring it all, and may not have.
    // Empty: what it did not show is not in it.
    const std::string& cut_short() const noexcept { return cut_short_; }
    // Empty while it can only be begun again: where everything comes in one answer.
    std::optional<WalkMark> mark() const;

private:
    using Part = std::vector<Cut>;

    const Scope& scope() const { return site_->scopes[scope_]; }
    std::size_t overlap() const noexcept;
    std::size_t asked() const noexcept;
    Result<Found> take_page(ListAnswer answer);
    Result<Found> take_single(ListAnswer answer);
    Found take_lost(const ListAnswer& answer);
    bool knows_one(const ListAnswer& answer) const;
    bool begins_again(const ListAnswer& answer) const;
    bool stands_still(std::size_t listed, std::size_t shown_before);
    void change_paging();
    bool falls(const std::vector<Row>& rows) const;
    Found sift(ListAnswer answer);
    Result<Done> split(const std::vector<Row>& rows, std::uint64_t total);
    void doubt(std::uint64_t listed, std::optional<std::uint64_t> counted);
    void end(Found& found);

    std::shared_ptr<const Site> site_;
    std::size_t scope_;
    std::optional<std::int64_t> floor_;
    Paging paging_;
    std::size_t position_ = 0;
    std::size_t overlap_ = 1;
    Portion portion_;
    std::optional<std::int64_t> newest_;
    std::optional<std::int64_t> last_;  // `updated` of the last row that had one
    std::optional<std::uint64_t> count_;
    std::unordered_set<std::string> seen_;
    std::size_t shown_ = 0;  // rows there were, each once, those before `from` too
    std::vector<std::string> anchors_;
    std::string first_;
    std::size_t pages_ = 0;
    unsigned without_news_ = 0;  // pages in a row
    std::uint64_t misfits_ = 0;  // rows of other scopes
    bool reached_floor_ = false;
    bool over_ = false;
    std::vector<Part> parts_{Part{}};  // of a single answer: still to be asked, the last one first
    std::size_t single_rows_;
    bool warned_ = false;
    std::string cut_short_;
    bool losing_ = false;  // the row at `position_` is to be given up
    std::string lost_because_;
};

}  // namespace moisson::communecter
