// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/normaliser.hpp"
#include "schema/record.hpp"

namespace moisson::report {

// One page under a mapping, before and after, as an object:
//   source, item, title, revision
//   kind            {before, after, rule}
//   fields          [{field, value, rule, before?}] as the mapping makes them; `before` where the record now differs
//   gone            [{field, before}] fields of the record that the mapping no longer fills
//   values          [{name, text, field, fate}] every value of the page, in its order, and what became of it
//   templates, categories
//   counts          {categories, links, images, headings, addresses} of the page
//   remarks         what a person should know of its bytes, a sentence each
//   surprises       names; refused: whether the contract of the mapping would keep the record as it is
Value trial(const KeptPage& page, const Reading& reading, const Account& after);

}  // namespace moisson::report
