// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/dump_scanner.hpp"

#include <algorithm>

namespace moisson::mediawiki {

namespace {

constexpr std::size_t longest_tag = std::size_t{4} << 10U;
constexpr std::string_view spaces = " \t\r\n";
constexpr std::string_view revision_end = "</revision>";

// "page" of "page id='1'", "/page" of "/page".
std::string_view name_of(std::string_view tag) {
    return tag.substr(0, tag.find_first_of(" \t\r\n/", 1));
}

bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == ':' || c == '.';
    });
}

// Where the text of a revision begins (behind its tag) and whether that tag is followed by one. npos: not in `xml`.
std::size_t text_begin(std::string_view xml) {
    for (std::size_t at = xml.find("<text"); at != std::string_view::npos; at = xml.find("<text", at + 1)) {
        const std::string_view behind = xml.substr(at + 5, 1);
        if (behind.empty() || (behind != ">" && behind != "/" && spaces.find(behind) == std::string_view::npos))
            continue;
        const std::size_t close = xml.find('>', at);
        return close == std::string_view::npos || xml[close - 1] == '/' ? std::string_view::npos : close + 1;
    }
    return std::string_view::npos;
}

}  // namespace

void DumpScanner::take(std::string_view bytes) {
    // What was consumed is forgotten once it is the larger half: each byte is moved once at most, on average.
    if (begin_ > buffer_.size() / 2) {
        buffer_.erase(0, begin_);
        base_ += begin_;
        searched_ -= std::min(searched_, begin_);
        begin_ = 0;
    }
    buffer_.append(bytes);
}

Result<std::optional<DumpPiece>> DumpScanner::next() {
    if (error_) return fail(*error_);
    DumpPiece piece;
    for (;;) {
        auto done = step(piece);
        if (!done) {
            error_ = std::move(done.error());
            return fail(*error_);
        }
        if (*done == Step::ready) return piece;
        if (*done == Step::goes_on) continue;
        if (!ended_ || place_ == Place::over) return std::nullopt;
        error_ = broken("the file ends before the export does").value();
        return fail(*error_);
    }
}

Result<DumpScanner::Step> DumpScanner::step(DumpPiece& piece) {
    switch (place_) {
        case Place::root:
            return at_root(piece);
        case Place::head:
            return in_head(piece);
        case Place::page:
            return in_page(piece);
        case Place::revision:
            return in_revision(piece);
        case Place::long_text:
            return in_long_text();
        case Place::skipped:
            return in_skipped();
        case Place::over:
            break;
    }
    return when_over();
}

Result<DumpScanner::Step> DumpScanner::at_root(DumpPiece& piece) {
    const auto found = tag();
    if (!found) return fail(found.error());
    if (!*found) return Step::starved;
    const std::string_view name = name_of(**found);
    const std::size_t length = (*found)->size() + 2;
    if (name == "/mediawiki") {
        begin_ += length;
        go(Place::over);
        piece.kind = DumpPiece::Kind::end;
        return Step::ready;
    }
    if (!is_name(name)) return broken("there is no page here, but <" + std::string(name) + ">");
    begin_ += length;
    if (name == "page")
        go(Place::head);
    else if (!(*found)->ends_with('/'))
        skip_element(name, Place::root);
    return Step::goes_on;
}

// Everything up to the first revision, or to what stands in its place.
Result<DumpScanner::Step> DumpScanner::in_head(DumpPiece& piece) {
    constexpr std::size_t longest_word = 9;  // "<revision"
    const std::string_view all = buffer_;
    for (searched_ = std::max(begin_, searched_);; ++searched_) {
        const std::size_t at = all.find('<', searched_);
        searched_ = std::min(at, all.size());
        const std::string_view word = all.substr(searched_, longest_word);
        if (word.size() < longest_word && !word.starts_with("</page>")) break;
        if (!word.starts_with("<revision") && !word.starts_with("</page>") && !word.starts_with("<upload")) continue;
        if (at - begin_ > longest_dump_head) break;
        piece.kind = DumpPiece::Kind::page;
        piece.at = position();
        piece.xml.assign(all.substr(begin_, at - begin_));
        begin_ = at;
        go(Place::page);
        return Step::ready;
    }
    if (all.size() - begin_ <= longest_dump_head + longest_word) return Step::starved;
    piece.kind = DumpPiece::Kind::unreadable;
    piece.xml.assign(all.substr(begin_, longest_tag));
    skip_element("page", Place::root);
    return Step::ready;
}

