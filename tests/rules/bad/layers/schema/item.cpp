// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/item.hpp"

#include <rapidjson/writer.h>
#include <sqlite3.h>  // refused: libraries
