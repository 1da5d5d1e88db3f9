// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/record.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace moisson::report {

// A text put into XML, as an element's content or an attribute's value. What XML 1.0 cannot hold at all (control
// characters, bytes that are no UTF-8) becomes U+FFFD.
std::string escaped_xml(std::string_view text);

// MediaWiki's export format, version 0.11, line by line: what Special:Import and importDump.php read. Revisions come
// page by page. One whose text is unknown cannot be imported: it is named in a comment.
class MediaWikiXml {
public:
    // Takes one line (without its end); false: no more, please.
    using Take = std::function<bool(std::string_view)>;

    explicit MediaWikiXml(Take take) : take_(std::move(take)) {}

    bool begin();
    bool add(const LostRecord& record);
    void end();

private:
    bool open_page(const LostRecord& record);
    bool close_page();

    Take take_;
    std::string page_;  // the one that is open
    bool open_ = false;
};

}  // namespace moisson::report
