// SPDX-License-Identifier: GPL-3.0-or-later
// system_clock::now() and getenv in a comment, and in a literal below, are nobody's business.
#include <iostream>  // refused: logger
#include <mutex>  // refused: thread
#include <random>  // refused: random
using namespace std;  // refused: using-namespace
using namespace std::chrono_literals;
static int counter = 0;  // refused: global
inline std::map<std::string, int> cache;  // refused: global
static constexpr int limit = 3;
static const std::string name = "getenv system_clock::now()";
static std::string shown(int number);
auto a = std::chrono::system_clock::now();  // refused: clock
auto b = std::chrono::steady_clock::now();  // refused: clock
auto c = time(nullptr);  // refused: clock
auto d = std::getenv("HOME");  // refused: environment
std::mutex guard;  // refused: thread
std::jthread worker(run);  // refused: thread
thread_local int n;  // refused: thread
auto e = ::socket(AF_INET, 0, 0);  // refused: socket
void log() { std::cout << 1; }  // refused: logger
void more() { spdlog::info("x"); }  // refused: logger
auto f = std::rand();  // refused: rand
auto g = std::system("ls");  // refused: shell
auto h = dynamic_cast<Thing*>(x);  // refused: downcast
static Thing& instance();  // refused: singleton
auto i = time(when);
auto j = ecosystem(1) + operand(2);
auto k = clock.now();
auto l = snprintf(buffer, 3, "x");
auto m = "Médiathèque";  // refused: french
auto o = "plain … “ascii” words";
auto p = 1;  // TODO later, refused: unfinished
auto q = 1;  // FIXME refused: unfinished
auto r = 1;  // NOLINT refused: silenced
auto s = 1;  // NOLINT(bugprone-x) refused: silenced
auto t = 1;  // NOLINT(bugprone-x): libcurl wants it so
std::thread(run).detach();  // refused: detach refused: thread
