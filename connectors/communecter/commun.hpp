// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/element.hpp"
#include "connectors/communecter/forms.hpp"
#include "connectors/communecter/scope.hpp"

#include <optional>

// A commun is an answer to a call, read through its form.
namespace moisson::communecter {

// The answer as an element: `title`, `description`, `tags`, `status` with its past, `funds` {asked, found}, and what
// was answered to the questions that ask for no person.
Element commun_of(const Row& row, const Forms& forms);

// A row of whichever scope.
Element read_row(const Row& row, const Scope& scope, const Site& site, const Forms& forms, std::optional<Instant> now);

}  // namespace moisson::communecter
