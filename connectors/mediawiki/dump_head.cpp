// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/dump_head.hpp"

#include "connectors/mediawiki/dialect_defaults.hpp"
#include "connectors/mediawiki/xml_text.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <pugixml.hpp>

namespace moisson::mediawiki {

namespace {

constexpr std::size_t longest_head = std::size_t{1} << 20U;
constexpr std::string_view head_end = "</siteinfo>";
constexpr std::string_view spaces = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr int oldest_version = 3;   // 0.3: since then pages have ids, and revisions too
constexpr int newest_version = 11;  // 0.11

tl::unexpected<Error> no_export(std::string what) {
    return fail(ErrorKind::invalid, "byte 0", std::move(what),
                "give an XML export of a MediaWiki, as its dumpBackup.php or Special:Export writes it");
}

std::string_view without_spaces(std::string_view text) {
    const std::size_t first = text.find_first_not_of(spaces);
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

// The canonical names are in no export; every wiki understands them.
Value namespaces_of(pugi::xml_node list) {
    std::map<int, Namespace> usual;
    for (Namespace& each : default_namespaces()) usual.emplace(each.id, each);
    Value::List all;
    for (const pugi::xml_node each : list.children("namespace")) {
        const int id = each.attribute("key").as_int();
        const std::string name = each.child_value();
        const auto known = usual.find(id);
        const std::string canonical = known == usual.end() ? name : known->second.canonical;
        all.emplace_back(Value::Object{
            {"id", id}, {"name", name}, {"canonical", canonical}, {"case", each.attribute("case").value()}});
    }
    return all;
}

// <base> is the address of the main page: the server, and the way to a page.
void read_base(std::string_view base, Traits& traits, Value::Object& details) {
    const std::size_t scheme = base.find("://");
    if (scheme == std::string_view::npos) return;
    const std::size_t path = std::min(base.find('/', scheme + 3), base.size());
    traits.base_url = std::string(base.substr(0, path));
    details["server"] = traits.base_url;
    const std::string_view way = base.substr(path);
    const std::size_t title = way.find("title=");
    const std::size_t end = title != std::string_view::npos ? title + 6 : way.rfind('/') + 1;
    details["articlepath"] = std::string(way.substr(0, end)) + "$1";
}

Traits traits_of(pugi::xml_node site, std::string_view lang) {
    Traits traits;
    traits.software = site.child_value("generator");
    traits.attribution = site.child_value("sitename");
    traits.unique_revision_ids = true;
    traits.hearsay = true;
    Value::Object details{{"namespaces", namespaces_of(site.child("namespaces"))},
                          {"case", site.child_value("case")},
                          {"lang", std::string(lang)},
                          {"dbname", site.child_value("dbname")}};
    read_base(site.child_value("base"), traits, details);
    traits.details = std::move(details);
    return traits;
}

bool is_version_we_read(std::string_view version) {
    if (!version.starts_with("0.")) return false;
    int minor = 0;
    const auto [end, wrong] = std::from_chars(version.data() + 2, version.data() + version.size(), minor);
    return wrong == std::errc() && end == version.data() + version.size() && minor >= oldest_version &&
           minor <= newest_version;
}

// Whether these bytes, few as they may be, can begin an export.
bool can_begin(std::string_view beginning) {
    constexpr std::array<std::string_view, 2> words{"<?xml", "<mediawiki"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        const std::size_t length = std::min(word.size(), beginning.size());
        return beginning.substr(0, length) == word.substr(0, length);
    });
}

}  // namespace

Result<std::optional<DumpHead>> read_dump_head(std::string_view beginning) {
    std::string_view text = beginning.substr(0, longest_head);
    if (text.size() < byte_order_mark.size() && byte_order_mark.starts_with(text)) return std::nullopt;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    text = without_spaces(text);
    if (!can_begin(text)) return no_export("this is no MediaWiki export");
    const std::size_t end = text.find(head_end);
    if (end == std::string_view::npos) {
        if (beginning.size() < longest_head) return std::nullopt;
        return no_export("it does not say which wiki it is of: there is no <siteinfo>");
    }
    const auto length = static_cast<std::uint64_t>(text.data() - beginning.data()) + end + head_end.size();
    text = text.substr(0, end + head_end.size());
    if (text.find("<!") != std::string_view::npos)
        return no_export("it has a <!…>: document types and entities are not read");
    if (!is_utf8(text) || !has_plain_references(text)) return no_export("its head is not plain UTF-8 XML");
    std::string xml(text);
    xml += "</mediawiki>";
    pugi::xml_document document;
    const auto parsed = document.load_buffer_inplace(xml.data(), xml.size(), pugi::parse_minimal | pugi::parse_escapes,
                                                     pugi::encoding_utf8);
    const pugi::xml_node root = document.child("mediawiki");
    if (!parsed || !root) return no_export("its head is no well-formed XML");
    const std::string_view version = root.attribute("version").value();
    if (!is_version_we_read(version))
        return no_export("an export of version \"" + std::string(version) + "\"; 0.3 to 0.11 are read");
    return DumpHead{traits_of(root.child("siteinfo"), root.attribute("xml:lang").value()), length};
}

}  // namespace moisson::mediawiki
