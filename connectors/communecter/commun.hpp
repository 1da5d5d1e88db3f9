// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/element.hpp"
#include "connectors/communecter/form.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/http_message.hpp"
#include "schema/result.hpp"
#include "schema/value.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

// A commun is an answer to a call, read through its form.
namespace moisson::communecter {

// The forms of a source, each asked for once before the answers to any of them; then those of answers that calls list
// although they were given to another form. An answer may be listed by several calls, and is read the same way in each.
class Forms {
public:
    explicit Forms(const Site& site);

    // The next one to ask for; empty when all are known.
    const std::string* unasked() const noexcept;
    // The answer for that one. A form that is not followed may be nobody's to see: its answers are then withheld.
    Result<Done> take(HttpResponse response, const std::string& where);
    // Gives a form up that is not followed; false for one that is.
    bool ease(const Error& why);
    // Whether some of these answers have a form that is not known yet: those are to be asked for first.
    bool lack_any_of(const std::vector<Row>& answers);
    // Null for a form that was never asked for.
    const Questions* of(const std::string& form) const;

private:
    bool is_followed(const std::string& form) const;
    void give_up();

    std::vector<std::string> followed_;
    std::vector<std::string> unasked_;  // the last one first
    std::map<std::string, Questions> known_;
};

// The answer as an element: `title`, `description`, `tags`, `status` with its past, `funds` {asked, found}, and what
// was answered to the questions that ask for no person.
Element commun_of(const Row& row, const Forms& forms);

// A row of whichever scope.
Element read_row(const Row& row, const Scope& scope, const Site& site, const Forms& forms, std::optional<Instant> now);

}  // namespace moisson::communecter
