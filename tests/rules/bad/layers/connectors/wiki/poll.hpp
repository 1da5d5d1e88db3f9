// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/wiki/answer.hpp"
#include "report/page.cpp"  // refused: spelling
#include "store/sqlite/rows.hpp"  // refused: rooms
#include <pugixml.hpp>  // refused: headers
