// SPDX-License-Identifier: GPL-3.0-or-later
asio::awaitable<int> read();  // refused: place
