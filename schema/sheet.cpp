// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sheet.hpp"

#include "schema/utf8.hpp"

namespace moisson {
namespace {

std::string_view written(Sheet::Gap gap, Form form) {
    switch (gap) {
        case Sheet::Gap::none:
            return "";
        case Sheet::Gap::space:
            return " ";
        case Sheet::Gap::cell:
            return " | ";
        case Sheet::Gap::line:
            return form == Form::line ? " " : "\n";
        case Sheet::Gap::paragraph:
            return form == Form::line ? " " : "\n\n";
    }
    return "";
}

// No width, or it steers the direction of what follows. The joiners stay: emoji and scripts need them.
bool is_invisible(long code) {
    return code == 0xAD || code == 0x61C || code == 0x180E || code == 0x200B || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE007F);
}

bool is_control_or_none(long code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code & 0xFFFE) == 0xFFFE ||
           (code >= 0xFDD0 && code <= 0xFDEF);
}

}  // namespace

void Sheet::add_code(long code) {
    if (code == ' ' || (code >= '\t' && code <= '\r')) return owe(Gap::space);
    if (is_invisible(code)) return;
    std::string character;
    append_code_point(character, is_control_or_none(code) ? -1 : code);
    add(character);
}

void Sheet::add(std::string_view seen) {
    if (seen.empty()) return;
    if (gap_ != Gap::none || bullet_.depth > 0) pay();
    text_ += seen;
}

void Sheet::begin_item(Bullet bullet) {
    owe(Gap::line);
    bullet_ = bullet;
}

void Sheet::pay() {
    if (!text_.empty()) text_ += written(gap_, form_);
    gap_ = Gap::none;
    if (bullet_.depth > 0) write_bullet();
    bullet_ = {};
}

void Sheet::write_bullet() {
    if (form_ == Form::line) {
        if (!text_.empty()) text_ += "• ";
        return;
    }
    if (!text_.empty()) text_.append(std::size_t{2} * (bullet_.depth - 1), ' ');
    text_ += bullet_.number > 0 ? std::to_string(bullet_.number) + ". " : "- ";
}

void Sheet::back_to(const Place& place) {
    text_.resize(place.size);
    gap_ = place.gap;
    bullet_ = place.bullet;
}

void Sheet::remove(std::size_t begin, std::size_t end) {
    const auto is_white = [&](std::size_t at) { return text_[at] == ' ' || text_[at] == '\n'; };
    while (end < text_.size() && is_white(end) && (begin == 0 || is_white(begin - 1))) ++end;
    text_.erase(begin, end - begin);
}

}  // namespace moisson
