// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/record.hpp"
#include "tests/unit/connectors/scripted_wiki.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::test {

// A whole moissond on a thread of this process: real socket, real store in a folder of its own, a wiki in memory.
class DaemonRig {
public:
    explicit DaemonRig(mediawiki_test::ScriptedWiki wiki = mediawiki_test::small_wiki());
    ~DaemonRig();  // stops it when nobody did
    DaemonRig(const DaemonRig&) = delete;
    DaemonRig& operator=(const DaemonRig&) = delete;

    // The wiki keeps that request of the first run waiting until it is let go. Before start().
    void hold_request(std::size_t number);
    void await_held();
    void let_go();

    // The store thread does nothing until it is let go. Before start().
    void hold_store();
    void let_store_go();

    void start();  // returns when it listens
    // Waits for its end: the exit code. The state folder stays until the rig goes.
    int await_end();

    std::string socket() const;
    std::vector<Run> runs_in_store() const;  // once it has ended

private:
    struct Life;
    std::unique_ptr<Life> life_;
};

// One connection to a Unix socket, as a program would hold it.
class Caller {
public:
    explicit Caller(const std::string& path);
    ~Caller() { hang_up(); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    Caller& say(std::string_view bytes);
    Caller& say_no_more();                             // the other side reads an end, and may still answer
    std::string hear() const;                          // all there is, to the end
    std::string hear_until(std::string_view s) const;  // as far as that text, or to the end
    void hang_up();

private:
    int socket_ = -1;
};

struct Answer {
    int status = 0;  // 0: no answer
    std::string body;
};

// One question and its whole answer.
Answer ask(const std::string& socket, const std::string& line, const std::string& form = {});
Answer read_answer(const std::string& bytes);

}  // namespace moisson::test
