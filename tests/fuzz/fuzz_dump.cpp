// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an export, whole and in small pieces: both tell the same, with ids that are numbers, and then end or
// name a byte. From any position that was told the rest can be read.
#include "connectors/connector.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace moisson;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_number(const std::string& id) {
    require(!id.empty() && id.size() <= 19 && id.find_first_not_of("0123456789") == std::string::npos && id[0] != '0');
}

struct Told {
    std::vector<Item> items;
    std::vector<Revision> revisions;
    std::vector<Content> contents;
    std::vector<Ignored> ignored;
    std::uint64_t position = 0;
    bool broken = false;
};

void require_sound(const Batch& batch) {
    for (const auto* items : {&batch.items, &batch.glimpsed})
        for (const Item& item : *items) {
            require_number(item.id.text);
            require(!item.title.empty());
        }
    for (const Revision& revision : batch.revisions) {
        require_number(revision.id.text);
        require_number(revision.item.text);
        require(!(revision.hidden.user && revision.actor));
        require(revision.sha1.empty() || revision.sha1.size() == 40);
    }
    for (const Owed& owed : batch.owed) require_number(owed.item.text);
    for (const Ignored& ignored : batch.ignored) require(!ignored.subject.empty() && !ignored.reason.empty());
    require(batch.hearsay && !batch.cursor);
}

void add(Told& told, DumpBatch part, std::uint64_t size) {
    require_sound(part.batch);
    require(part.position >= told.position && part.position <= size);
    told.position = part.position;
    const auto append = [](auto& all, auto& some) {
        all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    };
    append(told.items, part.batch.items);
    append(told.revisions, part.batch.revisions);
    append(told.contents, part.batch.contents);
    append(told.ignored, part.batch.ignored);
}

Told read(const Section& options, const Traits& traits, std::string_view bytes, std::uint64_t from,
          std::size_t at_once) {
    auto dump = connector_kinds().front().dump(options, traits, from);
    Told told;
    told.position = from;
    std::string_view rest = bytes.substr(from);
    for (bool more = true; more;) {
        (*dump)->take(rest.substr(0, at_once));
        more = rest.size() > at_once;
        rest.remove_prefix(std::min(rest.size(), at_once));
        if (!more) (*dump)->end();
        for (;;) {
            auto part = (*dump)->next();
            if (!part) {
                require(part.error().where.starts_with("byte ") && !part.error().what.empty());
                told.broken = true;
                return told;
            }
            if (!*part) break;
            add(told, std::move(**part), bytes.size());
        }
    }
    return told;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    Section options("source", "fuzz:1:1");
    options.put("api", Section::Option{Section::Scalar(std::string("https://wiki.example/api.php")), "fuzz:2:1"});
    const auto head = connector_kinds().front().dump_head(text);
    const bool known = head && *head;
    if (known) {
        require((*head)->length <= size);
        require(traits_from(to_value((*head)->traits)).has_value());
    }
    const std::uint64_t from = known ? (*head)->length : 0;
    const Traits traits = known ? (*head)->traits : Traits{};
    const Told whole = read(options, traits, text, from, text.size() + 1);
    const Told pieces = read(options, traits, text, from, 7);
    require(whole.items == pieces.items && whole.revisions == pieces.revisions && whole.contents == pieces.contents);
    require(whole.ignored == pieces.ignored && whole.broken == pieces.broken);
    const Told rest = read(options, traits, text, whole.position, text.size() + 1);
    require(rest.broken == whole.broken);
    return 0;
}
