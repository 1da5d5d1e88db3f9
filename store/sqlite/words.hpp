// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/batch.hpp"
#include "schema/closing.hpp"
#include "schema/record.hpp"
#include "schema/revision.hpp"

#include <string>
#include <string_view>
#include <vector>

// The short words and texts that enumerations and small lists are kept as. Reading them is total: the file could
// have been written by anybody, an unknown word reads as the harmless value.
namespace moisson::store::sqlite {

std::string_view word_of(Life life) noexcept;
Life life_of(std::string_view word) noexcept;

std::string_view word_of(Read depth) noexcept;
Read depth_of(std::string_view word) noexcept;

Actor::Kind actor_kind_of(std::string_view word) noexcept;

std::string tags_text(const std::vector<std::string>& tags);
std::vector<std::string> tags_of(std::string_view text);

std::string awaiting_text(const Awaiting& matter);
// What cannot be read is taken for the graver matter.
Awaiting awaiting_of(std::string_view text);

std::string closing_text(const Closing& closing);
std::optional<Closing> closing_of(std::string_view text);

std::string faults_text(const std::map<std::string, std::uint64_t>& faults);
std::map<std::string, std::uint64_t> faults_of(std::string_view text);

}  // namespace moisson::store::sqlite