Result<DumpScanner::Step> DumpScanner::in_page(DumpPiece& piece) {
    const auto found = tag();
    if (!found) return fail(found.error());
    if (!*found) return Step::starved;
    const std::string_view name = name_of(**found);
    const std::size_t length = (*found)->size() + 2;
    if (name == "/page") {
        begin_ += length;
        go(Place::root);
        piece.kind = DumpPiece::Kind::page_end;
        return Step::ready;
    }
    if (!is_name(name)) return broken("a page holds <" + std::string(name) + ">");
    begin_ += length;
    if ((*found)->ends_with('/')) return Step::goes_on;
    if (name == "revision")
        go(Place::revision);
    else
        skip_element(name, Place::page);
    return Step::goes_on;
}

Result<DumpScanner::Step> DumpScanner::in_revision(DumpPiece& piece) {
    const std::size_t end = find(revision_end);
    if (end == std::string::npos) {
        if (buffer_.size() - begin_ <= longest_dump_revision) return Step::starved;
        const std::size_t text = cut_revision_.empty() ? text_begin(rest()) : std::string_view::npos;
        if (text == std::string_view::npos) return broken("a revision of more than 16 MiB beside its text");
        give_text_up(text);
        return Step::goes_on;
    }
    const std::string_view xml = std::string_view(buffer_).substr(begin_, end - begin_);
    piece.kind = DumpPiece::Kind::revision;
    piece.at = position();
    piece.text_too_long = !cut_revision_.empty();
    piece.xml = std::move(cut_revision_);
    cut_revision_.clear();
    const std::size_t text = piece.text_too_long ? std::string_view::npos : text_begin(xml);
    if (text == std::string_view::npos) {
        piece.xml.append(xml);
    } else {
        const std::size_t text_end = std::min(xml.find('<', text), xml.size());
        piece.xml.append(xml.substr(0, text)).append(xml.substr(text_end));
        piece.text = xml.substr(text, text_end - text);
    }
    begin_ = end + revision_end.size();
    go(Place::page);
    return Step::ready;
}

void DumpScanner::give_text_up(std::size_t text_begin) {
    cut_revision_.assign(rest().substr(0, text_begin));
    begin_ += text_begin;
    go(Place::long_text);
}

DumpScanner::Step DumpScanner::in_long_text() {
    const std::size_t end = buffer_.find('<', begin_);
    begin_ = std::min(end, buffer_.size());
    if (end == std::string::npos) return Step::starved;
    go(Place::revision);
    return Step::goes_on;
}

void DumpScanner::skip_element(std::string_view name, Place then) {
    needle_ = "</" + std::string(name) + ">";
    then_ = then;
    go(Place::skipped);
}

DumpScanner::Step DumpScanner::in_skipped() {
    const std::size_t end = find(needle_);
    if (end == std::string::npos) {
        begin_ = std::max(begin_, searched_);
        return Step::starved;
    }
    begin_ = end + needle_.size();
    go(then_);
    return Step::goes_on;
}

Result<DumpScanner::Step> DumpScanner::when_over() {
    skip_spaces();
    if (begin_ < buffer_.size()) return broken("something follows the end of the export");
    return Step::starved;
}

// The tag that stands here, without its angles; empty when more bytes are needed. Nothing is consumed but spaces.
Result<std::optional<std::string_view>> DumpScanner::tag() {
    skip_spaces();
    const std::string_view here = rest();
    if (here.empty()) return std::nullopt;
    if (here.front() != '<') return broken("there is text where a tag should be");
    if (here.size() > 1 && (here[1] == '!' || here[1] == '?'))
        return broken("<" + std::string(1, here[1]) + " has no place in an export: document types are not read");
    const std::size_t close = here.substr(0, longest_tag).find('>');
    if (close != std::string_view::npos) return here.substr(1, close - 1);
    if (here.size() >= longest_tag) return broken("a tag that does not end");
    return std::nullopt;
}

// Looks only at what this place has not looked at before.
std::size_t DumpScanner::find(std::string_view needle) {
    const std::size_t found = buffer_.find(needle, std::max(begin_, searched_));
    if (found == std::string::npos && buffer_.size() >= needle.size())
        searched_ = std::max(begin_, buffer_.size() - needle.size() + 1);
    return found;
}

void DumpScanner::skip_spaces() {
    begin_ = std::min(buffer_.find_first_not_of(spaces, begin_), buffer_.size());
}

void DumpScanner::go(Place place) {
    place_ = place;
    searched_ = begin_;
}

tl::unexpected<Error> DumpScanner::broken(std::string what) const {
    return fail(ErrorKind::invalid, "byte " + std::to_string(position()), std::move(what));
}

}  // namespace moisson::mediawiki
