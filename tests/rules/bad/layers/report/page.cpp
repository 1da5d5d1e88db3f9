// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/item.hpp"
#include "store/sqlite/rows.hpp"  // refused: rooms
#include "generated/version.hpp"  // refused: rooms
#include <libpq-fe.h>  // refused: libraries
