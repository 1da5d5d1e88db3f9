// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/item.hpp"
#include <sqlite3.h>  // refused: headers
