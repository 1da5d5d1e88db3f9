// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_values.hpp"
#include "schema/plain_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace moisson {
namespace {

// "CC-BY-SA 4.0", "GPLv3+" → cc by sa 4.0 / gpl 3 +
std::vector<std::string> pieces_of(std::string_view line) {
    std::vector<std::string> pieces;
    for (Word& word : words_of(line, Numbers::decimals)) {
        if (word.is == Word::Is::number && !pieces.empty() && pieces.back() != "v" && pieces.back().ends_with('v'))
            pieces.back().pop_back();
        if (word.is != Word::Is::mark || word.text == "+") pieces.push_back(std::move(word.text));
    }
    return pieces;
}

class Pieces {
public:
    explicit Pieces(std::vector<std::string> all) : all_(std::move(all)) {}

    // Removes what is one of these; whether there was any.
    bool take(std::initializer_list<std::string_view> any) {
        return std::erase_if(all_, [&](const std::string& each) {
                   return std::find(any.begin(), any.end(), each) != any.end();
               }) > 0;
    }
    // The one number left, taken: "4.0" for "4"; empty when there is none, or there are several.
    std::string take_version() {
        std::string version;
        for (const std::string& each : all_)
            if (each[0] >= '0' && each[0] <= '9') {
                if (!version.empty()) return {};
                version = each;
            }
        std::erase(all_, version);
        std::replace(version.begin(), version.end(), ',', '.');
        if (!version.empty() && version.find('.') == std::string::npos) version += ".0";
        return version;
    }
    std::string rest() const {
        std::string out;
        for (const std::string& each : all_) out += (out.empty() ? "" : " ") + each;
        return out;
    }

private:
    std::vector<std::string> all_;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> any) {
    return std::find(any.begin(), any.end(), word) != any.end();
}

// A licence is only named when every word of it is understood: « CC BY sauf les photos » is not CC BY.
std::optional<std::string> creative_commons(Pieces pieces) {
    const bool named = pieces.take({"cc", "creativecommons"});
    if (!pieces.take({"creative", "commons"}) && !named) return std::nullopt;
    pieces.take({"publicdomain", "universal", "international", "unported", "transfere", "non", "pas", "d", "de", "dans",
                 "les", "memes", "conditions", "a", "l", "utilisation", "initiale"});
    std::string rest = pieces.rest();
    if (is_one_of(rest, {"0", "0 1.0", "zero", "zero 1.0", "0 1"})) return "CC0-1.0";
    if (is_one_of(rest, {"pdm 1.0", "mark 1.0", "public domain mark 1.0", "pdm"})) return "CC-PDM-1.0";
    const bool by = pieces.take({"by", "attribution", "paternite"});
    const bool commercial = pieces.take({"nc", "noncommercial", "commercial", "commerciale"});
    const bool derived = pieces.take({"nd", "noderivatives", "noderivs", "modification", "modifications"});
    const bool alike = pieces.take({"sa", "sharealike", "partage", "identique", "share", "alike"});
    const std::string version = pieces.take_version();
    if (!by || (alike && derived) || !pieces.rest().empty()) return std::nullopt;
    if (!version.empty() && !is_one_of(version, {"1.0", "2.0", "2.5", "3.0", "4.0"})) return std::nullopt;
    return std::string("CC-BY") + (commercial ? "-NC" : "") + (alike ? "-SA" : "") + (derived ? "-ND" : "") +
           (version.empty() ? "" : "-" + version);
}

// GNU's say whether a later version will do.
std::optional<std::string> gnu(Pieces pieces) {
    const bool later = pieces.take({"+", "later", "ulterieure", "superieure"});
    pieces.take({"gnu", "or", "ou", "any", "only", "v", "version", "la"});
    const std::string version = pieces.take_version();
    const std::string rest = pieces.rest();
    std::string family;
    if (is_one_of(rest, {"gpl", "general public", "publique generale"})) family = "GPL";
    if (is_one_of(rest, {"lgpl", "lesser general public"})) family = "LGPL";
    if (is_one_of(rest, {"agpl", "affero general public", "affero gpl"})) family = "AGPL";
    if (is_one_of(rest, {"fdl", "gfdl", "free documentation"})) family = "GFDL";
    const bool known = family == "GFDL"   ? is_one_of(version, {"1.1", "1.2", "1.3"})
                       : family == "AGPL" ? is_one_of(version, {"1.0", "3.0"})
                       : family == "LGPL" ? is_one_of(version, {"2.0", "2.1", "3.0"})
                                          : family == "GPL" && is_one_of(version, {"1.0", "2.0", "3.0"});
    if (!known) return std::nullopt;
    return family + "-" + version + (later ? "-or-later" : "-only");
}

struct Named {
    std::string_view words;
    std::string_view spdx;
};

constexpr std::array<Named, 38> others{{{"mit", "MIT"},
                                        {"apache 2.0", "Apache-2.0"},
                                        {"apache 2", "Apache-2.0"},
                                        {"bsd 2 clause", "BSD-2-Clause"},
                                        {"bsd 3 clause", "BSD-3-Clause"},
                                        {"mpl 2.0", "MPL-2.0"},
                                        {"mozilla public 2.0", "MPL-2.0"},
                                        {"eupl 1.1", "EUPL-1.1"},
                                        {"eupl 1.2", "EUPL-1.2"},
                                        {"cecill 2.0", "CECILL-2.0"},
                                        {"cecill 2.1", "CECILL-2.1"},
                                        {"cecill b", "CECILL-B"},
                                        {"cecill c", "CECILL-C"},
                                        {"odbl", "ODbL-1.0"},
                                        {"odbl 1.0", "ODbL-1.0"},
                                        {"open database", "ODbL-1.0"},
                                        {"etalab 2.0", "etalab-2.0"},
                                        {"etalab 2", "etalab-2.0"},
                                        {"ouverte 2.0", "etalab-2.0"},
                                        {"ouverte etalab 2.0", "etalab-2.0"},
                                        {"ouverte open 2.0", "etalab-2.0"},
                                        {"open 2.0", "etalab-2.0"},
                                        {"cern ohl 1.1", "CERN-OHL-1.1"},
                                        {"cern ohl 1.2", "CERN-OHL-1.2"},
                                        {"cern ohl p 2.0", "CERN-OHL-P-2.0"},
                                        {"cern ohl s 2.0", "CERN-OHL-S-2.0"},
                                        {"cern ohl w 2.0", "CERN-OHL-W-2.0"},
                                        {"tapr ohl 1.0", "TAPR-OHL-1.0"},
                                        {"art libre 1.2", "LAL-1.2"},
                                        {"art libre 1.3", "LAL-1.3"},
                                        {"lal 1.2", "LAL-1.2"},
                                        {"lal 1.3", "LAL-1.3"},
                                        {"ofl 1.1", "OFL-1.1"},
                                        {"unlicense", "Unlicense"},
                                        {"wtfpl", "WTFPL"},
                                        {"isc", "ISC"},
                                        {"domaine public", "CC-PDM-1.0"},
                                        {"public domain", "CC-PDM-1.0"}}};

}  // namespace

std::optional<std::string> licence_in(std::string_view line) {
    Pieces pieces(pieces_of(line));
    pieces.take({"licence", "license", "sous", "v", "https", "http", "www", "org", "licenses", "deed", "legalcode",
                 "fr", "en"});
    if (auto named = creative_commons(pieces)) return named;
    if (auto named = gnu(pieces)) return named;
    const std::string rest = pieces.rest();
    for (const Named& each : others)
        if (each.words == rest) return std::string(each.spdx);
    return std::nullopt;
}

}  // namespace moisson
