// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/mediawiki_xml.hpp"

#include "schema/utf8.hpp"

namespace moisson::report {

namespace {

std::string element(std::string_view name, std::string_view text) {
    return "<" + std::string(name) + ">" + escaped_xml(text) + "</" + std::string(name) + ">";
}

std::string contributor(const std::optional<Actor>& actor) {
    if (!actor) return "<contributor deleted=\"deleted\" />";
    const bool address = actor->kind == Actor::Kind::anonymous;
    return "<contributor>" + element(address ? "ip" : "username", actor->name) + "</contributor>";
}

std::string model_of(const LostRecord& record) {
    return record.content_model.empty() ? "wikitext" : record.content_model;
}

std::string format_of(const std::string& model) {
    if (model == "json") return "application/json";
    if (model == "css") return "text/css";
    if (model == "javascript") return "text/javascript";
    return model == "wikitext" ? "text/x-wiki" : "text/plain";
}

// XML 1.0, production 2; the delete character is allowed there, but shown by nobody.
bool is_in_xml(const CodePoint& point) {
    if (!point.valid || point.value == 0x7F || point.value == 0xFFFE || point.value == 0xFFFF) return false;
    return point.value >= 0x20 || point.value == U'\t' || point.value == U'\n' || point.value == U'\r';
}

}  // namespace

std::string escaped_xml(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        const std::string_view bytes = text.substr(0, point.length);
        text.remove_prefix(point.length);
        if (!is_in_xml(point))
            out += replacement;
        else if (point.value == U'&')
            out += "&amp;";
        else if (point.value == U'<')
            out += "&lt;";
        else if (point.value == U'>')
            out += "&gt;";
        else if (point.value == U'"')
            out += "&quot;";
        else if (point.value == U'\r')
            out += "&#13;";  // a reader would take it for a line's end
        else
            out += bytes;
    }
    return out;
}

bool MediaWikiXml::begin() {
    return take_("<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"fr\">");
}

bool MediaWikiXml::open_page(const LostRecord& record) {
    page_ = record.source.text + ":" + record.revision.item.text;
    open_ = true;
    return take_("  <page>") && take_("    " + element("title", record.title)) &&
           take_("    " + element("ns", std::to_string(record.ns))) &&
           take_("    " + element("id", record.revision.item.text));
}

bool MediaWikiXml::close_page() {
    if (!open_) return true;
    open_ = false;
    return take_("  </page>");
}

bool MediaWikiXml::add(const LostRecord& record) {
    const Revision& revision = record.revision;
    if (page_ != record.source.text + ":" + revision.item.text)
        if (!close_page() || !open_page(record)) return false;
    if (!record.text)
        return take_("    <!-- revision " + escaped_xml(revision.id.text) + ": its text is not known -->");
    const std::string model = model_of(record);
    std::string text = "    <revision>" + element("id", revision.id.text);
    if (revision.parent) text += element("parentid", revision.parent->text);
    text += element("timestamp", to_iso(revision.at)) + contributor(revision.actor);
    if (revision.minor) text += "<minor/>";
    text += revision.comment.empty() ? "" : element("comment", revision.comment);
    text += element("origin", revision.id.text) + element("model", model) + element("format", format_of(model));
    text += "<text bytes=\"" + std::to_string(record.text->size()) + "\" xml:space=\"preserve\">" +
            escaped_xml(*record.text) + "</text></revision>";
    return take_(text);
}

void MediaWikiXml::end() {
    if (close_page()) take_("</mediawiki>");
}

}  // namespace moisson::report
