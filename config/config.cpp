// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"

#include "config/address.hpp"
#include "config/document.hpp"
#include "config/source_table.hpp"
#include "config/words.hpp"

#include <algorithm>

namespace moisson {
namespace {

namespace fs = std::filesystem;

Result<Done> read_contact(const Node& file, std::string_view file_name, Config& config) {
    const std::string example =
        "Write contact = \"you@example.org\" above the first [[source]]: the people who run "
        "the sources must be able to reach you";
    const Node* contact = file.find("contact");
    if (contact == nullptr)
        return fail(ErrorKind::config, std::string(file_name) + ":1:1", "contact is missing", example);
    if (contact->text() == nullptr || !is_contact(*contact->text()))
        return fail(ErrorKind::config, contact->place, "contact must be an e-mail address or an https:// page",
                    example);
    config.contact = *contact->text();
    return Done{};
}

// Whether there is such a zone, the machine knows: here only what can be no name is refused.
Result<Done> read_time_zone(const Node& file, Config& config) {
    const Node* zone = file.find("time_zone");
    if (zone == nullptr) return Done{};
    const std::string* name = zone->text();
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_+-/").find(c) != std::string_view::npos;
    };
    if (name == nullptr || name->empty() || name->front() == '/' || !std::all_of(name->begin(), name->end(), fits))
        return fail(ErrorKind::config, zone->place, "time_zone must be the name of a time zone",
                    "Write it like time_zone = \"Europe/Paris\"");
    config.time_zone = *name;
    config.time_zone_place = zone->place;
    return Done{};
}

Result<Done> read_sources(const Node& file, std::string_view file_name, Config& config) {
    const std::string remedy = "Each source starts with [[source]], in two pairs of brackets";
    const Node* sources = file.find("source");
    if (sources == nullptr)
        return fail(ErrorKind::config, std::string(file_name) + ":1:1", "there is no source to harvest", remedy);
    const Node::List* tables = sources->list();
    if (tables == nullptr)
        return fail(ErrorKind::config, sources->place, "source must be a list of tables, not " + sources->type(),
                    remedy);
    for (const Node& table : *tables) {
        if (table.table() == nullptr)
            return fail(ErrorKind::config, table.place, "a source must be a table, not " + table.type(), remedy);
        auto source = read_source(table);
        if (!source) return fail(source.error());
        if (const SourceConfig* twin = config.find(source->name.text))
            return fail(ErrorKind::config, source->options.place_of("name"),
                        "a source named " + in_quotes(source->name.text) + " already stands at " +
                            twin->options.place_of("name"),
                        "Give each its own name");
        config.sources.push_back(std::move(*source));
    }
    if (config.sources.empty()) return fail(ErrorKind::config, sources->place, "there is no source to harvest", remedy);
    return Done{};
}

std::vector<fs::path> mapping_folders(const ConfigPlaces& places) {
    std::vector<fs::path> folders{places.file.parent_path() / "mappings"};
    if (!places.shipped.empty()) folders.push_back(places.shipped / "mappings");
    return folders;
}

std::vector<std::string> mapping_names(const std::vector<fs::path>& folders) {
    constexpr std::size_t most = 1000;  // names to compare with
    std::vector<std::string> names;
    for (const fs::path& folder : folders) {
        std::error_code trouble;
        for (fs::directory_iterator at(folder, trouble), end; !trouble && at != end && names.size() < most;
             at.increment(trouble))
            if (at->path().extension() == ".toml") names.push_back(at->path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<Done> load_rules(SourceConfig& source, const std::vector<fs::path>& folders) {
    const std::string file = source.mapping + ".toml";
    for (const fs::path& folder : folders) {
        std::error_code trouble;
        if (!fs::exists(folder / file, trouble) && !trouble) continue;
        auto rules = load_mapping(folder / file);
        if (!rules) return fail(rules.error());
        source.rules = std::move(*rules);
        return Done{};
    }
    std::string looked;
    for (const fs::path& folder : folders) looked += (looked.empty() ? "" : " nor in ") + folder.string();
    const std::string close = nearest(source.mapping, mapping_names(folders));
    return fail(ErrorKind::config, source.options.place_of("mapping"),
                source.options.name() + " needs a mapping: " + file + " is neither in " + looked,
                close.empty() ? "Write mapping = \"…\" with the name of one, or add that file"
                              : "Did you mean mapping = " + in_quotes(close) + "?");
}

Result<Done> check_trust(const SourceConfig& source) {
    if (source.ca_file.empty()) return Done{};
    const auto text = read_text(source.ca_file, "ca_file");
    if (!text)
        return fail(ErrorKind::config, source.options.place_of("ca_file"),
                    text.error().where + ": " + text.error().what,
                    "ca_file names a file of certificates that Moisson may read");
    if (text->find("-----BEGIN CERTIFICATE-----") == std::string::npos &&
        text->find("-----BEGIN TRUSTED CERTIFICATE-----") == std::string::npos)
        return fail(ErrorKind::config, source.options.place_of("ca_file"), source.ca_file + " holds no certificate",
                    "It must be in PEM form, with a line -----BEGIN CERTIFICATE-----");
    return Done{};
}

}  // namespace

const SourceConfig* Config::find(std::string_view source) const noexcept {
    for (const SourceConfig& each : sources)
        if (each.name.text == source) return &each;
    return nullptr;
}

Result<Config> parse_config(std::string_view text, std::string_view file_name) {
    const auto file = parse_document(text, file_name);
    if (!file) return fail(file.error());
    if (const auto keys = refuse_unknown(*file, "the configuration", {"contact", "time_zone", "source"}); !keys)
        return fail(keys.error());
    Config config;
    if (const auto contact = read_contact(*file, file_name, config); !contact) return fail(contact.error());
    if (const auto zone = read_time_zone(*file, config); !zone) return fail(zone.error());
    if (const auto sources = read_sources(*file, file_name, config); !sources) return fail(sources.error());
    return config;
}

Result<Config> load_sources(const ConfigPlaces& places) {
    const auto text = read_text(places.file, "--config");
    if (!text) return fail(text.error());
    return parse_config(*text, places.file.string());
}

Result<Config> load_config(const ConfigPlaces& places) {
    auto config = load_sources(places);
    if (!config) return fail(config.error());
    const auto folders = mapping_folders(places);
    for (SourceConfig& source : config->sources) {
        if (const auto rules = load_rules(source, folders); !rules) return fail(rules.error());
        if (const auto known = know_territories(source.rules, places); !known) return fail(known.error());
        if (const auto trust = check_trust(source); !trust) return fail(trust.error());
    }
    auto grids = load_grids(places);
    if (!grids) return fail(grids.error());
    config->grids = std::move(*grids);
    return config;
}

}  // namespace moisson
