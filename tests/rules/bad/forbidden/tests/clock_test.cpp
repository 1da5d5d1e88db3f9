// SPDX-License-Identifier: GPL-3.0-or-later
using namespace moisson;
auto a = "arrêté";
auto b = std::chrono::steady_clock::now();
void wait() { std::this_thread::sleep_for(1s); }  // refused: sleep
void wait_more() { usleep(3); }  // refused: sleep
auto c = clock.sleep_until(when);
