// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace moisson {

// Takes plural and endings off French words that are already folded. One user at a time.
class Stemmer {
public:
    Stemmer();
    // The plural that is made by rule has the stem of its singular. What is not a word of ASCII letters stays as it is.
    std::string stem(std::string_view folded);

private:
    struct Delete {
        void operator()(sb_stemmer* stemmer) const noexcept;
    };
    std::unique_ptr<sb_stemmer, Delete> snowball_;
};

}  // namespace moisson
