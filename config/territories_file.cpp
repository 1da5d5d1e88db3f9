// SPDX-License-Identifier: GPL-3.0-or-later
// territories.toml: which departments, regions and countries there are.
#include "config/config.hpp"
#include "config/document.hpp"
#include "config/words.hpp"
#include "schema/fingerprint.hpp"

#include <algorithm>
#include <set>

namespace moisson {
namespace {

namespace fs = std::filesystem;

using Keys = std::vector<std::string>;

// A text of a table; empty where it is not there and need not be.
Result<std::string> read_text_of(const Node& table, std::string_view key, std::string_view where_in) {
    const Node* node = table.find(key);
    if (node == nullptr) return std::string();
    if (const std::string* text = node->text(); text != nullptr && !text->empty()) return *text;
    return fail(ErrorKind::config, node->place, std::string(key) + " of " + std::string(where_in) + " must be a text",
                "Write it like " + std::string(key) + " = \"…\"");
}

// The rows of a list of tables, each with its code, which none shares with another.
class Rows {
public:
    Rows(const Node& file, std::string key, Keys known) : file_(file), key_(std::move(key)), known_(std::move(known)) {}

    template <class Take>
    Result<Done> each(const Take& take) {
        const Node* list = file_.find(key_);
        if (list == nullptr) return Done{};
        if (list->list() == nullptr)
            return fail(ErrorKind::config, list->place, key_ + " must be a list of tables", remedy());
        for (const Node& row : *list->list()) {
            if (row.table() == nullptr)
                return fail(ErrorKind::config, row.place, "a " + key_ + " must be a table, not " + row.type(),
                            remedy());
            if (const auto keys = refuse_unknown(row, "a " + key_, known_); !keys) return fail(keys.error());
            const auto code = read_text_of(row, "code", key_);
            if (!code) return fail(code.error());
            const auto name = read_text_of(row, "name", key_);
            if (!name) return fail(name.error());
            if (code->empty() || name->empty())
                return fail(ErrorKind::config, row.place, "a " + key_ + " has a code and a name", remedy());
            if (!codes_.insert(*code).second)
                return fail(ErrorKind::config, row.place, "there are two with the code " + in_quotes(*code),
                            "Remove one");
            if (const auto taken = take(row, *code, *name); !taken) return fail(taken.error());
        }
        return Done{};
    }

private:
    std::string remedy() const { return "Write it like { code = \"…\", name = \"…\" }"; }

    const Node& file_;
    std::string key_;
    Keys known_;
    std::set<std::string> codes_;
};

Result<std::vector<std::string>> read_postal(const Node& row) {
    std::vector<std::string> all;
    const Node* node = row.find("postal");
    if (node == nullptr) return all;
    const std::string remedy = "Write it like postal = [\"200\", \"201\"]";
    if (node->list() == nullptr) return fail(ErrorKind::config, node->place, "postal must be a list of texts", remedy);
    for (const Node& each : *node->list()) {
        const std::string* text = each.text();
        if (text == nullptr || text->empty() || text->find_first_not_of("0123456789") != std::string::npos)
            return fail(ErrorKind::config, each.place, "postal codes begin with digits", remedy);
        all.push_back(*text);
    }
    return all;
}

Result<Done> read_departments(const Node& file, Territories& out) {
    Rows rows(file, "department", {"code", "name", "region", "country", "postal"});
    return rows.each([&](const Node& row, const std::string& code, const std::string& name) -> Result<Done> {
        const auto region = read_text_of(row, "region", "department");
        if (!region) return fail(region.error());
        const auto is_it = [&](const Territories::Region& each) { return each.code == *region; };
        if (!region->empty() && std::none_of(out.regions.begin(), out.regions.end(), is_it))
            return fail(ErrorKind::config, row.find("region")->place, "there is no region " + in_quotes(*region),
                        "Write the code of one of the regions of this file");
        const auto country = read_text_of(row, "country", "department");
        if (!country) return fail(country.error());
        auto postal = read_postal(row);
        if (!postal) return fail(postal.error());
        out.departments.push_back({code, name, *region, *country, std::move(*postal)});
        return Done{};
    });
}

}  // namespace

Result<Territories> parse_territories(std::string_view text, std::string_view file_name) {
    const auto file = parse_document(text, file_name);
    if (!file) return fail(file.error());
    if (const auto keys = refuse_unknown(*file, "the territories", {"region", "department", "country"}); !keys)
        return fail(keys.error());
    Territories out;
    const auto regions = Rows(*file, "region", {"code", "name"})
                             .each([&](const Node&, const std::string& code, const std::string& name) {
                                 out.regions.push_back({code, name});
                                 return Result<Done>(Done{});
                             });
    if (!regions) return fail(regions.error());
    if (const auto departments = read_departments(*file, out); !departments) return fail(departments.error());
    const auto countries = Rows(*file, "country", {"code", "name"})
                               .each([&](const Node&, const std::string& code, const std::string& name) {
                                   out.countries.push_back({code, name});
                                   return Result<Done>(Done{});
                               });
    if (!countries) return fail(countries.error());
    return out;
}

Result<Done> know_territories(Mapping& mapping, const ConfigPlaces& places) {
    const auto speaks_of_one = [](const Mapping::FieldRule& rule) { return rule.field == "territory"; };
    if (std::none_of(mapping.fields.begin(), mapping.fields.end(), speaks_of_one)) return Done{};
    const std::string name = "territories.toml";
    std::vector<fs::path> folders{places.file.parent_path()};
    if (!places.shipped.empty()) folders.push_back(places.shipped);
    for (const fs::path& folder : folders) {
        std::error_code trouble;
        if (!fs::exists(folder / name, trouble) && !trouble) continue;
        const auto text = read_text(folder / name, "--config");
        if (!text) return fail(text.error());
        auto territories = parse_territories(*text, (folder / name).string());
        if (!territories) return fail(territories.error());
        mapping.territories = std::move(*territories);
        mapping.hash = meaning_of(mapping);
        return Done{};
    }
    return fail(ErrorKind::config, places.file.string(),
                "a mapping asks for territories, and " + name + " is nowhere to be found",
                "It comes with Moisson, beside its mappings; or put one beside the configuration");
}

}  // namespace moisson
