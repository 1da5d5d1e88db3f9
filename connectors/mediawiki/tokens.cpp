// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/tokens.hpp"

#include "connectors/mediawiki/addresses.hpp"
#include "schema/behaviour_switches.hpp"
#include "schema/entities.hpp"

#include <algorithm>

namespace moisson::mediawiki {
namespace {

using What = Token::What;

constexpr std::size_t nowhere = std::string_view::npos;

Token token(What what, Span span) {
    return {what, {static_cast<std::uint32_t>(span.begin), static_cast<std::uint32_t>(span.end)}};
}

void add_calls(std::vector<Token>& all, std::string_view text, const Outline& outline) {
    for (const Call& call : outline.calls) {
        all.push_back(token(call.what == Call::What::argument ? What::argument : What::call, call.whole));
        all.push_back(token(What::name, trimmed(text, call.name)));
        for (const Part& part : outline.parts_of(call)) {
            if (part.named()) all.push_back(token(What::key, trimmed(text, {part.whole.begin, part.equals})));
            const std::size_t begin = part.named() ? part.equals + 1 : part.whole.begin;
            all.push_back(token(What::value, trimmed(text, {begin, part.whole.end})));
        }
    }
}

std::size_t signature_at(std::string_view text) {
    constexpr std::size_t shortest = 3;
    constexpr std::size_t longest = 5;
    const std::string_view few = text.substr(0, longest);
    const std::size_t run = std::min(few.find_first_not_of('~'), few.size());
    return run < shortest ? 0 : run;
}

void add_marks(std::vector<Token>& all, std::string_view text) {
    for (std::size_t at = text.find_first_of("&_~"); at != nowhere; at = text.find_first_of("&_~", at)) {
        const std::string_view rest = text.substr(at);
        const auto reference = reference_at(rest);
        const std::size_t word = behaviour_switch_at(rest);
        const std::size_t signature = signature_at(rest);
        const std::size_t length = reference ? reference->length : std::max(word, signature);
        if (reference) all.push_back(token(What::reference, {at, at + length}));
        if (word > 0) all.push_back(token(What::behaviour_switch, {at, at + length}));
        if (signature > 0) all.push_back(token(What::signature, {at, at + length}));
        at += std::max<std::size_t>(length, 1);
    }
}

// What is outside comes before what it holds.
std::vector<Token> all_of(std::string_view text, const Outline& outline) {
    std::vector<Token> all;
    add_calls(all, text, outline);
    for (const Link& link : outline.links)
        all.push_back(token(What::link, {link.inside.begin - 2, link.inside.end + std::size_t{2}}));
    for (const Heading& heading : outline.headings) all.push_back(token(What::heading, heading.whole));
    for (const Stretch& one : outline.opaque) all.push_back(token(What::opaque, one));
    for (const Stretch& one : outline.unseen) all.push_back(token(What::unseen, one));
    for (const Address& one : addresses_of(text, outline)) all.push_back(token(What::address, one.url));
    add_marks(all, text);
    std::erase_if(all, [](const Token& one) { return one.whole.begin == one.whole.end; });
    std::stable_sort(all.begin(), all.end(), [](const Token& a, const Token& b) {
        return a.whole.begin != b.whole.begin ? a.whole.begin < b.whole.begin : a.whole.end > b.whole.end;
    });
    return all;
}

// Lays the things of a page beside each other.
class Row {
public:
    explicit Row(std::size_t size) : size_(size) {}

    void open(Token next) {
        close_before(next.whole.begin);
        // What nothing may be read in, and what ends with the thing that holds it.
        if (!open_.empty() && is_closed(open_.back().what)) return;
        if (!open_.empty()) next.whole.end = std::min(next.whole.end, open_.back().whole.end);
        fill(next.whole.begin);
        open_.push_back(next);
    }

    std::vector<Token> finish() {
        close_before(size_);
        fill(size_);
        return std::move(row_);
    }

private:
    static bool is_closed(What what) { return what == What::opaque || what == What::unseen; }

    void close_before(std::size_t at) {
        while (!open_.empty() && open_.back().whole.end <= at) {
            fill(open_.back().whole.end);
            open_.pop_back();
        }
    }

    void fill(std::size_t end) {
        if (end <= at_) return;
        row_.push_back(token(open_.empty() ? What::text : open_.back().what, {at_, end}));
        at_ = end;
    }

    std::size_t size_;
    std::size_t at_ = 0;
    std::vector<Token> open_;
    std::vector<Token> row_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text, const Outline& outline) {
    Row row(text.size());
    for (const Token& one : all_of(text, outline)) row.open(one);
    return row.finish();
}

}  // namespace moisson::mediawiki
