// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a value or an error; a value has one text; the text reads back as the value.
#include "schema/change.hpp"
#include "schema/snapshot.hpp"
#include "schema/traits.hpp"
#include "schema/utf8.hpp"

#include <cstdint>
#include <cstdlib>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_utf8(std::string_view text) {
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        require(point.valid);
        text.remove_prefix(point.length);
    }
}

void one_text(const Value& value) {
    const std::string text = to_json(value);
    require_utf8(text);
    const auto again = from_json(text);
    require(again.has_value());
    require(*again == value);
    require(to_json(*again) == text);
}

void one_snapshot(const Snapshot& snapshot) {
    const auto again = snapshot_from_json(to_json(snapshot));
    require(again.has_value());
    require(*again == snapshot);
    require(compare(snapshot, snapshot).empty());
    for (const FieldChange& change : compare(Snapshot{}, snapshot)) require(!change.before && change.after);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto value = from_json(text);
    if (value) {
        one_text(*value);
        if (const auto traits = traits_from(*value)) require(traits_from(to_value(*traits)) == *traits);
    } else {
        require(value.error().kind == ErrorKind::invalid && !value.error().what.empty());
    }
    if (const auto snapshot = snapshot_from_json(text)) one_snapshot(*snapshot);

    // The same bytes as a text: always written as valid JSON.
    const std::string quoted = to_json(Value(text));
    require_utf8(quoted);
    const auto read = from_json(quoted);
    require(read.has_value() && read->text());
    require(to_json(*read) == quoted);
    return 0;
}
