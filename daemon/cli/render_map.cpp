// SPDX-License-Identifier: GPL-3.0-or-later
// What a mapping makes of pages, for whoever writes it.
#include "daemon/cli/render.hpp"
#include "report/visible.hpp"
#include "report/words_of.hpp"

#include <cmath>

namespace moisson::daemon {

namespace {

using report::clip;
using report::visible;

constexpr std::size_t value_columns = 100;
constexpr std::size_t lines_shown = 20;  // of each list of a kind; --json has them all

std::string text_of(const Value& value) {
    return visible(value.text_or(""));
}

std::int64_t number_of(const Value& value) {
    return value.integer() ? *value.integer() : 0;
}

const Value::List& list_of(const Value& value) {
    static const Value::List nothing;
    return value.list() != nullptr ? *value.list() : nothing;
}

std::string short_value(const Value& value) {
    return value.is_null() ? "(none)" : clip(report::words_of(value), value_columns);
}

// As a column of so many characters.
std::string padded(std::string text, std::size_t width) {
    // Counted in code points, as names with accents are.
    std::size_t columns = 0;
    for (const char c : text) columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    if (columns < width) text.append(width - columns, ' ');
    return text;
}

std::string field_line(const Value& line) {
    std::string text = "  " + padded(text_of(line.at("field")), 15) + " " + short_value(line.at("value"));
    if (const std::string rule = text_of(line.at("rule")); !rule.empty()) text += "   [" + rule + "]";
    text += "\n";
    const auto* members = line.object();
    if (members != nullptr && members->contains("before"))
        text += "  " + padded("", 15) + "   was " + short_value(line.at("before")) + "\n";
    return text;
}

// What became of a value, in words.
std::string fate_of(const Value& value) {
    const std::string fate = value.at("fate").text_or("");
    const std::string field = text_of(value.at("field"));
    if (fate == "fed") return "→ " + field;
    if (fate == "partly") return "→ " + field + ", in part; the whole is kept in extra";
    if (fate == "not_understood") return "not understood, for " + field;
    if (fate == "passed_over") return "passed over: another value feeds " + field;
    if (fate == "repeated") return "repeated: kept in extra";
    if (fate == "known") return "known: kept in extra";
    return "unread: no rule speaks of it";
}

std::string joined(const Value& names) {
    std::string out;
    for (const Value& each : list_of(names)) out += (out.empty() ? "" : ", ") + text_of(each);
    return out.empty() ? "(none)" : out;
}

std::string percent(const Value& share) {
    const double* part = share.number();
    return std::to_string(std::lround(part == nullptr ? 0 : *part * 100)) + " %";
}

std::string tally_lines(const Value& tallies, const char* counted) {
    std::string text;
    const Value::List& all = list_of(tallies);
    for (std::size_t i = 0; i < all.size() && i < lines_shown; ++i) {
        const Value& each = all[i];
        const std::string field = text_of(each.at("field"));
        text += "    " + padded(std::to_string(number_of(each.at(counted))), 7) + text_of(each.at("name")) +
                (field.empty() ? "" : " (" + field + ")") + "\n";
        for (const Value& example : list_of(each.at("examples")))
            text += "           \"" + clip(text_of(example.at("text")), value_columns) + "\" in " +
                    text_of(example.at("title")) + "\n";
    }
    if (all.size() > lines_shown) text += "    … and " + std::to_string(all.size() - lines_shown) + " more: --json\n";
    return text;
}

std::string kind_lines(const Value& kind) {
    std::string text =
        "\n" + text_of(kind.at("kind")) + ": " + std::to_string(number_of(kind.at("pages"))) + " page(s)\n";
    if (number_of(kind.at("refused")) > 0)
        text +=
            "  " + std::to_string(number_of(kind.at("refused"))) + " would keep their record: contract = \"reject\"\n";
    for (const Value& field : list_of(kind.at("fields")))
        text += "  " + padded(text_of(field.at("field")), 15) + " " + padded(percent(field.at("share")), 6) +
                std::to_string(number_of(field.at("pages"))) + "\n";
    if (!list_of(kind.at("unread")).empty()) text += "  no rule speaks of\n" + tally_lines(kind.at("unread"), "pages");
    if (!list_of(kind.at("not_understood")).empty())
        text += "  not understood\n" + tally_lines(kind.at("not_understood"), "values");
    return text;
}

}  // namespace

std::string render_trial(const Value& trial) {
    const Value& kind = trial.at("kind");
    std::string text = text_of(trial.at("title")) + "   " + text_of(trial.at("source")) + ":" +
                       text_of(trial.at("item")) + ", revision " + text_of(trial.at("revision")) + "\n";
    text += "  " + padded("kind", 15) + " " + text_of(kind.at("after")) + "   [" + text_of(kind.at("rule")) + "]\n";
    if (kind.at("before") != kind.at("after"))
        text += "  " + padded("", 15) + "   was " + text_of(kind.at("before")) + "\n";
    for (const Value& line : list_of(trial.at("fields"))) text += field_line(line);
    for (const Value& line : list_of(trial.at("gone")))
        text += "  " + padded(text_of(line.at("field")), 15) + " (none)\n  " + padded("", 15) + "   was " +
                short_value(line.at("before")) + "\n";
    if (const bool* refused = trial.at("refused").flag(); refused != nullptr && *refused)
        text += "  the record would stay as it was: contract = \"reject\", and it does not know " +
                joined(trial.at("surprises")) + "\n";
    text += "\nvalues of the page\n";
    for (const Value& value : list_of(trial.at("values")))
        text += "  " + padded(text_of(value.at("name")), 30) + " " + fate_of(value) + "\n      \"" +
                clip(text_of(value.at("text")), value_columns) + "\"\n";
    text += "\ntemplates: " + joined(trial.at("templates")) + "\ncategories: " + joined(trial.at("categories")) + "\n";
    for (const Value& remark : list_of(trial.at("remarks"))) text += "remark: " + text_of(remark) + "\n";
    return text;
}

std::string render_coverage(const Value& coverage) {
    std::string text =
        text_of(coverage.at("source")) + ": " + std::to_string(number_of(coverage.at("pages"))) + " page(s) read\n";
    if (number_of(coverage.at("unread")) > 0)
        text += "  could not be read: " + std::to_string(number_of(coverage.at("unread"))) + ", such as " +
                joined(coverage.at("unread_pages")) + "\n";
    for (const Value& remark : list_of(coverage.at("remarks")))
        text += "  " + text_of(remark.at("remark")) + ": " + std::to_string(number_of(remark.at("pages"))) +
                ", such as " + joined(remark.at("examples")) + "\n";
    for (const Value& kind : list_of(coverage.at("kinds"))) text += kind_lines(kind);
    return text + "\n";
}

}  // namespace moisson::daemon
