// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sheet.hpp"

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

}  // namespace

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
