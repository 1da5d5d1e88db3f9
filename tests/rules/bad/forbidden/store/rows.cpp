// SPDX-License-Identifier: GPL-3.0-or-later
auto a = std::chrono::system_clock::now();
void log() { std::cerr << 1; }  // refused: logger
auto b = popen("ls", "r");  // refused: shell
