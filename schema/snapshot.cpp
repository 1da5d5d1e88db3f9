// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/snapshot.hpp"

#include "schema/json_text.hpp"
#include "schema/vocabulary.hpp"

#include <utility>

namespace moisson {
namespace {

tl::unexpected<Error> not_a_snapshot(const char* what) {
    return fail(ErrorKind::invalid, "snapshot", what);
}

std::optional<Provenance> provenance_from(const Value& value) {
    const std::string* rule = value.at("rule").text();
    const std::string* revision = value.at("revision").text();
    const bool* at_least = value.at("at_least").flag();
    if (!rule || !revision || !at_least) return std::nullopt;
    return Provenance{*rule, RevisionId(*revision), *at_least};
}

// The one of several words that is that one.
const Value* find_word(const Value& words, std::string_view wanted) {
    if (words.list() == nullptr) return nullptr;
    for (const Value& each : *words.list())
        if (each.text() != nullptr && *each.text() == wanted) return &each;
    return nullptr;
}

// "summary" is a field; "extra.<key>" is a member of the field "extra", "facts.<fact>" a word of the field "facts".
const Value* find(const Snapshot& snapshot, const std::string& name) {
    constexpr std::string_view prefix = "extra.";
    constexpr std::string_view of_facts = "facts.";
    if (const auto field = snapshot.fields.find(name); field != snapshot.fields.end()) return &field->second;
    if (const auto facts = snapshot.fields.find(std::string(facts_field));
        name.starts_with(of_facts) && facts != snapshot.fields.end())
        return find_word(facts->second, std::string_view(name).substr(of_facts.size()));
    if (!name.starts_with(prefix)) return nullptr;
    const auto extra = snapshot.fields.find("extra");
    if (extra == snapshot.fields.end()) return nullptr;
    const Value& member = extra->second.at(std::string_view(name).substr(prefix.size()));
    return member.is_null() ? nullptr : &member;
}

bool same_in(const Snapshot& before, const Snapshot& after, const std::string& name) {
    const Value* old_value = find(before, name);
    const Value* new_value = find(after, name);
    return old_value && new_value && *old_value == *new_value;
}

}  // namespace

std::string Snapshot::kind() const {
    const auto found = fields.find("kind");
    return found == fields.end() ? std::string() : found->second.text_or("");
}

void append_json(std::string& out, const std::map<std::string, Provenance>& provenance) {
    out += '{';
    bool first = true;
    for (const auto& [field, from] : provenance) {
        if (!first) out += ',';
        first = false;
        append_json(out, std::string_view(field));
        out += from.at_least ? ":{\"at_least\":true,\"revision\":" : ":{\"at_least\":false,\"revision\":";
        append_json(out, std::string_view(from.revision.text));
        out += ",\"rule\":";
        append_json(out, std::string_view(from.rule));
        out += '}';
    }
    out += '}';
}

std::string to_json(const Snapshot& snapshot) {
    std::string out = "{\"fields\":";
    append_json(out, snapshot.fields);
    out += ",\"provenance\":";
    append_json(out, snapshot.provenance);
    return out += '}';
}

Result<Snapshot> snapshot_from_json(std::string_view text) {
    // Our own writing: a page at the limits of MediaWiki and of `most_leftovers` stays below.
    constexpr std::size_t largest = std::size_t{256} << 20U;
    auto parsed = from_json(text, largest);
    if (!parsed) return fail(std::move(parsed.error()));
    const Value::Object* provenance = parsed->at("provenance").object();
    if (!parsed->at("fields").object() || !provenance) return not_a_snapshot("it has no fields or no provenance");
    Snapshot snapshot;
    for (const auto& [field, value] : *provenance) {
        auto from = provenance_from(value);
        if (!from) return not_a_snapshot("a provenance is incomplete");
        snapshot.provenance.emplace(field, *std::move(from));
    }
    snapshot.fields = std::move(*parsed->object()->find("fields")->second.object());
    return snapshot;
}

void inherit_provenance(Snapshot& after, const Snapshot* before, const RevisionId& revision, bool at_least) {
    for (auto& [field, from] : after.provenance) {
        from.revision = revision;
        from.at_least = at_least;
        if (!before || !same_in(*before, after, field)) continue;
        // Unchanged: as old as it was. If nobody noted how old that is, it is at least older than this reading.
        const auto known = before->provenance.find(field);
        from.at_least = known == before->provenance.end() || known->second.at_least;
        if (known != before->provenance.end()) from.revision = known->second.revision;
    }
}

}  // namespace moisson
