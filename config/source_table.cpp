// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/source_table.hpp"

#include "config/address.hpp"
#include "config/credential.hpp"
#include "config/words.hpp"

#include <algorithm>
#include <utility>

namespace moisson {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr hours one_year{366 * 24};  // beyond it a source is not followed

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_source_name(std::string_view name) {
    constexpr std::size_t longest = 40;
    return !name.empty() && name.size() <= longest && is_lower(name[0]) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c); });
}

// Neither dot nor slash: the name of a mapping leads to no other folder.
bool is_mapping_name(std::string_view name) {
    constexpr std::size_t longest = 80;
    return !name.empty() && name.size() <= longest && is_lower(name[0]) &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_'; });
}

bool is_list_of_tables(const Node& node) {
    const Node::List* list = node.list();
    return list != nullptr && !list->empty() &&
           std::all_of(list->begin(), list->end(), [](const Node& each) { return each.table() != nullptr; });
}

// Lists of single values stay lists; what is deeper is no option of anybody.
Result<Section::Option> option_of(const Node::Entry& entry) {
    Section::Option option{{}, entry.place};
    if (const auto* scalar = std::get_if<Section::Scalar>(&entry.value.value)) {
        option.value = *scalar;
        return option;
    }
    std::vector<Section::Scalar> values;
    const Node::List* list = entry.value.list();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const auto* scalar = std::get_if<Section::Scalar>(&(*list)[i].value);
        if (scalar == nullptr)
            return fail(ErrorKind::config, (*list)[i].place, in_quotes(entry.key) + " holds " + (*list)[i].type(),
                        "A list here holds texts or numbers only");
        values.push_back(*scalar);
    }
    if (entry.value.table() != nullptr)
        return fail(
            ErrorKind::config, entry.place, in_quotes(entry.key) + " cannot be a single table",
            "If the source has one or several of them, begin each in two brackets: [[source." + entry.key + "]]");
    if (list == nullptr)
        return fail(ErrorKind::config, entry.place, in_quotes(entry.key) + " cannot be " + entry.value.type(),
                    "An option of a source is a text, a number, true or false, or a list of these");
    option.value = std::move(values);
    return option;
}

// [[source.scope]] and the like: tables of single values, one level deep.
Result<std::vector<Section>> tables_of(const Node::Entry& entry, const std::string& owner) {
    std::vector<Section> tables;
    for (const Node& table : *entry.value.list()) {
        Section section("[[source." + entry.key + "]] of " + owner, table.place);
        for (const Node::Entry& inner : *table.table()) {
            auto option = option_of(inner);
            if (!option) return fail(option.error());
            section.put(inner.key, std::move(*option));
        }
        tables.push_back(std::move(section));
    }
    return tables;
}

Result<Section> section_of(const Node& table) {
    const Node* name = table.find("name");
    const bool named = name != nullptr && name->text() != nullptr;
    const std::string title = named ? "source " + in_quotes(*name->text()) : "this [[source]]";
    Section section(title, table.place);
    for (const Node::Entry& entry : *table.table()) {
        if (entry.key == "contact" || entry.key == "time_zone")
            return fail(ErrorKind::config, entry.place, in_quotes(entry.key) + " stands inside a [[source]]",
                        "Move it above the first [[source]]");
        if (is_list_of_tables(entry.value)) {
            auto tables = tables_of(entry, title);
            if (!tables) return fail(tables.error());
            section.put_tables(entry.key, std::move(*tables), entry.place);
            continue;
        }
        auto option = option_of(entry);
        if (!option) return fail(option.error());
        section.put(entry.key, std::move(*option));
    }
    return section;
}

Result<std::string> required(const Section& section, std::string_view key, std::string_view example) {
    auto written = section.text(key);
    if (!written) return fail(written.error());
    if (*written && !(*written)->empty()) return **written;
    return fail(ErrorKind::config, section.place_of(key), section.name() + " has no " + std::string(key),
                "Write " + std::string(key) + " = " + std::string(example));
}

struct Bounds {
    std::string_view key;
    milliseconds otherwise;
    milliseconds least;
    milliseconds most;
    std::string_view words;
};

Result<milliseconds> length(const Section& section, const Bounds& bounds) {
    const auto written = section.duration(bounds.key);
    if (!written) return fail(written.error());
    const milliseconds value = written->value_or(bounds.otherwise);
    if (value < bounds.least || value > bounds.most)
        return fail(ErrorKind::config, section.place_of(bounds.key),
                    std::string(bounds.key) + " must be " + std::string(bounds.words), {});
    return value;
}

