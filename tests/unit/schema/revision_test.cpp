// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/revision.hpp"

#include <doctest/doctest.h>

using namespace moisson;

TEST_CASE("numbers of revisions are compared as numbers, and none comes before all") {
    CHECK(comes_before(RevisionId("9"), RevisionId("10")));
    CHECK_FALSE(comes_before(RevisionId("10"), RevisionId("9")));
    CHECK(comes_before(RevisionId(), RevisionId("1")));
    CHECK_FALSE(comes_before(RevisionId("7"), RevisionId("7")));
}
