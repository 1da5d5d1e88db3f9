// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace moisson {

// Whether no more than thirty combining marks follow each other, as in every language that is written (Stream-Safe Text
// Format, UAX #15). utf8proc puts marks in order in the square of their number: a megabyte of them would take hours.
// What is not safe is compared as it is written. Linear; true for bytes that are not UTF-8.
bool is_stream_safe(std::string_view text);

}  // namespace moisson
