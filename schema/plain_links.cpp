// SPDX-License-Identifier: GPL-3.0-or-later
// What opens and closes: braces, links, addresses.
#include "schema/mapping.hpp"
#include "schema/markup.hpp"
#include "schema/plain_reader.hpp"

#include <algorithm>

namespace moisson {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

// What is nested deeper is text: nobody writes so, and what is open takes room.
constexpr std::size_t deepest = 200;

// Pages of these are not linked to but shown, or filed under.
bool is_file_or_category(std::string_view prefix) {
    constexpr std::string_view names[] = {"catégorie", "category", "fichier", "file", "image"};
    return std::find(std::begin(names), std::end(names), fold_key(prefix)) != std::end(names);
}

bool begins_address(std::string_view text) {
    constexpr std::string_view schemes[] = {"http://", "https://", "//", "ftp://", "mailto:", "irc://", "ircs://"};
    return std::any_of(std::begin(schemes), std::end(schemes),
                       [&](std::string_view one) { return text.starts_with(one); });
}

// What stands before a label.
std::string_view address_at(std::string_view text) {
    return text.substr(0, text.find_first_of(" \t\r\n\v\f[]<>\""));
}

}  // namespace

void PlainReader::open(Kind kind, std::size_t bytes) {
    if (open_.size() == deepest) return show(bytes);
    Open opened;
    opened.kind = kind;
    opened.at = i_;
    opened.count = bytes;
    opened.before = sheet_.here();
    sheet_.pay();
    opened.begin = sheet_.size();
    open_.push_back(opened);
    show(bytes);
}

void PlainReader::open_address() {
    const std::string_view rest = text_.substr(i_ + 1);
    if (addresses_ > 0 || open_.size() == deepest || !begins_address(rest)) return show(1);
    ++addresses_;
    open(Kind::address, 1);
    show(address_at(text_.substr(i_)).size());
    open_.back().label = sheet_.size();
}

// Two braces are a template, three an argument: neither is shown. More of them wait for their own closing ones.
void PlainReader::close_braces() {
    Open& opened = open_.back();
    const std::size_t most = std::min<std::size_t>(opened.count, 3);
    const std::size_t matched = run_of('}', i_, most);
    const std::string_view inside = text_.substr(opened.at + opened.count, i_ - opened.at - opened.count);
    i_ += matched;
    opened.count -= matched;
    // What is left of a longer run stands written already.
    sheet_.back_to(opened.count == 0 ? opened.before : Sheet::Place{opened.begin + opened.count, Sheet::Gap::none, {}});
    if (matched == 2 && inside == "!") sheet_.add("|");
    if (matched == 2 && inside == "=") sheet_.add("=");
    if (opened.count < 2) open_.pop_back();
}

// The page it leads to has no "[[" before it: the innermost brackets are the link, what surrounds them is text, unless
// it is a file, whose caption may hold links.
void PlainReader::close_link() {
    const Open opened = open_.back();
    open_.pop_back();
    if (is_hidden(opened)) {
        sheet_.back_to(opened.before);
        i_ += 2;
        return;
    }
    if (!open_.empty()) open_.back().holds_link = true;
    if (opened.holds_link) return show(2);
    keep_label(opened);
    i_ += 2;
}

void PlainReader::close_address() {
    const Open opened = open_.back();
    open_.pop_back();
    addresses_ = 0;
    if (!open_.empty() && opened.holds_link) open_.back().holds_link = true;
    const bool has_label = sheet_.size() > opened.label;
    keep_label(opened);
    i_ += 1;
    // Prose has room for where it leads.
    if (has_label && form_ == Form::prose)
        sheet_.add(" (" + std::string(address_at(text_.substr(opened.at + 1))) + ")");
}

// Of what was opened the label stays or, without one, the target.
void PlainReader::keep_label(const Open& opened) {
    const std::size_t label = opened.label;
    constexpr std::size_t brackets[] = {2, 2, 1};
    std::size_t target = opened.begin + brackets[static_cast<std::size_t>(opened.kind)];
    const bool has_label = label > 0 && sheet_.size() > label;
    // A colon only keeps the link from acting.
    if (opened.kind == Kind::link && at(opened.at + 2) == ':') ++target;
    if (!has_label && sheet_.size() <= target) return sheet_.back_to(opened.before);
    sheet_.remove(opened.begin, has_label ? label : target);
}

bool PlainReader::is_hidden(const Open& opened) const {
    constexpr std::size_t longest = 64;
    const std::string_view target = trim(text_.substr(opened.at + 2, std::min(longest, i_ - opened.at - 2)));
    const std::size_t end = target.find_first_of(":|[]{}");
    return end != nowhere && end > 0 && target[end] == ':' && is_file_or_category(trim(target.substr(0, end)));
}

}  // namespace moisson
