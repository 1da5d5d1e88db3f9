// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.hpp"
#include "tests/unit/store/stores.hpp"

#include <string>

// Short ways to say what a test is about.
namespace moisson::test {

inline Instant at(std::int64_t seconds) {
    return Instant(std::chrono::seconds(seconds));
}

inline store::Known page(const std::string& id, const std::string& title, const std::string& latest = "1") {
    store::Known known;
    known.item = Item{ItemId(id), title, 0, "wikitext", RevisionId(latest), std::nullopt};
    known.resource = ResourceId("movilab-" + id);
    known.home = known.resource;
    return known;
}

inline store::Known redirect(const std::string& id, const std::string& title, const std::string& target) {
    store::Known known = page(id, title);
    known.item.redirect_to = target;
    known.resource = {};
    return known;
}

inline Revision revision(const std::string& item, const std::string& id, std::int64_t seconds = 0) {
    Revision made;
    made.id = RevisionId(id);
    made.item = ItemId(item);
    made.at = at(seconds);
    made.actor = Actor{"Yoann", Actor::Kind::account};
    made.size = 100;
    made.sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    made.comment = "corrigé";
    return made;
}

inline Content content(const std::string& item, const std::string& revision, const std::string& bytes) {
    return Content{ItemId(item), RevisionId(revision), "wikitext", bytes,
                   Value::Object{{"categories", Value::List{"Commun"}}}};
}

inline store::SnapshotRow snapshot(const std::string& item, const std::string& revision, const std::string& title,
                                   const std::string& rules = "rules 1") {
    store::SnapshotRow row;
    row.item = ItemId(item);
    row.revision = RevisionId(revision);
    row.snapshot.fields = Value::Object{{"kind", "commun"}, {"title", title}};
    row.snapshot.provenance["title"] = Provenance{"title", RevisionId(revision), true};
    row.fingerprint = rules;
    return row;
}

inline Change change(const std::string& item, const std::string& revision, const std::string& field) {
    Change made;
    made.item = ItemId(item);
    made.resource = ResourceId("movilab-" + item);
    made.revision = RevisionId(revision);
    made.at = at(50);
    made.actor = Actor{"Yoann", Actor::Kind::account};
    made.what = FieldChange{field, "avant", "après"};
    return made;
}

inline Owed debt(const std::string& item, Read what = Read::content, const std::string& why = "edit") {
    return Owed{ItemId(item), {}, what, why, std::nullopt};
}

inline Owed debt_by_title(const std::string& title, Read what = Read::content) {
    return Owed{{}, title, what, "edit", std::nullopt};
}

inline const SourceName movilab{"movilab"};

inline store::Delta delta(std::int64_t now = 100) {
    store::Delta made;
    made.source = movilab;
    made.run = 1;
    made.now = at(now);
    made.unique_revision_ids = true;
    return made;
}

// Every revision that the store exports, in its order.
inline std::vector<Revision> revisions(store::Reader& reader) {
    std::vector<Revision> all;
    must(reader.revisions([&](const RevisionRecord& record) {
        all.push_back(record.revision);
        return true;
    }));
    return all;
}

}  // namespace moisson::test
