// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever bytes a source sends, a terminal only gets what a person can see, and never more than asked.
#include "report/visible.hpp"
#include "schema/utf8.hpp"
#include "schema/value.hpp"

#include <cstdint>
#include <cstdlib>

using moisson::CodePoint;
using moisson::first_code_point;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_harmless(std::string_view text) {
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        const char32_t c = point.value;
        require(point.valid);
        require(c >= 0x20 && (c < 0x7F || c > 0x9F));
        require(c != 0x61C && c != 0x200E && c != 0x200F && (c < 0x2028 || c > 0x202E) && (c < 0x2066 || c > 0x2069));
        text.remove_prefix(point.length);
    }
}

void require_clipped(const std::string& shown, std::size_t columns) {
    constexpr std::string_view ellipsis = "…";
    const std::string cut = moisson::report::clip(shown, columns);
    require_harmless(cut);
    if (cut == shown) return;
    require(columns == 0 ? cut.empty() : cut.ends_with(ellipsis));
    if (columns > 0) require(shown.starts_with(std::string_view(cut).substr(0, cut.size() - ellipsis.size())));
    require(moisson::report::clip(cut, columns) == cut);
}

// The same value, and nothing in its text that could steer whoever reads it.
void require_same_json(std::string_view text) {
    const std::string json = moisson::to_json(moisson::Value(text));
    const std::string plain = moisson::report::plain_json(json);
    require_harmless(plain);
    require(moisson::report::plain_json(plain) == plain);
    const auto written = moisson::from_json(json);
    const auto read = moisson::from_json(plain);
    require(written.has_value() && read.has_value() && *read == *written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::string shown = moisson::report::visible(text);
    require_harmless(shown);
    require(shown.size() >= text.size() && shown.size() <= 4 * text.size());
    require(moisson::report::visible(shown) == shown);
    for (const std::size_t columns : {std::size_t{0}, std::size_t{1}, std::size_t{7}, size})
        require_clipped(shown, columns);
    static_cast<void>(moisson::report::clip(text, size / 2));  // total for bytes nobody made visible
    static_cast<void>(moisson::report::plain_json(text));
    require_same_json(text);
    return 0;
}
