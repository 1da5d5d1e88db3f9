// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/answer.hpp"
#include "connectors/communecter/options.hpp"
#include "connectors/conversation.hpp"
#include "schema/traits.hpp"

#include <optional>
#include <string>
#include <vector>

namespace moisson::communecter {

// Asks a server what it heeds, in six to eight small requests: its dialect, how its lists are paged, whether they are
// in order, whether it shows whole elements as JSON, and whether it can be asked for open data alone. What the
// configuration says is not asked.
class Probe : public Conversation<Traits> {
public:
    explicit Probe(Options options);

    std::optional<HttpRequest> next() override;
    Result<Step<Traits>> accept(HttpResponse response) override;
    // What is only good to know is left unknown when it cannot be learnt.
    bool ease(const Error& why) override;

private:
    enum class Asking {
        first_row,
        second_row,        // by index
        second_by_ranges,  // where index is not heeded
        element,           // as JSON
        open_data,         // only that
        no_data,           // as open data of a kind that does not exist: whoever sends something heeds no filter
        order,             // last, for it cannot be done without
        nothing,
    };

    Scope scope_asked() const;
    const std::string& element_asked() const { return elements_[tries_ % elements_.size()]; }
    void take_first(const ListAnswer& answer);
    void take_second(const ListAnswer& answer);
    void take_order(const ListAnswer& answer);
    void take_open_data(const ListAnswer& answer);
    Result<Done> take(HttpResponse response);
    void go_on();
    Traits traits() const;

    Options options_;
    Site site_;
    Asking asking_ = Asking::first_row;
    std::string where_;
    std::vector<std::string> elements_;  // the ids of the first rows; none where the list is empty
    bool paging_known_ = false;
    bool shows_json_ = false;
    unsigned tries_ = 0;  // elements that were asked for
    unsigned pages_ = 0;  // that came in their place
    bool counts_ = false;
    bool sends_open_data_ = false;
    bool filters_open_data_ = false;
};

}  // namespace moisson::communecter
