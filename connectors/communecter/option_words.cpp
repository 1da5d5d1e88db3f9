// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/option_words.hpp"

#include "schema/utf8.hpp"

#include <algorithm>

namespace moisson::communecter {

namespace {

// Whether a reader would see nothing of it: spaces of any kind, signs without a form.
bool is_blank(std::string_view text) {
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        const char32_t sign = point.value;
        const bool unseen = sign <= 0x20 || (sign >= 0x7F && sign <= 0xA0) || sign == 0xAD || sign == 0x180E ||
                            (sign >= 0x2000 && sign <= 0x200F) || (sign >= 0x2028 && sign <= 0x202F) ||
                            (sign >= 0x205F && sign <= 0x206F) || sign == 0x2800 || sign == 0x3000 || sign == 0xFEFF;
        if (point.valid && !unseen) return false;
        text.remove_prefix(std::max<std::size_t>(point.length, 1));
    }
    return true;
}

}  // namespace

tl::unexpected<Error> wrong(const Section& section, std::string_view key, std::string what, std::string remedy) {
    return fail(ErrorKind::config, section.place_of(key), std::move(what), std::move(remedy));
}

Result<std::string> text(const Section& section, std::string_view key, std::string_view otherwise) {
    auto written = section.text(key);
    if (!written) return fail(std::move(written.error()));
    if (*written && !(*written)->empty() && is_blank(**written))
        return wrong(section, key, "`" + std::string(key) + "` says nothing: it holds only white space",
                     "write it out, or remove it");
    return written->value_or(std::string(otherwise));
}

Result<std::vector<std::string>> texts(const Section& section, std::string_view key) {
    auto written = section.texts(key);
    if (!written) return fail(std::move(written.error()));
    if (!*written) return std::vector<std::string>{};
    if ((*written)->empty())
        return wrong(section, key, "`" + std::string(key) + "` is an empty list", "fill it, or remove it");
    for (const std::string& each : **written)
        if (is_blank(each))
            return wrong(section, key, "`" + std::string(key) + "` holds an empty text", "fill it, or remove it");
    return std::move(**written);
}

}  // namespace moisson::communecter
