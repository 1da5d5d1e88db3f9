// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidjson/document.h>
#include <spdlog/spdlog.h>  // refused: libraries
