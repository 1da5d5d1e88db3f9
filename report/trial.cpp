// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trial.hpp"

#include <cstdint>

namespace moisson::report {

namespace {

const Value& member(const Value::Object& object, const std::string& name) {
    static const Value nothing;
    const auto found = object.find(name);
    return found == object.end() ? nothing : found->second;
}

Value::List texts(const std::vector<std::string>& all) {
    return Value::List(all.begin(), all.end());
}

Value fields(const Snapshot& before, const Snapshot& after) {
    Value::List out;
    for (const auto& [field, value] : after.fields) {
        if (field == "extra" || field == "kind") continue;
        Value::Object line{{"field", field}, {"value", value}};
        if (const auto from = after.provenance.find(field); from != after.provenance.end())
            line.emplace("rule", from->second.rule);
        if (const Value& was = member(before.fields, field); was != value) line.emplace("before", was);
        out.emplace_back(std::move(line));
    }
    return out;
}

Value gone(const Snapshot& before, const Snapshot& after) {
    Value::List out;
    for (const auto& [field, value] : before.fields)
        if (field != "extra" && !after.fields.contains(field))
            out.emplace_back(Value::Object{{"field", field}, {"before", value}});
    return out;
}

Value values(const std::vector<Fate>& fates) {
    Value::List out;
    for (const Fate& each : fates)
        out.emplace_back(Value::Object{{"name", each.name},
                                       {"text", each.text},
                                       {"field", each.field.empty() ? Value() : Value(each.field)},
                                       {"fate", name_of(each.is)}});
    return out;
}

Value counts(const Counts& of) {
    return Value::Object{{"categories", std::int64_t{of.categories}},
                         {"links", std::int64_t{of.links}},
                         {"images", std::int64_t{of.images}},
                         {"headings", std::int64_t{of.headings}},
                         {"addresses", std::int64_t{of.addresses}}};
}

Value remarks(const std::vector<Remark>& all) {
    Value::List out;
    for (const Remark remark : all) out.emplace_back(sentence_of(remark));
    return out;
}

}  // namespace

Value trial(const KeptPage& page, const Reading& reading, const Account& after) {
    const Snapshot& made = after.record.snapshot;
    return Value::Object{{"source", page.source.text},
                         {"item", page.item.id.text},
                         {"title", page.item.title},
                         {"revision", page.content.revision.text},
                         {"kind", Value::Object{{"before", page.snapshot.kind()},
                                                {"after", made.kind()},
                                                {"rule", made.provenance.at("kind").rule}}},
                         {"fields", fields(page.snapshot, made)},
                         {"gone", gone(page.snapshot, made)},
                         {"values", values(after.fates)},
                         {"templates", texts(reading.templates)},
                         {"categories", texts(reading.categories)},
                         {"counts", counts(reading.counts)},
                         {"remarks", remarks(reading.remarks)},
                         {"surprises", texts(after.record.surprises)},
                         {"refused", after.record.refused}};
}

}  // namespace moisson::report
