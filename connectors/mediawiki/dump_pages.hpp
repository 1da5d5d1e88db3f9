// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/dump.hpp"
#include "connectors/mediawiki/dump_rows.hpp"
#include "connectors/mediawiki/dump_scanner.hpp"
#include "connectors/mediawiki/scope.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace moisson::mediawiki {

// The page of an export that is at hand. Of its texts no more than the latest is held, of a revision what it tells.
struct OpenPage {
    struct Latest {
        std::size_t place = 0;  // among the revisions
        std::string model;
        DumpRevision::Text state = DumpRevision::Text::missing;
        std::string text;  // as it stands in the file
        bool too_long = false;
    };

    DumpPage page;
    std::vector<Revision> revisions;
    Latest latest;
};

// The pages of an export, as a harvest would bring them: each with its latest text and what its revisions tell. What
// the wiki computes beside the text (categories by template, properties, protection, tags) no file says.
class DumpPages : public Dump {
public:
    DumpPages(std::shared_ptr<const Scope> scope, std::uint64_t from)
        : scope_(std::move(scope)), scanner_(from), done_until_(from), handed_until_(from) {}

    void take(std::string_view bytes) override { scanner_.take(bytes); }
    void end() override { scanner_.end(); }
    Result<std::optional<DumpBatch>> next() override;
    Cursor cursor(std::optional<std::uint64_t> whole) const override;

private:
    void take_piece(DumpPiece& piece);
    void begin_page(DumpPiece& piece);
    void add_revision(DumpPiece& piece);
    void hold_latest(DumpRevision row, const DumpPiece& piece);
    void end_page();
    void add_open_page();
    std::optional<std::string> latest_text();
    void give_up(const ItemId& item, std::string subject, std::string reason);
    bool is_full() const noexcept;
    bool has_nothing() const noexcept;
    DumpBatch hand_over();

    std::shared_ptr<const Scope> scope_;
    DumpScanner scanner_;
    DumpBatch made_;
    std::size_t bytes_made_ = 0;  // of the texts in it
    std::optional<OpenPage> open_;
    std::uint64_t done_until_;  // the end of the last whole page
    std::uint64_t handed_until_;
    bool has_histories_ = false;       // a page with several revisions: no export of the latest ones alone
    std::optional<Instant> youngest_;  // revision that was read
    bool whole_ = false;               // the end of the export was read
    std::optional<Error> error_;
};

}  // namespace moisson::mediawiki
