// SPDX-License-Identifier: GPL-3.0-or-later
// What pages become under a mapping, as lines of `moisson export resources`, to be held against the published schema.
//
//   moisson-records-lab MAPPING < PAGES      PAGES: for each page its length in bytes, a new line, and its text
#include "config/config.hpp"
#include "connectors/mediawiki/reader.hpp"
#include "report/export_lines.hpp"
#include "schema/normaliser.hpp"

#include <iostream>
#include <string>

using namespace moisson;
using namespace moisson::mediawiki;

namespace {

std::string record_line(std::int64_t number, const std::string& page, const Normaliser& normaliser) {
    static const Dialect dialect = dialect_from(Traits{});
    const std::string id = std::to_string(number);
    const Item item{ItemId(id), "Page " + id, 0, "wikitext", RevisionId(id), std::nullopt};
    const auto reading = read_page(item, Content{item.id, item.latest, "wikitext", page, {}}, {}, dialect);
    ResourceRecord record;
    record.resource = ResourceId("fixture-" + id);
    record.source = SourceName("fixture");
    record.item = item.id;
    record.revision = item.latest;
    record.snapshot = normaliser.record_of(Subject{item.title, item.ns, {}}, reading ? *reading : Reading{}).snapshot;
    return report::line(record, std::nullopt);
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::cerr << "moisson-records-lab MAPPING < PAGES\n";
        return 2;
    }
    const auto mapping = load_mapping(words[1]);
    if (!mapping) {
        std::cerr << mapping.error().sentence() << "\n";
        return 1;
    }
    const Normaliser normaliser(*mapping);
    std::string page;
    std::int64_t number = 0;
    for (std::size_t length = 0; std::cin >> length && std::cin.get() == '\n';) {
        page.resize(length);
        if (!std::cin.read(page.data(), static_cast<std::streamsize>(page.size()))) return 1;
        std::cout << record_line(++number, page, normaliser) << '\n';
    }
    return std::cout.flush() ? 0 : 1;
}
