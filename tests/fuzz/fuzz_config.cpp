// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a configuration or an error that says where it is; what is accepted keeps its bounds.
#include "config/config.hpp"

#include <cstdint>
#include <cstdlib>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void one_error(const Error& error) {
    require(error.kind == ErrorKind::config);
    require(error.where.starts_with("fuzz.toml"));
    require(!error.what.empty());
}

void one_source(const SourceConfig& source) {
    using namespace std::chrono_literals;
    require(!source.name.empty() && source.name.text != "local");
    require(source.mapping.find_first_of("./\\") == std::string::npos);
    require(source.poll >= 1s && source.census >= 1min && source.min_delay >= 0s && source.min_delay <= 1h);
    // Asked for everything a connector asks, in every type: a value or an error, never a crash.
    for (const char* key : {"api", "namespaces", "x"}) {
        (void)source.options.text(key);
        (void)source.options.integers(key);
        (void)source.options.texts(key);
        (void)source.options.duration(key);
    }
    if (const auto unread = source.options.refuse_unread(); !unread) one_error(unread.error());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    if (const auto territories = parse_territories(text, "fuzz.toml"); !territories) one_error(territories.error());
    const auto config = parse_config(text, "fuzz.toml");
    if (!config) {
        one_error(config.error());
        return 0;
    }
    require(!config->contact.empty() && !config->sources.empty());
    for (const SourceConfig& source : config->sources) one_source(source);
    return 0;
}
