// SPDX-License-Identifier: GPL-3.0-or-later
// grids/KIND.toml: what is expected of a kind of resource.
#include "config/config.hpp"
#include "config/document.hpp"
#include "config/words.hpp"

#include <algorithm>
#include <array>

namespace moisson {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view of_all_works = "defaut";
constexpr double least_weight = 0.001;  // what is smaller by hundreds of digits has no ratio to anything
constexpr double most_weight = 1'000'000;
constexpr std::chrono::days longest_half_life(36'500);

std::string example() {
    return "Write it like [[criterion]] is = \"contact\", weight = 30, half_life = \"365d\"";
}

Result<Criterion> read_criterion(const Node& table) {
    const Node* is = table.find("is");
    if (is == nullptr || is->text() == nullptr)
        return fail(ErrorKind::config, is == nullptr ? table.place : is->place,
                    "[[criterion]] does not say which criterion it is", example());
    if (const auto known = criterion_with(*is->text())) return *known;
    return fail(ErrorKind::config, is->place, in_quotes(*is->text()) + " is not a criterion",
                hint(*is->text(), known_criteria()));
}

std::optional<double> number_in(const Node& node) {
    const auto* scalar = std::get_if<Section::Scalar>(&node.value);
    if (scalar == nullptr) return std::nullopt;
    if (const auto* whole = std::get_if<std::int64_t>(scalar)) return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(scalar)) return *number;
    return std::nullopt;
}

Result<double> read_weight(const Node& table) {
    const Node* node = table.find("weight");
    const auto weight = node == nullptr ? std::nullopt : number_in(*node);
    if (weight && *weight >= least_weight && *weight <= most_weight) return *weight;
    return fail(ErrorKind::config, node == nullptr ? table.place : node->place,
                node == nullptr ? "this criterion has no weight" : "weight must be a number from 0.001 to a million",
                "Write it like weight = 30: weights are compared with each other, their sum means nothing");
}

Result<double> read_half_life(const Node& table) {
    const std::string remedy = "Write it like half_life = \"365d\"";
    const Node* node = table.find("half_life");
    if (node == nullptr || node->text() == nullptr)
        return fail(ErrorKind::config, node == nullptr ? table.place : node->place,
                    node == nullptr ? "this criterion has no half_life" : "half_life must be a duration", remedy);
    const auto duration = parse_duration(*node->text());
    if (!duration) return fail(ErrorKind::config, node->place, duration.error().what, remedy);
    if (duration->count() <= 0 || *duration > longest_half_life)
        return fail(ErrorKind::config, node->place, "half_life must be above 0, and a hundred years at most", remedy);
    return std::chrono::duration<double, std::chrono::days::period>(*duration).count();
}

Result<Grid::Line> read_line(const Node& table) {
    if (table.table() == nullptr)
        return fail(ErrorKind::config, table.place, "a criterion must be a table, not " + table.type(), example());
    if (const auto keys = refuse_unknown(table, "[[criterion]]", {"is", "weight", "half_life"}); !keys)
        return fail(keys.error());
    const auto criterion = read_criterion(table);
    if (!criterion) return fail(criterion.error());
    const auto weight = read_weight(table);
    if (!weight) return fail(weight.error());
    const auto half_life = read_half_life(table);
    if (!half_life) return fail(half_life.error());
    return Grid::Line{*criterion, *weight, *half_life};
}

// The kind a file speaks of, by its name.
Result<std::string> kind_of_file(const fs::path& file) {
    std::string name = file.stem().string();
    if (name == of_all_works) return name;
    std::vector<std::string> known = known_kinds();
    known.emplace_back(of_all_works);
    if (std::find(known.begin(), known.end(), name) != known.end()) return name;
    return fail(ErrorKind::config, file.string() + ":1:1",
                in_quotes(name) + " is no kind of resource: nothing would use this grid", hint(name, known));
}

Result<Done> load_folder(const fs::path& folder, std::map<std::string, Grid>& grids) {
    std::error_code trouble;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, trouble), end; !trouble && at != end; at.increment(trouble))
        if (at->path().extension() == ".toml") files.push_back(at->path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        auto kind = kind_of_file(file);
        if (!kind) return fail(kind.error());
        if (grids.contains(*kind)) continue;  // one that is preferred to it was found before
        const auto text = read_text(file, "--config");
        if (!text) return fail(text.error());
        auto grid = parse_grid(*text, file.string());
        if (!grid) return fail(grid.error());
        grids.emplace(std::move(*kind), std::move(*grid));
    }
    return Done{};
}

bool is_worked_on(std::string_view kind) {
    constexpr std::array<std::string_view, 6> works{"commun",   "outil_numerique", "methode",
                                                    "document", "communaute",      "projet"};
    return std::find(works.begin(), works.end(), kind) != works.end();
}

}  // namespace

Result<Grid> parse_grid(std::string_view text, std::string_view file_name) {
    const auto file = parse_document(text, file_name);
    if (!file) return fail(file.error());
    if (const auto keys = refuse_unknown(*file, "a grid", {"criterion"}); !keys) return fail(keys.error());
    const Node* list = file->find("criterion");
    if (list == nullptr || list->list() == nullptr || list->list()->empty())
        return fail(ErrorKind::config, list == nullptr ? std::string(file_name) + ":1:1" : list->place,
                    "a grid needs a [[criterion]] at least", example());
    Grid grid;
    for (const Node& table : *list->list()) {
        const auto line = read_line(table);
        if (!line) return fail(line.error());
        for (const Grid::Line& other : grid.lines)
            if (other.criterion == line->criterion)
                return fail(ErrorKind::config, table.find("is")->place,
                            in_quotes(id_of(line->criterion)) + " stands in this grid twice", "Remove one");
        grid.lines.push_back(*line);
    }
    return grid;
}

Result<std::map<std::string, Grid>> load_grids(const ConfigPlaces& places) {
    std::map<std::string, Grid> grids;
    std::vector<fs::path> folders{places.file.parent_path() / "grids"};
    if (!places.shipped.empty()) folders.push_back(places.shipped / "grids");
    for (const fs::path& folder : folders)
        if (const auto loaded = load_folder(folder, grids); !loaded) return fail(loaded.error());
    return grids;
}

Grid Config::grid_for(std::string_view kind) const {
    if (const auto own = grids.find(std::string(kind)); own != grids.end()) return own->second;
    if (!is_worked_on(kind)) return {};
    const auto shared = grids.find(std::string(of_all_works));
    return shared == grids.end() ? grid_of_works() : shared->second;
}

}  // namespace moisson
