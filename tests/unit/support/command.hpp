// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace moisson::test {

// Another program, running beside the test until it goes: what it says is read line by line.
class Command {
public:
    explicit Command(std::vector<std::string> words) {
        std::array<int, 2> pipe_ends{};
        if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe");
        process_ = fork();
        if (process_ == 0) become(words, pipe_ends);
        close(pipe_ends[1]);
        output_ = fdopen(pipe_ends[0], "r");
        if (process_ < 0 || output_ == nullptr) throw std::runtime_error("cannot start " + words.front());
    }
    ~Command() {
        if (process_ > 0) {
            kill(process_, SIGKILL);
            waitpid(process_, nullptr, 0);
        }
        std::fclose(output_);
    }
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    // The next line that begins with `words`, without them.
    std::string line_after(const std::string& words) {
        for (std::string line = next_line(); !line.empty(); line = next_line())
            if (line.starts_with(words))
                return line.substr(words.size(), line.find_last_not_of("\r\n") + 1 - words.size());
        throw std::runtime_error("the program never said " + words);
    }
    // All that is left of its output, to the end.
    std::string rest() {
        std::string out;
        std::array<char, 4096> piece{};
        while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), output_))
            out.append(piece.data(), size);
        return out;
    }

private:
    std::string next_line() {
        std::array<char, 4096> line{};
        return std::fgets(line.data(), static_cast<int>(line.size()), output_) == nullptr ? std::string() : line.data();
    }
    [[noreturn]] static void become(const std::vector<std::string>& words, const std::array<int, 2>& pipe_ends) {
        std::vector<char*> arguments;
        for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        dup2(pipe_ends[1], STDOUT_FILENO);
        close(pipe_ends[0]);
        if (std::freopen("/dev/null", "r", stdin) != nullptr && std::freopen("/dev/null", "w", stderr) != nullptr)
            execvp(arguments[0], arguments.data());
        _exit(127);
    }

    pid_t process_ = -1;
    std::FILE* output_ = nullptr;
};

// Runs a program to its end and answers what it printed.
inline std::string output_of(std::vector<std::string> words) {
    return Command(std::move(words)).rest();
}

}  // namespace moisson::test
