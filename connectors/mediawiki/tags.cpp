// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/tags.hpp"

#include <algorithm>

namespace moisson::mediawiki {
namespace {

constexpr std::size_t longest_tag_name = 40;
constexpr std::size_t nowhere = std::string_view::npos;

bool is_white(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// Tags are compared in ASCII only, whatever the case: no other letter may stand for one of theirs.
char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string in_small_letters(std::string_view written) {
    std::string name(written);
    std::transform(name.begin(), name.end(), name.begin(), small);
    return name;
}

bool says(std::string_view text, std::string_view name) {
    return text.size() >= name.size() && std::equal(name.begin(), name.end(), text.begin(),
                                                    [](char wanted, char said) { return wanted == small(said); });
}

// The name at the start of `rest`, a leading "/" included; empty unless white space, "/>" or ">" follows it.
std::string_view tag_name(std::string_view rest) {
    rest = rest.substr(0, longest_tag_name + 2);
    std::size_t end = rest.starts_with('/') ? 1 : 0;
    while (end < rest.size() && !is_white(rest[end]) && rest[end] != '/' && rest[end] != '>' && rest[end] != '<') ++end;
    if (end == rest.size()) return {};
    const bool bounded = is_white(rest[end]) || rest[end] == '>' || rest.substr(end, 2) == "/>";
    return bounded ? rest.substr(0, end) : std::string_view{};
}

bool steers_inclusion(std::string_view name) {
    return name == "noinclude" || name == "/noinclude" || name == "onlyinclude" || name == "/onlyinclude";
}

}  // namespace

std::size_t Tags::find(std::string_view needle, std::size_t from) {
    const std::size_t found = text_.find(needle, from);
    steps_ += (found == nowhere ? text_.size() : found) - from;
    return found;
}

std::size_t Tags::blanks_end(std::size_t from) {
    std::size_t end = from;
    while (end < text_.size() && is_blank(text_[end])) ++end;
    steps_ += end - from;
    return end;
}

std::size_t Tags::blanks_begin(std::size_t before) {
    std::size_t begin = before;
    while (begin > 0 && is_blank(text_[begin - 1])) --begin;
    steps_ += before - begin;
    return begin;
}

// The end of the first </name> from there on; nowhere when there is none.
std::size_t Tags::closing_tag_end(const std::string& name, std::size_t from) {
    if (never_closed_.contains(name)) return nowhere;
    for (std::size_t at = find("</", from); at != nowhere; at = find("</", at + 2)) {
        steps_ += name.size();
        if (!says(text_.substr(at + 2), name)) continue;
        std::size_t end = at + 2 + name.size();
        while (end < text_.size() && is_white(text_[end])) ++end;
        steps_ += end - at;
        if (end < text_.size() && text_[end] == '>') return end + 1;
    }
    never_closed_.insert(name);
    return nowhere;
}

Tags::Taken Tags::take(std::size_t at) {
    ++steps_;
    if (text_.substr(at, 4) == "<!--") return take_comment(at);
    const std::string_view written = tag_name(text_.substr(at + 1));
    const Taken plain{Taken::What::plain, at + 1};
    if (written.empty()) return plain;
    const std::string name = in_small_letters(written);
    if (steers_inclusion(name)) {
        const std::size_t end = no_more_angles_ ? nowhere : find(">", at + 1 + written.size());
        no_more_angles_ = end == nowhere;
        return end == nowhere ? plain : Taken{Taken::What::unseen, end + 1};
    }
    if (name != "includeonly" && !opaque_->contains(name)) return plain;
    return take_element(at, written, name);
}

Tags::Taken Tags::take_element(std::size_t at, std::string_view written, const std::string& name) {
    const bool elsewhere = name == "includeonly";
    const auto what = elsewhere ? Taken::What::unseen : Taken::What::opaque;
    const std::size_t end = no_more_angles_ ? nowhere : find(">", at + 1 + written.size());
    if (end == nowhere) {
        no_more_angles_ = true;
        return {Taken::What::plain, at + 1};
    }
    if (text_[end - 1] == '/') return {what, end + 1};
    const std::size_t closed = closing_tag_end(name, end + 1);
    if (closed != nowhere) return {what, closed};
    // MediaWiki lets this one run to the end of the page, in small letters only; others are plain text.
    if (written == "includeonly") return {what, text_.size()};
    return {Taken::What::plain, end + 1};
}

// Comments alone on a line take the line away with them.
Tags::Taken Tags::take_comment(std::size_t at) {
    const std::size_t close = find("-->", at + 4);
    if (close == nowhere) return {Taken::What::unseen, text_.size()};
    const Taken alone{Taken::What::unseen, close + 3};

    const std::size_t begin = blanks_begin(at);
    if (begin == 0 || text_[begin - 1] != '\n') return alone;
    std::size_t end = blanks_end(close + 3);
    while (text_.substr(end, 4) == "<!--") {
        const std::size_t next = find("-->", end + 4);
        if (next == nowhere) break;
        end = blanks_end(next + 3);
    }
    if (end < text_.size() && text_[end] == '\n') return {Taken::What::unseen_line, end + 1};
    return alone;
}

}  // namespace moisson::mediawiki
