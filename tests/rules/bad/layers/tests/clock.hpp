// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/poller.hpp"
#include <doctest/doctest.h>
