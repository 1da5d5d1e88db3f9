// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/addresses.hpp"

#include <algorithm>
#include <iterator>

namespace moisson::mediawiki {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

// The ones MediaWiki links to by default that people write.
constexpr std::string_view schemes[] = {"ftp", "ftps", "git", "http", "https", "irc", "ircs", "sftp", "ssh", "svn"};

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_of_word(char c) noexcept {
    return is_letter(c) || c == '_' || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool says(std::string_view text, std::string_view small) {
    return std::equal(text.begin(), text.end(), small.begin(), small.end(),
                      [](char said, char wanted) { return (is_letter(said) ? (said | 0x20) : said) == wanted; });
}

// Stretches that stand apart, in order; asked with growing offsets.
class Zones {
public:
    explicit Zones(std::vector<Stretch> all) : all_(std::move(all)) {
        std::sort(all_.begin(), all_.end(), [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
    }

    // The end of the outermost one that holds the offset; 0 when none does.
    std::size_t end_at(std::size_t offset) {
        while (next_ < all_.size() && all_[next_].begin <= offset)
            end_ = std::max<std::size_t>(end_, all_[next_++].end);
        return offset < end_ ? end_ : 0;
    }

private:
    std::vector<Stretch> all_;
    std::size_t next_ = 0;
    std::size_t end_ = 0;
};

std::vector<Stretch> hidden_of(const Outline& outline) {
    std::vector<Stretch> all = outline.opaque;
    all.insert(all.end(), outline.unseen.begin(), outline.unseen.end());
    return all;
}

// All calls by where they begin; of those that begin together the outermost comes first.
std::vector<Stretch> calls_by_begin(const Outline& outline) {
    std::vector<Stretch> all;
    for (const Call& call : outline.calls) all.push_back(call.whole);
    std::sort(all.begin(), all.end(), [](const Stretch& a, const Stretch& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    return all;
}

// Where a bar parts something.
std::vector<Stretch> parted_of(const Outline& outline) {
    std::vector<Stretch> all;
    for (const Call& call : outline.calls)
        if (!call.nested) all.push_back(call.whole);
    for (const Link& link : outline.links) all.push_back(link.inside);
    return all;
}

class Search {
public:
    Search(std::string_view text, const Outline& outline)
        : text_(text), hidden_(hidden_of(outline)), parted_(parted_of(outline)), calls_(calls_by_begin(outline)) {}

    std::vector<Address> run() {
        for (std::size_t colon = text_.find(':'); colon != nowhere; colon = text_.find(':', colon)) {
            if (const std::size_t end = hidden_.end_at(colon); end > 0) {
                colon = end;
                continue;
            }
            const std::size_t begin = scheme_before(colon);
            colon = begin == nowhere ? colon + 1 : take(begin, colon + 1);
        }
        return std::move(found_);
    }

    // [//place label]: by the scheme of the wiki itself.
    std::vector<Address> run_relative() {
        for (std::size_t at = text_.find("[//"); at != nowhere; at = text_.find("[//", at)) {
            const std::size_t hidden = hidden_.end_at(at);
            at = hidden > 0 ? hidden : take(at + 1, at + 1);
        }
        std::erase_if(found_, [](const Address& one) { return one.whole == one.url; });
        return std::move(found_);
    }

private:
    // Where the scheme that ends with this colon begins; nowhere when there is none.
    std::size_t scheme_before(std::size_t colon) const {
        constexpr std::size_t longest = 7;
        std::size_t begin = colon;
        while (begin > 0 && colon - begin < longest && is_letter(text_[begin - 1])) --begin;
        if (begin > 0 && is_of_word(text_[begin - 1])) return nowhere;
        const std::string_view scheme = text_.substr(begin, colon - begin);
        if (says(scheme, "mailto")) return begin;
        if (text_.substr(colon + 1, 2) != "//") return nowhere;
        const bool known = std::any_of(std::begin(schemes), std::end(schemes),
                                       [&](std::string_view one) { return says(scheme, one); });
        return known ? begin : nowhere;
    }

    bool ends_at(std::size_t at, bool parted) const {
        const auto c = static_cast<unsigned char>(text_[at]);
        if (c <= ' ' || c == 0x7F) return true;
        const std::string_view two = text_.substr(at, 2);
        return std::string_view("[]<>\"").find(text_[at]) != nowhere || (parted && c == '|') || two == "{{" ||
               two == "}}" || two == "''" || text_.substr(at).starts_with("\u00A0");
    }

    // What a template gives is part of the address that it stands in.
    std::size_t url_end(std::size_t from, bool parted) const {
        std::size_t end = from;
        while (end < text_.size()) {
            const auto call = text_[end] != '{'
                                  ? calls_.end()
                                  : std::lower_bound(calls_.begin(), calls_.end(), end,
                                                     [](const Stretch& one, std::size_t at) { return one.begin < at; });
            if (call != calls_.end() && call->begin == end) {
                end = call->end;
            } else if (ends_at(end, parted)) {
                break;
            } else {
                ++end;
            }
        }
        return end;
    }

    // Takes the address in whose own part begins behind its scheme; where the search goes on.
    std::size_t take(std::size_t begin, std::size_t behind) {
        const bool parted = parted_.end_at(begin) > 0;
        std::size_t end = url_end(behind, parted);
        const bool bracketed = begin > 0 && text_[begin - 1] == '[';
        const std::size_t close = bracketed ? closing(end) : nowhere;
        if (close == nowhere) end = without_stops(behind, end);
        const bool has_more = text_.substr(behind, end - behind).find_first_not_of('/') != nowhere;
        if (has_more) add(begin, end, close);
        return std::max(end, begin + 1);
    }

    // A sentence's own signs are none of a bare address.
    std::size_t without_stops(std::size_t from, std::size_t end) const {
        const bool has_opening = text_.substr(from, end - from).find('(') != nowhere;
        const std::string_view stops = has_opening ? ",;.:!?" : ",;.:!?)";
        while (end > from && stops.find(text_[end - 1]) != nowhere) --end;
        return end;
    }

    // The "]" of this line; the last answer is remembered, so that a line is looked through once.
    std::size_t closing(std::size_t from) {
        if (stop_ < from) stop_ = std::min(text_.find_first_of("]\n", from), text_.size());
        return stop_ < text_.size() && text_[stop_] == ']' ? stop_ : nowhere;
    }

    void add(std::size_t begin, std::size_t end, std::size_t close) {
        const auto stretch = [](std::size_t from, std::size_t to) {
            return Stretch{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
        };
        if (close == nowhere) {
            found_.push_back({stretch(begin, end), stretch(begin, end), {}});
            return;
        }
        const Span label = trimmed(text_, {end, close});
        found_.push_back({stretch(begin - 1, close + 1), stretch(begin, end), stretch(label.begin, label.end)});
    }

    std::string_view text_;
    Zones hidden_;
    Zones parted_;
    std::vector<Stretch> calls_;
    std::size_t stop_ = 0;
    std::vector<Address> found_;
};

}  // namespace

std::vector<Address> addresses_of(std::string_view text, const Outline& outline) {
    std::vector<Address> all = Search(text, outline).run();
    const std::vector<Address> relative = Search(text, outline).run_relative();
    all.insert(all.end(), relative.begin(), relative.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const Address& a, const Address& b) { return a.whole.begin < b.whole.begin; });
    return all;
}

}  // namespace moisson::mediawiki
