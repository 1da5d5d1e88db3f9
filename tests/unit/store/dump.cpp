// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/dump.hpp"

#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <set>

namespace moisson::test {

namespace {

class Lines {
public:
    template <class... Parts>
    void add(const Parts&... parts) {
        (part(parts), ...);
        text += '\n';
    }
    std::string text;

private:
    void part(const std::string& words) { text += to_json(Value(words)) + ' '; }
    void part(const char* words) { part(std::string(words)); }
    void part(std::string_view words) { part(std::string(words)); }
    void part(Instant when) { part(to_iso(when)); }
    void part(bool flag) { text += flag ? "yes " : "no "; }
    template <std::integral Number>
    void part(Number number) {
        text += std::to_string(number) + ' ';
    }
    template <class Tag>
    void part(const Name<Tag>& name) {
        part(name.text);
    }
    void part(const Actor& actor) {
        part(actor.name);
        part(name_of(actor.kind));
    }
    template <class T>
    void part(const std::optional<T>& value) {
        if (value)
            part(*value);
        else
            text += "- ";
    }
};

void add(Lines& lines, const ItemRecord& record) {
    const Item& item = record.item;
    lines.add("item", record.source, item.id, item.title, item.ns, item.content_model, item.latest, item.redirect_to,
              record.life == Life::gone, record.resource);
}

void add(Lines& lines, const RevisionRecord& record) {
    const Revision& made = record.revision;
    lines.add("revision", record.source, made.item, made.id, made.parent, made.at, made.actor, made.size, made.sha1,
              made.comment, made.minor, made.bot, made.hidden.user, made.hidden.comment, made.hidden.text);
    for (const std::string& tag : made.tags) lines.add("tag", tag);
}

void add(Lines& lines, const ResourceRecord& record) {
    lines.add("resource", record.resource, record.source, record.item, to_json(record.snapshot), record.revision,
              record.life == Life::gone, record.url);
}

void add(Lines& lines, const ChangeRecord& record) {
    const Change& made = record.change;
    lines.add("change", record.source, made.item, made.resource, made.revision, made.at, made.actor, made.what.field,
              made.what.before, made.what.after, name_of(made.cause), record.title, record.run, record.noticed);
}

void add(Lines& lines, const store::Known& known) {
    lines.add("known", known.item.id, known.home, known.absent_since, known.content_revision, known.snapshot_revision,
              known.fingerprint, known.snapshot ? to_json(*known.snapshot) : "");
}

void add(Lines& lines, const Owed& owed) {
    lines.add("owed", owed.item, owed.title, owed.what == Read::history, owed.why);
    if (owed.occasion) lines.add("occasion", owed.occasion->event, owed.occasion->at, owed.occasion->actor);
}

void add_sources(Lines& lines, store::Reader& reader) {
    for (const store::SourceStatus& status : must(reader.sources()))
        lines.add("source", status.row.name, status.row.kind, status.row.cursor.text, status.row.baseline_done,
                  status.alive, status.gone, status.revisions, status.resources, status.owed, status.ignored,
                  status.drift, status.row.last_census);
}

// What only the writer sees: known items, their contents, debts.
void add_inside(Lines& lines, store::Engine& engine, const std::vector<ItemId>& items) {
    store::Keys keys;
    keys.items = items;
    keys.contents = items;
    for (const Wanted& wanted : must(engine.debts->due(movilab, Instant::max(), 100000)))
        keys.owed.push_back(wanted.owed);
    const store::Before before = must(engine.writer->load(movilab, keys));
    for (const auto& [id, known] : before.items) add(lines, known);
    for (const auto& [id, kept] : before.contents)
        lines.add("content", id, kept.revision, kept.model, kept.bytes, to_json(kept.derived));
    std::multiset<std::string> debts;
    for (const auto& [row, owed] : before.owed) {
        Lines one;
        add(one, owed);
        debts.insert(one.text);
    }
    for (const std::string& debt : debts) lines.text += debt;
}

}  // namespace

std::string dump(store::Engine& engine, store::Reader& reader) {
    Lines lines;
    std::vector<ItemId> items;
    add_sources(lines, reader);
    const auto all = [&lines](const auto& record) {
        add(lines, record);
        return true;
    };
    must(reader.items([&](const ItemRecord& record) {
        if (record.source == movilab) items.push_back(record.item.id);
        return all(record);
    }));
    must(reader.revisions(all));
    must(reader.resources([&](const store::ResourceRow& row) { return all(row.record); }));
    must(reader.changes({}, all));
    add_inside(lines, engine, items);
    for (const ItemId& item : items)
        if (auto card = must(reader.card(movilab, item)))
            for (const std::string& reason : card->ignored) lines.add("ignored", item, reason);
    return lines.text;
}

}  // namespace moisson::test