Result<Done> read_rhythm(const Section& section, SourceConfig& source) {
    const auto poll = length(section, {"poll", minutes(10), seconds(1), one_year, "between \"1s\" and \"366d\""});
    if (!poll) return fail(poll.error());
    const auto census = length(section, {"census", hours(24), minutes(1), one_year, "between \"1min\" and \"366d\""});
    if (!census) return fail(census.error());
    const auto deep =
        length(section, {"deep_census", hours(7 * 24), hours(1), one_year, "between \"1h\" and \"366d\""});
    if (!deep) return fail(deep.error());
    const auto delay = length(section, {"min_delay", seconds(1), seconds(0), hours(1), "at most \"1h\""});
    if (!delay) return fail(delay.error());
    source.poll = *poll;
    source.census = *census;
    source.deep_census = *deep;
    source.min_delay = *delay;
    return Done{};
}

// Whether it can be read is looked at with the mappings, by load_config.
Result<Done> read_trust(const Section& section, SourceConfig& source) {
    const auto file = section.text("ca_file");
    if (!file) return fail(file.error());
    if (!*file) return Done{};
    if (!(*file)->starts_with('/'))
        return fail(ErrorKind::config, section.place_of("ca_file"), "ca_file must be a whole path",
                    "Write it from the root, like ca_file = \"/etc/moisson/our-ca.pem\"");
    source.ca_file = **file;
    return Done{};
}

// What it holds is looked at by whoever signs in: a configuration may be read where its secrets may not.
Result<Done> read_account(const Section& section, SourceConfig& source) {
    const auto named = section.text("credential");
    if (!named) return fail(named.error());
    if (!*named) return Done{};
    if (auto sound = check_credential_name(**named, section.place_of("credential")); !sound) return sound;
    source.credential = **named;
    return Done{};
}

Result<Done> read_names(const Section& section, SourceConfig& source) {
    auto name = required(section, "name", "\"movilab\"");
    if (!name) return fail(name.error());
    if (!is_source_name(*name))
        return fail(ErrorKind::config, section.place_of("name"), in_quotes(*name) + " cannot be the name of a source",
                    "Use small letters and digits, a letter first, at most 40");
    if (*name == "local")
        return fail(ErrorKind::config, section.place_of("name"),
                    "\"local\" is kept for what people say in Moisson itself", "Choose another name");
    auto kind = required(section, "kind", "\"mediawiki\"");
    if (!kind) return fail(kind.error());
    auto mapping = section.text("mapping");
    if (!mapping) return fail(mapping.error());
    source.name = SourceName(*name);
    source.kind = std::move(*kind);
    source.mapping = mapping->value_or(*name);
    if (!is_mapping_name(source.mapping))
        return fail(ErrorKind::config, section.place_of("mapping"),
                    in_quotes(source.mapping) + " cannot be the name of a mapping",
                    "Write the name of its file in mappings/ without .toml: small letters, digits, - and _");
    return Done{};
}

Result<Done> check_addresses(const Node& table, const Section& section) {
    const auto allowed = section.flag("allow_plain_http");
    if (!allowed) return fail(allowed.error());
    const auto plain = allowed->value_or(false) ? PlainHttp::allowed : PlainHttp::loopback_only;
    // Looked at beside the section: which of them is a key at all is for the connector to say.
    for (const std::string_view key : {"api", "base_url"}) {
        const Node* address = table.find(key);
        if (address == nullptr || address->text() == nullptr) continue;
        if (auto sound = check_address(*address->text(), plain, section.place_of(key)); !sound) return sound;
    }
    return Done{};
}

}  // namespace

Result<SourceConfig> read_source(const Node& table) {
    auto section = section_of(table);
    if (!section) return fail(section.error());
    SourceConfig source;
    if (const auto names = read_names(*section, source); !names) return fail(names.error());
    if (const auto rhythm = read_rhythm(*section, source); !rhythm) return fail(rhythm.error());
    if (const auto trust = read_trust(*section, source); !trust) return fail(trust.error());
    if (const auto account = read_account(*section, source); !account) return fail(account.error());
    if (const auto sound = check_addresses(table, *section); !sound) return fail(sound.error());
    // Ours were asked for above; the connector asks for its own, then refuses what nobody asked for.
    source.options = std::move(*section);
    return source;
}

}  // namespace moisson
