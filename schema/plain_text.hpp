// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/reading.hpp"

#include <string>
#include <string_view>

namespace moisson {

// How a text is laid out.
enum class Form {
    line,   // one line, white space collapsed; what would be a new item of a list begins with "•"
    prose,  // paragraphs, items ("- ", "1. ") and <br> begin a new line
};

// Wikitext as it would be read, without the wiki: links as their label (in prose, with the address behind it when it
// leads out of the wiki), bare addresses as they are, no bold nor italic marks, character references decoded, headings
// without their signs, the cells of a table apart. Left out: templates, parser functions and arguments (what they show
// is known to the wiki alone; {{!}} is a bar and
// {{=}} an equals sign), files with their captions, categories, references, galleries, comments, and tags of HTML, but
// not what stands between these. What <nowiki>, <pre>, <math> and <syntaxhighlight> hold is shown as written.
// A reference adds no invisible character to a text: what steers the direction of writing or has no width is left
// out, what is a control or no character becomes U+FFFD, and tabs and line ends are white space.
// Total and linear for any bytes; what is never closed is text, and so is what is nested deeper than 200 times.
std::string plain_text(std::string_view written, Form form);

inline std::string plain_line(std::string_view written) {
    return plain_text(written, Form::line);
}

// The same of any source. Where the markup is Markdown or HTML: prose is read as such (of a link the address too, when
// its label does not say it), and of a line character references and tags of HTML are the only signs, so that
// « * Le Lieu * » keeps its stars. What was escaped twice (« &amp;amp; ») is decoded twice.
std::string plain_text(std::string_view written, Form form, Markup markup);

}  // namespace moisson
