// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace moisson::mediawiki {

// A larger piece is not held: of a revision its text is left out, the head of a page is not taken.
inline constexpr std::size_t longest_dump_revision = std::size_t{16} << 20U;
inline constexpr std::size_t longest_dump_head = std::size_t{64} << 10U;  // of a page: its titles and numbers

// One piece of an export.
struct DumpPiece {
    enum class Kind {
        page,        // a page begins; `xml` is what stands before its first revision
        revision,    // `xml` is all of it but the text
        page_end,    // the page is whole
        unreadable,  // of the page that just began: too large to be looked at
        end,         // the export is whole
    };

    Kind kind = Kind::end;
    std::uint64_t at = 0;                  // of `page` and `revision`: where in the file it stands
    std::string xml;                       // elements without an outer one
    std::optional<std::string_view> text;  // as it stands in the file, until the next call; empty when there is none
    bool text_too_long = false;
};

// Cuts the bytes of a MediaWiki export into pieces, in linear time, at its tags: in character data "<" is written
// "&lt;". What is behind the wall of <!…> and <?…> (document types, entities, comments, CDATA) is refused: no export
// has any.
class DumpScanner {
public:
    // The first bytes taken stand at `from` in the file, between two pages.
    explicit DumpScanner(std::uint64_t from) : base_(from) {}

    void take(std::string_view bytes);
    void end() noexcept { ended_ = true; }
    // The next piece; empty when more bytes are needed. Error{invalid} names the byte, and stays.
    Result<std::optional<DumpPiece>> next();
    // Of everything up to there the pieces were handed over.
    std::uint64_t position() const noexcept { return base_ + begin_; }

private:
    enum class Place { root, head, page, revision, long_text, skipped, over };
    enum class Step { ready, goes_on, starved };

    Result<Step> step(DumpPiece& piece);
    Result<Step> at_root(DumpPiece& piece);
    Result<Step> in_head(DumpPiece& piece);
    Result<Step> in_page(DumpPiece& piece);
    Result<Step> in_revision(DumpPiece& piece);
    Step in_long_text();
    Step in_skipped();
    Result<Step> when_over();
    Result<std::optional<std::string_view>> tag();
    void skip_element(std::string_view name, Place then);
    void give_text_up(std::size_t text_begin);
    std::size_t find(std::string_view needle);
    void skip_spaces();
    void go(Place place);
    std::string_view rest() const noexcept { return std::string_view(buffer_).substr(begin_); }
    tl::unexpected<Error> broken(std::string what) const;

    std::string buffer_;
    std::uint64_t base_;        // where buffer_ begins in the file
    std::size_t begin_ = 0;     // of what is not yet consumed
    std::size_t searched_ = 0;  // up to there the needle of this place was looked for in vain
    Place place_ = Place::root;
    Place then_ = Place::root;  // after what is skipped
    std::string needle_;        // that ends what is skipped
    std::string cut_revision_;  // up to its text, which is too long
    bool ended_ = false;
    std::optional<Error> error_;
};

}  // namespace moisson::mediawiki
