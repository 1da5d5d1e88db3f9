// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"
#include "schema/grid.hpp"
#include "schema/ids.hpp"
#include "schema/mapping.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace moisson {

struct SourceConfig {
    SourceName name;
    std::string kind;                         // "mediawiki"
    std::string mapping;                      // name of the file in mappings/, without .toml
    Mapping rules;                            // what that file says
    std::chrono::milliseconds poll{};         // between two polls
    std::chrono::milliseconds census{};       // between two censuses of Depth::latest
    std::chrono::milliseconds deep_census{};  // … of Depth::history
    std::chrono::milliseconds min_delay{};    // between two requests
    std::string ca_file;                      // who vouches for its certificate instead of the system's; may be empty
    std::string credential;                   // a path, or a name systemd gives it; empty: no account
    Section options;                          // the connector's own (api, namespaces …)
};

struct Config {
    std::string contact;  // goes into the User-Agent
    std::string time_zone = "Europe/Paris";
    std::string time_zone_place;  // where that is written, "moisson.toml:9:1"; empty: nowhere
    std::vector<SourceConfig> sources;
    std::map<std::string, Grid> grids;  // by kind; "defaut": of all that is worked on

    // What is expected of that kind: its own grid, else the one of all that is worked on. No lines: nothing.
    Grid grid_for(std::string_view kind) const;
    const SourceConfig* find(std::string_view source) const noexcept;
};

// Where mappings, grids and territories are looked for, in this order: beside the configuration file, then `shipped`.
struct ConfigPlaces {
    std::filesystem::path file;
    std::filesystem::path shipped;  // /usr/share/moisson
};

// Reads and checks the whole configuration, its mappings and grids. Error{config} has file:line:column, the cause,
// and the nearest known word.
Result<Config> load_config(const ConfigPlaces& places);

// The same, whatever its mappings are worth: the rules of every source are empty, and nothing else was looked at.
Result<Config> load_sources(const ConfigPlaces& places);

// Reads one mapping file: a regular one, and not an empty one, which would take every page out of the catalogue.
Result<Mapping> load_mapping(const std::filesystem::path& file);
// Gives a mapping that fills a territory the ones there are: those beside the configuration file, else those that are
// shipped. Any other mapping stays as it is.
Result<Done> know_territories(Mapping& mapping, const ConfigPlaces& places);
// Every grid there is, by kind: those beside the configuration file before those that are shipped.
Result<std::map<std::string, Grid>> load_grids(const ConfigPlaces& places);
Result<Grid> parse_grid(std::string_view text, std::string_view file_name);
Result<Territories> parse_territories(std::string_view text, std::string_view file_name);
Result<Mapping> parse_mapping(std::string_view text, std::string_view file_name);
Result<Config> parse_config(std::string_view text, std::string_view file_name);  // without its mappings

}  // namespace moisson
