// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever bytes a page is made of, what is put into XML holds no markup and nothing that XML cannot hold, and sound
// text comes back as it was.
#include "report/mediawiki_xml.hpp"
#include "schema/utf8.hpp"

#include <cstdint>
#include <cstdlib>
#include <map>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// Reads back what was escaped; anything but the five is a fault.
std::string read_back(std::string_view text) {
    const std::map<std::string_view, char> entities{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#13;", '\r'}};
    std::string out;
    while (!text.empty()) {
        require(text.front() != '<' && text.front() != '>' && text.front() != '"');
        if (text.front() != '&') {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        const std::size_t end = text.find(';');
        require(end != std::string_view::npos);
        const auto entity = entities.find(text.substr(0, end + 1));
        require(entity != entities.end());
        out += entity->second;
        text.remove_prefix(end + 1);
    }
    return out;
}

bool is_sound(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(moisson::first_code_point(text).length)) {
        const auto point = moisson::first_code_point(text);
        const auto c = point.value;
        if (!point.valid || c == 0x7F || c == 0xFFFE || c == 0xFFFF) return false;
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return false;
    }
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::string escaped = moisson::report::escaped_xml(text);
    require(escaped.size() <= 6 * text.size());
    require(moisson::is_utf8(escaped));
    const std::string back = read_back(escaped);
    require(is_sound(back));
    if (is_sound(text)) require(back == text);
    return 0;
}
