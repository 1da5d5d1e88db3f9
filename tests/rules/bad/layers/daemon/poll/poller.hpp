// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.hpp"
#include "generated/version.hpp"
#include "tests/clock.hpp"  // refused: rooms
#include <boost/asio/awaitable.hpp>
#include <doctest/doctest.h>  // refused: libraries
