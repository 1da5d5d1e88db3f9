// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Words for people stand in report/templates/fr/*.mustache, compiled in; here a template and what it is told become
// plain text. A template gets exactly the keys it has: one that it does not read would be a fact that nobody is told,
// one that is missing a hole in a sentence.
namespace moisson::report {

// What a template is told: its texts, and which of its sections stand.
class Told {
public:
    Told& text(std::string_view key, std::string_view value);
    Told& number(std::string_view key, long value);
    Told& section(std::string_view key, bool stands);
    // Of several sections the one that stands; none when `chosen` is no key of theirs.
    Told& one_of(std::span<const std::string_view> keys, std::string_view chosen);

    std::set<std::string, std::less<>> keys() const;

private:
    friend std::string render(std::string_view name, const Told& told);

    std::map<std::string, std::string, std::less<>> texts_;
    std::map<std::string, bool, std::less<>> sections_;
};

// The names of all templates, sorted: "label", "why_archive".
std::vector<std::string_view> template_names();

// The keys that a template reads, in whatever section.
std::set<std::string, std::less<>> keys_of(std::string_view name);

// The text of a template. Line ends count as one space, at both ends for nothing. What it is told may be bytes of a
// source: each text passes through visible(), the escaper of plain text. A page escapes the whole once more, for HTML.
// `told` has the keys of the template, neither more nor fewer.
std::string render(std::string_view name, const Told& told);

// With a capital letter: "à réveiller" → "À réveiller".
std::string capitalised(std::string_view text);

}  // namespace moisson::report
