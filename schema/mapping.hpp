// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/reading.hpp"
#include "schema/snapshot.hpp"
#include "schema/territories.hpp"

#include <string>
#include <vector>

namespace moisson {

// What a mapping file says: which kind of resource a page is, and which of its values feed which field.
// Read from TOML by config/mapping_file; the grammar is in docs/mapping.md.
struct Mapping {
    struct Condition {
        enum class Of { template_name, category, name_space, collection, tag, value } of = Of::template_name;
        std::string name;  // of a value: its path into JSON, "=", and what stands there
        friend bool operator==(const Condition&, const Condition&) = default;
    };
    struct KindRule {
        std::string is;               // one of the schema's kinds
        std::vector<Condition> when;  // all of them
        friend bool operator==(const KindRule&, const KindRule&) = default;
    };
    // How a value is understood.
    struct Type {
        std::string name = "line";           // line text list url image person date money …
        std::string element;                 // of a list: line, url, person, organisation …
        std::string separator;               // of a list
        std::string role;                    // of the persons or organisations it names; of a funding: asked, found
        std::vector<std::string> keep = {};  // of a list: elements that hold the separator themselves
        std::string scale = {};              // of a scale: its name
        std::string currency = {};           // of a funding: of an amount that names none
        friend bool operator==(const Type&, const Type&) = default;
    };
    struct From {
        std::string group;  // template name; empty: the one that decided the kind, else the first that has the key
        std::string key;
        std::string rule;  // as written: "param:Commun|referent"
        // Of a value put together: its origins, and the signs between them, which have a key and no rule.
        std::vector<From> pieces = {};
        friend bool operator==(const From&, const From&) = default;
    };
    // A word that a field takes, and how else it is written.
    struct Label {
        std::string name;
        std::vector<std::string> also = {};
        friend bool operator==(const Label&, const Label&) = default;
    };
    struct FieldRule {
        std::string field;       // of the schema
        std::vector<From> from;  // the first that is not empty; of a list, all, in order
        Type type;
        std::vector<Type> types = {};        // one for each origin, where they are not written alike
        std::vector<Label> vocabulary = {};  // words that have one name; the type "word" takes no others

        const Type& type_of(std::size_t origin) const { return types.empty() ? type : types[origin]; }
        friend bool operator==(const FieldRule&, const FieldRule&) = default;
    };
    // Something a source states of an item besides its fields. It holds when one of the conditions does.
    struct FactRule {
        std::string fact;  // one of the schema's facts
        std::vector<Condition> when;
        friend bool operator==(const FactRule&, const FactRule&) = default;
    };
    // What becomes of a value of the template that decided the kind (or of a JSON source) when no rule asks for it and
    // it is not `known`: a surprise.
    enum class Contract {
        evolve,   // kept in `extra`
        freeze,   // kept in `extra`, and told as a surprise
        discard,  // left out of the record; the page itself is kept
        reject,   // the page keeps the record it had, and the surprise is told
    };
    std::vector<KindRule> kinds;  // the first that matches wins; none: "page"
    std::vector<FieldRule> fields;
    std::string hash;  // of the file's meaning: two files that mean the same have the same
    Contract contract = Contract::evolve;
    std::vector<From> known = {};      // values that no field takes, and that are no surprise: kept in `extra`
    Territories territories = {};      // what codes and names of places mean
    std::vector<FactRule> facts = {};  // sorted by fact, each once

    friend bool operator==(const Mapping&, const Mapping&) = default;
};

// The names a mapping may use.
const std::vector<std::string>& known_kinds();
const std::vector<std::string>& known_fields();
const std::vector<std::string>& known_types();
// archived: it is over. stable: it is finished, nothing more is to be expected. do_not_list: not for publication.
const std::vector<std::string>& known_facts();

// What normalising knows of the item besides its text.
struct Subject {
    std::string title;
    int ns = 0;
    std::string collection;
};

// The record of an item under our schema. Pure and total: what cannot be understood is kept as text, in `extra`, and
// its field named in `unparsed`.
Snapshot normalise(const Subject& subject, const Reading& reading, const Mapping& mapping);

// Case, NFC, "_" and repeated spaces folded: how keys and template names are compared.
std::string fold_key(std::string_view key);

// Of resource.schema.json.
inline constexpr int schema_version = 1;

// Everything that decides what normalise() makes of a content, in one short text: "<schema version>.<digest>".
std::string rules_fingerprint(std::string_view reader_version, const Mapping& mapping, const Context& context,
                              int schema = schema_version);

// The schema version of such a text. One that says none is older than they say it: 1.
int schema_of(std::string_view fingerprint) noexcept;

}  // namespace moisson
