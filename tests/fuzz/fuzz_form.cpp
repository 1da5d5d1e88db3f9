// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a caller of the control socket writes, its form is read within bounds, and what was read can be written
// and read again as itself.
#include "daemon/control/form.hpp"

#include <cstdint>
#include <cstdlib>

using moisson::daemon::read_form;
using Form = std::map<std::string, std::string>;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::string encoded(std::string_view text) {
    constexpr char digits[] = "0123456789aBcDeF";
    std::string plain;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        plain += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return plain;
}

std::string written(const Form& form) {
    std::string text;
    for (const auto& [name, value] : form) text += encoded(name) + "=" + encoded(value) + "&";
    return text;
}

Form form_of(std::string_view text) {
    Form form;
    read_form(text, form);
    return form;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const Form form = form_of(text);
    require(form.size() <= 256);
    std::size_t held = 0;
    for (const auto& [name, value] : form) {
        require(!name.empty());
        held += name.size() + value.size();
    }
    require(held <= size);
    require(form_of(written(form)) == form);

    // The query, then the form: a name that comes in both is a list of two.
    Form twice = form;
    read_form(text, twice);
    require(twice.size() == form.size());
    for (const auto& [name, value] : twice) require(value == form.at(name) + "\n" + form.at(name));
    return 0;
}
