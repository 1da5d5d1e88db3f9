// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/link_value.hpp"
#include "schema/mapping.hpp"
#include "schema/plain_text.hpp"
#include "schema/plain_values.hpp"
#include "schema/plain_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace moisson {
namespace {

// Signs that part the words of a name and say nothing. Any other one ("?", "~") says something: it stays a word.
bool is_silent(std::string_view mark) {
    return std::string_view("-/().,;:'\"_").find(mark) != std::string_view::npos || mark == "\u00AB" ||
           mark == "\u00BB";
}

// "CC-BY-SA 4.0", "GPLv3+" → cc by sa 4.0 / gpl 3.0 +
std::vector<std::string> pieces_of(std::string_view line) {
    std::vector<std::string> pieces;
    for (Word& word : words_of(line, Numbers::decimals)) {
        if (word.is == Word::Is::mark && is_silent(word.text)) continue;
        if (word.is == Word::Is::name && (word.text == "licence" || word.text == "license")) continue;
        if (word.is == Word::Is::number) {
            if (!pieces.empty() && (pieces.back() == "v" || pieces.back() == "version"))
                pieces.pop_back();
            else if (!pieces.empty() && pieces.back().ends_with('v'))
                pieces.back().pop_back();
            std::replace(word.text.begin(), word.text.end(), ',', '.');
        }
        pieces.push_back(std::move(word.text));
    }
    return pieces;
}

// Takes pieces one after the other: their order counts, and none is passed over.
class Pieces {
public:
    explicit Pieces(std::vector<std::string> all) : all_(std::move(all)) {}

    bool at_end() const noexcept { return at_ == all_.size(); }

    // The words of one of these, whole and in this order, when they come next.
    bool take(std::initializer_list<std::string_view> any) {
        return std::any_of(any.begin(), any.end(), [this](std::string_view words) { return take_all(words); });
    }
    // The number that comes next: "4.0" for "4"; empty when there is none.
    std::string take_version() {
        if (at_end() || all_[at_][0] < '0' || all_[at_][0] > '9') return {};
        std::string version = all_[at_++];
        if (version.find('.') == std::string::npos) version += ".0";
        return version;
    }
    std::string rest() const {
        std::string out;
        for (std::size_t at = at_; at < all_.size(); ++at) out += (out.empty() ? "" : " ") + all_[at];
        return out;
    }

private:
    bool take_all(std::string_view words) {
        std::size_t at = at_;
        while (!words.empty()) {
            const std::string_view word = words.substr(0, words.find(' '));
            if (at == all_.size() || all_[at++] != word) return false;
            words.remove_prefix(std::min(words.size(), word.size() + 1));
        }
        at_ = at;
        return true;
    }

    std::vector<std::string> all_;
    std::size_t at_ = 0;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> any) {
    return std::find(any.begin(), any.end(), word) != any.end();
}

// What one way to name a licence of Creative Commons says.
struct Deed {
    std::string spdx;  // "CC-BY-NC-SA", "CC0", "CC-PDM"
    std::string version;

