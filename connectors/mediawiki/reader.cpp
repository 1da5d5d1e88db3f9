// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/reader.hpp"

#include "connectors/mediawiki/addresses.hpp"
#include "connectors/mediawiki/title.hpp"
#include "connectors/mediawiki/wikitext.hpp"
#include "schema/mojibake.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace moisson::mediawiki {
namespace {

// Where that template's own redirect leads; null when it does not.
const std::string* next_of(const std::string& name, const Context& context) {
    const auto found = context.template_redirects.find(name);
    return found == context.template_redirects.end() ? nullptr : &found->second;
}

// The template a name leads to. A circle leads nowhere: the name stays what is written.
std::string resolved(const std::string& name, const Context& context) {
    constexpr int longest_chain = 10;
    std::string current = name;
    std::set<std::string> seen{name};
    for (int step = 0; step < longest_chain; ++step) {
        const std::string* next = next_of(current, context);
        if (!next) return current;
        if (!seen.insert(*next).second) return name;
        current = *next;
    }
    return current;
}

void read_templates(Reading& reading, std::string_view text, const Outline& outline, const Context& context,
                    const Dialect& dialect) {
    std::map<std::string, unsigned> times;
    for (const Call& call : outline.calls) {
        if (call.nested) continue;
        const auto name = template_name(text, call, outline.unseen, dialect);
        if (!name) continue;
        const std::string group = resolved(*name, context);
        const unsigned occurrence = ++times[group];
        for (NamedValue& value : parameters_of(text, outline, call)) {
            value.group = group;
            value.occurrence = occurrence;
            reading.values.push_back(std::move(value));
        }
        reading.templates.push_back(group);
    }
}

std::vector<Remark> remarks_on(std::string_view text) {
    std::vector<Remark> remarks;
    if (!is_utf8(text)) remarks.push_back(Remark::not_utf8);
    if (looks_double_encoded(text)) remarks.push_back(Remark::double_encoded);
    return remarks;
}

// What the source says the page belongs to, templates included.
void add_derived_categories(Reading& reading, const Content& content) {
    if (const auto* names = content.derived.at("categories").list()) {
        for (const Value& name : *names) {
            std::string text = name.text_or("");
            std::replace(text.begin(), text.end(), '_', ' ');
            if (!text.empty()) reading.categories.push_back(std::move(text));
        }
    }
    auto& all = reading.categories;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

}  // namespace

Result<Reading> read_page(const Item& item, const Content& content, const Context& context, const Dialect& dialect) {
    Reading reading;
    const bool is_wikitext = content.model.empty() || content.model == "wikitext";
    if (is_wikitext && content.bytes.size() > longest_wikitext)
        return fail(ErrorKind::invalid, "page " + item.id.text + " (" + item.title + ")",
                    "its text has " + std::to_string(content.bytes.size()) + " bytes, the reader's limit is " +
                        std::to_string(longest_wikitext) + " (4 MiB)",
                    "split the page at its source");
    if (is_wikitext) {
        const std::string_view text = content.bytes;
        const Outline outline = outline_of(text, dialect);
        if (outline.cut)
            return fail(
                ErrorKind::invalid, "page " + item.id.text + " (" + item.title + ")",
                "it has more than " + std::to_string(most_pieces) + " templates, parameters and things left open",
                "split the page at its source");
        read_templates(reading, text, outline, context, dialect);
        std::size_t body = 0;
        if (auto redirect = redirect_of(text, dialect)) {
            reading.redirect_to = std::move(redirect->target);
            body = redirect->end;
        }
        LinkReading links = links_of(text, outline, body, dialect);
        reading.categories = std::move(links.categories);
        reading.counts = links.counts;
        reading.counts.headings = static_cast<unsigned>(outline.headings.size());
        reading.counts.addresses = static_cast<unsigned>(addresses_of(text, outline).size());
        reading.remarks = remarks_on(text);
    }
    add_derived_categories(reading, content);
    return reading;
}

bool learn_template(const Item& item, Context& context, const Dialect& dialect) {
    if (item.ns != template_namespace) return false;
    const auto own = parse_title(item.title, dialect);
    if (!own || own->ns != template_namespace) return false;
    std::optional<Title> target;
    if (item.redirect_to) target = parse_title(*item.redirect_to, dialect);
    const bool leads =
        target && target->ns == template_namespace && target->interwiki.empty() && target->text != own->text;
    auto& known = context.template_redirects;
    if (!leads) return known.erase(own->text) > 0;
    const auto found = known.find(own->text);
    if (found != known.end() && found->second == target->text) return false;
    known.insert_or_assign(own->text, target->text);
    return true;
}

std::string subject_of(const Item& item, const Dialect& dialect) {
    return subject_title(item.title, item.ns, dialect);
}

std::string talk_of(const Item& item, const Dialect& dialect) {
    return talk_title(item.title, item.ns, dialect);
}

}  // namespace moisson::mediawiki
