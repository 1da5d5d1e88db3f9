// SPDX-License-Identifier: GPL-3.0-or-later
asio::awaitable<int> braced() {
    co_await send(Request{url, {}});  // refused: operand
    co_return co_await send({url});  // refused: operand
}
asio::awaitable<int> lambdas() {
    co_await run([this]() { return 1; });  // refused: operand
    co_await co_spawn(pool,  // refused: operand
                      [held] { return held; }, use_awaitable);
    auto answer = co_await wait(first, [held](int n) { return n; });  // refused: operand
}
asio::awaitable<int> conditions() {
    if (co_await ready()) co_return 1;  // refused: operand
    if (!co_await ready()) co_return 1;  // refused: operand
    while (co_await ready()) co_return 1;  // refused: operand
    switch (co_await ready()) {  // refused: operand
    }
    for (auto item : co_await all()) {  // refused: operand
    }
}
asio::awaitable<Result<std::vector<int>>> Poller::borrows(const std::string& name);  // refused: borrowed
asio::awaitable<void> borrows_more(std::string_view name);  // refused: borrowed
asio::awaitable<void> borrows_most(int n, Request&& request) {  // refused: borrowed
    co_return;
}
awaitable<void> borrows_many(std::span<int> items);  // refused: borrowed

asio::awaitable<Result<int>> named(Driver& driver, std::string name, const int n) {
    auto request = Request{url, {}};
    const bool ready = co_await send(std::move(request));
    if (ready) { co_await stop(); }
    const auto last = (co_await rows())[n];
    auto row = co_await at(rows[n]);  // a { in a comment, co_await send({})
    log("co_await send({url})");
    if (auto found = co_await find(n); found) co_return *found;
    std::vector<asio::awaitable<void>> tasks;
    asio::awaitable<void> task = run(std::move(name));
    co_return n;
}