    friend bool operator==(const Deed&, const Deed&) = default;
};

// « CC », « Creative Commons », "https://creativecommons.org/licenses/".
bool take_house(Pieces& pieces) {
    bool any = false;
    pieces.take({"https", "http"});
    pieces.take({"www"});
    while (pieces.take({"creativecommons org licenses", "creativecommons org publicdomain", "creativecommons",
                        "creative commons", "cc"}))
        any = true;
    return any;
}

void skip_territory(Pieces& pieces) {
    while (pieces.take({"international", "unported", "universal", "universel", "non transpose", "non transfere", "deed",
                        "legalcode", "fr", "en"})) {
    }
}

std::optional<Deed> public_domain(Pieces& pieces) {
    Deed deed;
    if (pieces.take({"0", "zero"}))
        deed.spdx = "CC0";
    else if (pieces.take({"pdm", "public domain mark", "mark"}))
        deed.spdx = "CC-PDM";
    else
        return std::nullopt;
    deed.version = pieces.take_version();
    if (!is_one_of(deed.version, {"", "1.0"})) return std::nullopt;
    deed.version = "1.0";
    skip_territory(pieces);
    return deed;
}

// The four conditions, each once, in whatever order.
std::optional<Deed> conditions(Pieces& pieces) {
    bool by = false;
    bool commercial = false;
    bool alike = false;
    bool derived = false;
    Deed deed;
    deed.version = pieces.take_version();
    while (true) {
        if (!by && pieces.take({"by", "attribution", "paternite"}))
            by = true;
        else if (!commercial &&
                 pieces.take({"nc", "noncommercial", "non commercial", "non commerciale", "utilisation non commerciale",
                              "pas d utilisation commerciale", "pas d usage commercial"}))
            commercial = true;
        else if (!derived && pieces.take({"nd", "noderivatives", "noderivs", "no derivatives", "no derivs",
                                          "pas de modification", "pas de modifications"}))
            derived = true;
        else if (!alike && pieces.take({"sa", "sharealike", "share alike", "partage dans les memes conditions",
                                        "partage a l identique", "partage des conditions initiales a l identique"}))
            alike = true;
        else
            break;
    }
    if (!by || (alike && derived)) return std::nullopt;
    if (deed.version.empty()) deed.version = pieces.take_version();
    if (!is_one_of(deed.version, {"", "1.0", "2.0", "2.5", "3.0", "4.0"})) return std::nullopt;
    skip_territory(pieces);
    deed.spdx = std::string("CC-BY") + (commercial ? "-NC" : "") + (alike ? "-SA" : "") + (derived ? "-ND" : "");
    return deed;
}

// A licence is only named when every word of it is understood: « CC BY sauf les photos » is not CC BY. It may be named
// twice, in letters and in full, when that is twice the same one: « CC BY / CC BY-SA » is none.
std::optional<std::string> creative_commons(Pieces pieces) {
    bool named = false;
    std::optional<Deed> said;
    while (!pieces.at_end()) {
        named = take_house(pieces) || named;
        auto deed = named ? public_domain(pieces) : std::nullopt;
        if (!deed) deed = conditions(pieces);
        if (!deed) return std::nullopt;
        if (said && deed->version.empty()) deed->version = said->version;
        if (said && said->version.empty()) said->version = deed->version;
        if (said && said != deed) return std::nullopt;
        said = std::move(deed);
    }
    if (!named || !said) return std::nullopt;
    return said->spdx + (said->version.empty() ? "" : "-" + said->version);
}

std::string gnu_family(Pieces& pieces) {
    pieces.take({"https www gnu org licenses", "http www gnu org licenses", "www gnu org licenses", "gnu"});
    std::string family;
    if (pieces.take({"lgpl", "lesser general public", "publique generale limitee"})) family = "LGPL";
    if (family.empty() && pieces.take({"agpl", "affero general public", "affero gpl"})) family = "AGPL";
    if (family.empty() && pieces.take({"gpl", "general public", "publique generale"})) family = "GPL";
    if (family.empty() && pieces.take({"fdl", "gfdl", "free documentation"})) family = "GFDL";
    pieces.take({"gnu"});
    return family;
}

// GNU's say whether a later version will do.
std::optional<std::string> gnu(Pieces pieces) {
    const std::string family = gnu_family(pieces);
    const std::string version = pieces.take_version();
    const bool known = family == "GFDL"   ? is_one_of(version, {"1.1", "1.2", "1.3"})
                       : family == "AGPL" ? is_one_of(version, {"1.0", "3.0"})
                       : family == "LGPL" ? is_one_of(version, {"2.0", "2.1", "3.0"})
                                          : family == "GPL" && is_one_of(version, {"1.0", "2.0", "3.0"});
    const bool later = pieces.take({"+", "or later", "or later version", "or any later version", "ou ulterieure",
                                    "ou superieure", "ou version ulterieure", "ou toute version ulterieure"});
    if (!later) pieces.take({"only", "seulement", "uniquement"});
    if (!known || !pieces.at_end()) return std::nullopt;
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
    while (pieces.take({"sous", "la", "the"})) {
    }
    if (auto named = creative_commons(pieces)) return named;
    if (auto named = gnu(pieces)) return named;
    const std::string rest = pieces.rest();
    for (const Named& each : others)
        if (each.words == rest) return std::string(each.spdx);
    return std::nullopt;
}

std::string licence_line(std::string_view written) {
    const std::vector<Link> links = links_in(written);
    if (links.size() != 1) return plain_line(written);
    const auto& [address, label] = links.front();
    if (label.empty() ||
        is_one_of(fold_key(label), {"ici", "lien", "le lien", "voir", "voir ici", "here", "link", "licence", "license",
                                    "la licence", "voir la licence", "texte de la licence", "le texte de la licence"}))
        return address;
    const auto meant = licence_in(address);
    return !meant || meant == licence_in(label) ? label : label + " " + address;
}

}  // namespace moisson
