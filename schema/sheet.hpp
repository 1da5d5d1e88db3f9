// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/plain_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace moisson {

// What plain text is written on. White space is only owed, and paid by the next thing that can be seen: there is none
// at the ends and never too much of it.
class Sheet {
public:
    enum class Gap : std::uint8_t { none, space, cell, line, paragraph };  // the larger one wins

    // What an item of a list begins with.
    struct Bullet {
        std::uint32_t depth = 0;   // 0: no item
        std::uint32_t number = 0;  // 0: a dot
    };

    // Where writing stood; what was written since can be taken back.
    struct Place {
        std::size_t size = 0;
        Gap gap = Gap::none;
        Bullet bullet;
    };

    explicit Sheet(Form form) : form_(form) {}

    // Something that can be seen; holds no white space of which too much could be.
    void add(std::string_view seen);
    // What a character reference stands for: it adds no invisible character, and one that is none becomes U+FFFD.
    void add_code(long code);
    void owe(Gap gap) { gap_ = gap > gap_ ? gap : gap_; }
    void owe_nothing() { gap_ = Gap::none; }
    void begin_item(Bullet bullet);
    // Pays what is owed: what is written next begins at size().
    void pay();

    std::size_t size() const noexcept { return text_.size(); }
    // What is written from there on.
    std::string_view since(std::size_t begin) const noexcept { return std::string_view(text_).substr(begin); }
    Place here() const noexcept { return {text_.size(), gap_, bullet_}; }
    void back_to(const Place& place);
    // Takes [begin, end) away; what follows moves there, as many bytes as follow.
    void remove(std::size_t begin, std::size_t end);

    std::string take() && { return std::move(text_); }

private:
    void write_bullet();

    std::string text_;
    Form form_;
    Gap gap_ = Gap::none;
    Bullet bullet_;
};

}  // namespace moisson
