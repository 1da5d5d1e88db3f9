// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrations.hpp"

namespace moisson::store::sqlite {

// Whether items may be published, where that is asked apart from their contents. An item without a row is published.
const char* const schema_v4 = R"sql(
CREATE TABLE standing (
    source      INTEGER NOT NULL,
    item        TEXT    NOT NULL,
    publication TEXT    NOT NULL,                -- open assumed unknown withheld
    why         TEXT    NOT NULL,                -- of withheld
    asked       INTEGER,                         -- when the source itself said so; NULL: it was never asked
    due         INTEGER,                         -- to be asked from then on; NULL: nothing calls for it
    hidden      INTEGER GENERATED ALWAYS AS (publication NOT IN ('open', 'assumed')) VIRTUAL,
    PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_due   ON standing (source, due) WHERE due IS NOT NULL;
CREATE INDEX standing_asked ON standing (source, asked);      -- whose turn is it? how many were asked of late?
)sql";

}  // namespace moisson::store::sqlite
