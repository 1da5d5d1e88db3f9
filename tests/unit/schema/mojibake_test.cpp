// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mojibake.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace moisson;

TEST_CASE("text that was encoded twice is noticed, wherever it stands in a good one") {
    for (const char* text : {"fÃªte", "rÃ©pondre", "Ã\u00A0 Paris", "lâ€™eau", "â€“ oui", "Â« bon Â»", "10 â‚¬",
                             "fĂŞte", "fĂȘte", "rĂ©pondre", "Ã‰tude", "un été, une fête, puis : fÃªte"}) {
        CAPTURE(text);
        CHECK(looks_double_encoded(text));
    }
}

TEST_CASE("French as people write it is not") {
    for (const char* text :
         {"", "fête", "ÂGE, CHÂTEAU, « Bâ », âpre", "L’été à l’île d’Oléron : « œuvre »… 10 € – oui", "Ã", "Â", "ă",
          "São Paulo, Ângela", "Ăn Ă", "𝕀𝕕𝕖𝕟𝕥 🐝", "â", "\xC3", "\xC3\x83", "\xC3\x83\xC2"}) {
        CAPTURE(text);
        CHECK_FALSE(looks_double_encoded(text));
    }
}
