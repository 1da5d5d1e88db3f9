// SPDX-License-Identifier: GPL-3.0-or-later
// Asio is compiled once, here (BOOST_ASIO_SEPARATE_COMPILATION): every other file only pays for its declarations.
#include <boost/asio/impl/src.hpp>
