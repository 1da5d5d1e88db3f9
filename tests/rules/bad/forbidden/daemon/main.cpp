// SPDX-License-Identifier: GPL-3.0-or-later
auto a = std::chrono::system_clock::now();
auto b = std::getenv("HOME");
auto c = std::rand();  // refused: rand
static Daemon& get() { return it; }  // refused: singleton
auto d = "arrêté";  // refused: french
std::this_thread::sleep_for(1s);
