// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace moisson::health {

// For whom something is told. What everybody may see never depends on what only routers may.
enum class Audience {
    routers,    // who accompany third places, and call people
    everybody,  // the public: whatever is exported, published or shown without a name
};

// Its ASCII id: "routers", "public".
std::string_view id_of(Audience audience) noexcept;

}  // namespace moisson::health
