// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/cli/command_line.hpp"
#include "daemon/system/places.hpp"
#include "daemon/system/world.hpp"
#include "schema/record.hpp"

namespace moisson::daemon {

// Does what a person asked; the exit code. Answers go to stdout, everything else to stderr.
int perform(const Command& command, World world);

// One subject each.
// status sources show changes runs … and why health transitions wake calibrate; `now` is our clock
int read_command(const Command& command, const Places& places, Instant now);
int health_command(const Command& command, const Places& places, Instant now);
int find_command(const Command& command, const Places& places);
int schema_command(const Command& command);
int check_command(const Command& command, const Places& places);
int check_health_command(const Command& command, const Places& places);
int probe_command(const Command& command, const Places& places);
int map_command(const Command& command, const Places& places);
int link_command(const Command& command, const Places& places);
int import_command(const Command& command, const Places& places, World world);
int run_command(const Command& command, const Places& places, World world);  // harvest resync census

// Whom an answer is for when nothing was said: routers when it is read here, the public when it leaves as JSON.
std::string audience_of(const Command& command);

// One line on stderr: "moisson: where: what. remedy"
void complain(const Error& error, std::string_view program = "moisson");
// The same once all that was printed stands there, and the exit code to end with.
int end_with(const Error& error, int code);
int end_with(const Error& error);  // with the error's own
// The exit code of an error met outside a run.
int exit_code_of(const Error& error) noexcept;
// Of several runs, the one that matters most: 7 before 1 before 3 before 0; an interruption before all.
int graver(int one, int other) noexcept;
int exit_code_of(Outcome outcome) noexcept;

}  // namespace moisson::daemon
