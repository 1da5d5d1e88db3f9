// SPDX-License-Identifier: GPL-3.0-or-later
// Kept texts beside the records made of them, page by page.
#include "store/sqlite/compression.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/words.hpp"

namespace moisson::store::sqlite {

namespace {

// That of the latest revision if it is kept, else of the youngest revision that has one.
constexpr Sql kept =
    "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, n.record, c.revision, c.bytes, "
    "c.derived FROM item i JOIN snapshot n ON n.source = i.source AND n.item = i.id "
    "JOIN content c ON c.rowid = coalesce("
    "(SELECT k.rowid FROM content k WHERE k.source = i.source AND k.item = i.id AND k.revision = i.latest), "
    "(SELECT k.rowid FROM content k LEFT JOIN revision r ON r.source = k.source AND r.item = k.item AND "
    "r.id = k.revision WHERE k.source = i.source AND k.item = i.id ORDER BY r.at DESC, k.rowid DESC LIMIT 1)) "
    "WHERE i.source = (SELECT id FROM source WHERE name = ?1) AND "
    "CASE WHEN ?2 IS NULL THEN i.life = 'alive' AND i.redirect_to IS NULL AND NOT EXISTS (SELECT 1 FROM standing p "
    "WHERE p.source = i.source AND p.item = i.id AND p.publication = 'withheld') ELSE i.id = ?2 END ORDER BY i.id";

Result<KeptPage> page_at(const Query& row, const SourceName& source, Compression& compression) {
    KeptPage page;
    page.source = source;
    page.item = item_at(row, 0);
    page.life = life_of(row.view(6));
    auto snapshot = snapshot_from_json(row.view(7));
    if (!snapshot) return fail(std::move(snapshot.error()));
    page.snapshot = std::move(*snapshot);
    auto bytes = compression.unpack(row.view(9));
    if (!bytes) return fail(std::move(bytes.error()));
    auto derived = from_json(row.view(10));
    if (!derived) return fail(std::move(derived.error()));
    page.content =
        Content{page.item.id, RevisionId(row.text(8)), page.item.content_model, std::move(*bytes), std::move(*derived)};
    return page;
}

}  // namespace

Result<Done> SqliteReader::contents(const SourceName& source, const std::optional<ItemId>& item,
                                    const std::function<bool(const KeptPage&)>& take) {
    Compression compression;
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        Query row = connection_->query(kept, source, item);
        while (row.step()) {
            auto page = page_at(row, source, compression);
            if (!page) {
                connection_->remember(page.error());
                break;
            }
            if (!take(*page)) break;
        }
    }
    return transaction.finish();
}

}  // namespace moisson::store::sqlite
