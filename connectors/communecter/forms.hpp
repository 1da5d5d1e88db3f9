// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/answer.hpp"
#include "connectors/communecter/form.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/http_message.hpp"
#include "schema/result.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace moisson::communecter {

// What forms were found to ask, by their ids. Shared by the conversations of a run, so that each is asked for once.
using KnownForms = std::map<std::string, Questions>;

// The forms of the answers that are read: those of the calls that are followed, and those of answers that calls list
// although they were given to another form. An answer may be listed by several calls, and is read the same way in each.
class Forms {
public:
    explicit Forms(const Site& site, std::shared_ptr<KnownForms> known = std::make_shared<KnownForms>());

    // Whether some of these answers have a form that is not known yet: those are to be asked for first.
    bool lack_any_of(const std::vector<const Row*>& answers);
    // The next one to ask for; empty when none is needed.
    const std::string* unasked() const noexcept;
    // The answer for that one. A form that is not followed may be nobody's to see: its answers are then withheld.
    Result<Done> take(HttpResponse response, const std::string& where);
    // Gives a form up that is not followed; false for one that is.
    bool ease(const Error& why);
    // Null for a form that was never asked for.
    const Questions* of(const std::string& form) const;

private:
    bool is_followed(const std::string& form) const;
    void give_up();

    std::vector<std::string> followed_;
    std::vector<std::string> unasked_;  // the last one first
    std::shared_ptr<KnownForms> known_;
};

}  // namespace moisson::communecter
