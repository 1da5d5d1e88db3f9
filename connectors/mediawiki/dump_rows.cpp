// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/dump_rows.hpp"

#include "connectors/mediawiki/answer_rows.hpp"
#include "connectors/mediawiki/xml_text.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <pugixml.hpp>

namespace moisson::mediawiki {

namespace {

// Neither document types nor comments, CDATA or instructions are kept; has_plain_references() has seen the rest.
constexpr unsigned parsing = pugi::parse_minimal | pugi::parse_fragment | pugi::parse_escapes | pugi::parse_eol |
                             pugi::parse_wnorm_attribute | pugi::parse_ws_pcdata_single;

class Piece {
public:
    explicit Piece(DumpPiece& piece) : at_(piece.at) {
        std::string& xml = piece.xml;
        if (xml.find("<!") != std::string::npos || xml.find("<?") != std::string::npos)
            what_ = "a <! or <? where only elements should be";
        else if (!is_utf8(xml))
            what_ = "bytes that are not UTF-8";
        else if (!has_plain_references(xml))
            what_ = "a reference to an entity that XML does not have by itself";
        else if (const auto parsed =
                     document_.load_buffer_inplace(xml.data(), xml.size(), parsing, pugi::encoding_utf8);
                 !parsed)
            what_ = std::string("no well-formed XML: ") + parsed.description();
    }

    pugi::xml_node operator[](const char* name) const { return document_.child(name); }

    std::string text(pugi::xml_node node, std::size_t longest) {
        const std::string_view value = node.child_value();
        if (value.size() > longest) complain(std::string("<") + node.name() + "> is too long");
        return value.size() > longest ? std::string() : std::string(value);
    }
    // A number above 0, as text; empty when there is none.
    std::string number(const char* name) {
        const std::string_view text = document_.child(name).child_value();
        constexpr std::size_t most_digits = 19;
        const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
        if (!digits || text.size() > most_digits || (text.size() > 1 && text.front() == '0'))
            complain(std::string("<") + name + "> is no number");
        else if (text != "0")
            return std::string(text);
        return {};
    }
    void complain(std::string what) {
        if (what_.empty()) what_ = std::move(what);
    }
    bool right() const noexcept { return what_.empty(); }
    tl::unexpected<Error> error() { return fail(ErrorKind::invalid, "byte " + std::to_string(at_), std::move(what_)); }

private:
    std::uint64_t at_;
    std::string what_;
    pugi::xml_document document_;
};

bool is_deleted(pugi::xml_node node) {
    return !node.attribute("deleted").empty();
}

std::optional<Actor> actor_of(Piece& piece) {
    const pugi::xml_node contributor = piece["contributor"];
    if (!contributor || is_deleted(contributor)) return std::nullopt;
    if (const pugi::xml_node ip = contributor.child("ip")) return actor_without_account(piece.text(ip, longest_name));
    std::string name = piece.text(contributor.child("username"), longest_name);
    if (name.empty()) return std::nullopt;
    const std::string_view id = contributor.child("id").child_value();
    if (id == "0") return actor_without_account(std::move(name));
    return Actor{std::move(name), Actor::Kind::account};
}

std::optional<std::uint64_t> bytes_of(pugi::xml_node text) {
    const std::string_view bytes = text.attribute("bytes").value();
    std::uint64_t size = 0;
    const auto [end, wrong] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), size);
    if (bytes.empty() || wrong != std::errc() || end != bytes.data() + bytes.size()) return std::nullopt;
    return size;
}

DumpRevision::Text state_of(pugi::xml_node text, const DumpPiece& piece, std::optional<std::uint64_t> bytes) {
    if (is_deleted(text)) return DumpRevision::Text::hidden;
    const bool empty = text && bytes.value_or(0) == 0 && text.attribute("id").empty();
    return piece.text || empty ? DumpRevision::Text::given : DumpRevision::Text::missing;
}

void take_text(DumpRevision& row, Piece& xml, const DumpPiece& piece) {
    const pugi::xml_node text = xml["text"];
    row.model = xml.text(xml["model"], longest_name);
    if (row.model.empty()) row.model = "wikitext";
    row.revision.size = bytes_of(text);
    row.text = state_of(text, piece, row.revision.size);
    row.revision.hidden.text = row.text == DumpRevision::Text::hidden;
    if (!row.revision.hidden.text) row.revision.sha1 = hexadecimal_sum(xml["sha1"].child_value());
    if (row.revision.size || row.text != DumpRevision::Text::given) return;
    // Exports of old wikis do not count the bytes.
    const auto plain = plain_text(piece.text.value_or(""));
    if (plain) row.revision.size = plain->size();
}

}  // namespace

std::string hexadecimal_sum(std::string_view base36) {
    constexpr std::size_t digits_of_a_sum = 31;
    if (base36.empty() || base36.size() > digits_of_a_sum) return {};
    std::array<std::uint64_t, 5> words{};  // 32 bits each, the lowest first
    for (const char c : base36) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (c < 'a' || c > 'z')) return {};
        auto carry = static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
        for (std::uint64_t& word : words) {
            carry += word * 36;
            word = carry & 0xFFFFFFFFU;
            carry >>= 32U;
        }
        if (carry != 0) return {};
    }
    std::string sum;
    for (std::size_t at = words.size(); at-- > 0;)
        for (int shift = 28; shift >= 0; shift -= 4)
            sum += "0123456789abcdef"[(words[at] >> static_cast<unsigned>(shift)) & 15U];
    return sum;
}

Result<DumpPage> read_dump_page(DumpPiece& piece) {
    Piece xml(piece);
    if (!xml.right()) return xml.error();
    DumpPage page;
    page.id = ItemId(xml.number("id"));
    page.title = xml.text(xml["title"], longest_title);
    const std::string_view ns = xml["ns"].child_value();
    const auto [end, wrong] = std::from_chars(ns.data(), ns.data() + ns.size(), page.ns);
    if (wrong != std::errc() || end != ns.data() + ns.size()) xml.complain("<ns> is no number");
    if (page.id.empty()) xml.complain("the page has no <id>");
    if (page.title.empty()) xml.complain("the page has no <title>");
    page.redirect = !xml["redirect"].empty();
    if (!xml.right()) return xml.error();
    return page;
}

Result<DumpRevision> read_dump_revision(DumpPiece& piece) {
    Piece xml(piece);
    if (!xml.right()) return xml.error();
    DumpRevision row;
    Revision& revision = row.revision;
    revision.id = RevisionId(xml.number("id"));
    if (revision.id.empty()) xml.complain("the revision has no <id>");
    if (std::string parent = xml.number("parentid"); !parent.empty()) revision.parent = RevisionId(std::move(parent));
    const auto at = from_iso(xml["timestamp"].child_value());
    if (!at) xml.complain("<timestamp> is no time");
    revision.at = at.value_or(Instant{});
    revision.hidden.user = is_deleted(xml["contributor"]);
    revision.actor = actor_of(xml);
    revision.minor = !xml["minor"].empty();
    revision.hidden.comment = is_deleted(xml["comment"]);
    revision.comment = revision.hidden.comment ? std::string() : xml.text(xml["comment"], longest_comment);
    take_text(row, xml, piece);
    if (!xml.right()) return xml.error();
    return row;
}

}  // namespace moisson::mediawiki
