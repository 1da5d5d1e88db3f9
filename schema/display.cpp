// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/display.hpp"

#include "schema/link_value.hpp"
#include "schema/markup.hpp"

#include <algorithm>
#include <utility>

namespace moisson {
namespace {

constexpr std::string_view blanks = " \t\r\v\f";
constexpr std::string_view white = " \t\r\v\f\n";

// An address without what people leave out when they write it: "www.dokos.io" of "https://www.dokos.io/".
std::string_view spoken(std::string_view address) {
    for (const std::string_view scheme : {"https://", "http://", "mailto:"})
        if (address.starts_with(scheme)) address.remove_prefix(scheme.size());
    if (address.ends_with('/')) address.remove_suffix(1);
    return address;
}

}  // namespace

void Display::write(std::string_view seen, Sheet::Gap line_end) {
    while (!seen.empty()) {
        const std::size_t word = std::min(seen.find_first_of(white), seen.size());
        sheet_.add(seen.substr(0, word));
        seen.remove_prefix(word);
        if (seen.empty()) return;
        sheet_.owe(blanks.find(seen.front()) == std::string_view::npos ? line_end : Sheet::Gap::space);
        seen.remove_prefix(1);
    }
}

void Display::open_list(std::uint32_t next) {
    ++depth_;
    if (depth_ <= deepest_shown) next_[depth_] = next;
}

void Display::open_bullets() {
    open_list(0);
}

void Display::open_numbers(std::uint32_t first) {
    open_list(std::max<std::uint32_t>(first, 1));
}

void Display::begin_item() {
    const std::size_t depth = std::clamp<std::size_t>(depth_, 1, deepest_shown);
    const std::uint32_t number = depth_ == 0 ? 0 : next_[depth];
    if (number > 0) ++next_[depth];
    sheet_.begin_item({static_cast<std::uint32_t>(depth), number});
}

void Display::close_list() {
    if (depth_ > 0) --depth_;
    sheet_.owe(depth_ == 0 ? Sheet::Gap::paragraph : Sheet::Gap::line);
}

void Display::open_link(std::string address) {
    close_link();
    if (form_ != Form::prose || address.size() > room_ || !is_address(address)) return;
    address_ = std::move(address);
    label_ = sheet_.size();
}

void Display::close_link() {
    if (address_.empty()) return;
    const std::string address = std::exchange(address_, {});
    std::string_view label = trim(sheet_.since(label_));
    if (label.ends_with('/')) label.remove_suffix(1);
    if (label.empty() || label.ends_with(spoken(address))) return;
    room_ -= address.size();
    const Sheet::Gap owed = sheet_.here().gap;
    sheet_.owe_nothing();
    sheet_.add(" (" + address + ")");
    sheet_.owe(owed);
}

}  // namespace moisson
