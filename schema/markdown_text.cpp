// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/markdown_text.hpp"

#include "schema/display.hpp"
#include "schema/entities.hpp"
#include "schema/html_text.hpp"
#include "schema/utf8.hpp"

#include <cmark.h>
#include <algorithm>
#include <memory>

namespace moisson {
namespace {

// cmark would decode all the references HTML has, those of invisible characters too. It is shown none: each of them is
// escaped once more, and decoded here.
constexpr std::string_view escaped = "&amp;";

std::string shielded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        out += c;
        if (c == '&') out += escaped.substr(1);
    }
    return out;
}

// The same as it was written, where cmark decodes nothing itself: in code and in HTML.
std::string unshielded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = text.find(escaped); at != std::string_view::npos; at = text.find(escaped)) {
        out.append(text.substr(0, at)).append(1, '&');
        text.remove_prefix(at + escaped.size());
    }
    return out.append(text);
}

std::string_view text_of(const char* text) {
    return text == nullptr ? std::string_view() : text;
}

struct Freed {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

class MarkdownReader {
public:
    explicit MarkdownReader(std::size_t room) : display_(Form::prose, room) {}

    void read(std::string_view piece) {
        const std::string shown = shielded(piece);
        const std::unique_ptr<cmark_node, Freed> page(
            cmark_parse_document(shown.data(), shown.size(), CMARK_OPT_VALIDATE_UTF8));
        cmark_consolidate_text_nodes(page.get());  // a reference stands in one node
        const std::unique_ptr<cmark_iter, Freed> walk(cmark_iter_new(page.get()));
        while (true) {
            const cmark_event_type event = cmark_iter_next(walk.get());
            if (event == CMARK_EVENT_DONE) break;
            cmark_node* node = cmark_iter_get_node(walk.get());
            if (event == CMARK_EVENT_EXIT)
                leave(node);
            else
                enter(node);
        }
        display_.owe(Sheet::Gap::paragraph);
    }

    std::string take() && { return std::move(display_).take(); }

private:
    void enter(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_LIST:
                return open_list(node);
            case CMARK_NODE_ITEM:
                return display_.begin_item();
            case CMARK_NODE_PARAGRAPH:
                in_table_ = begins_with_bar(node);
                return;
            case CMARK_NODE_HEADING:
            case CMARK_NODE_BLOCK_QUOTE:
            case CMARK_NODE_THEMATIC_BREAK:
                return display_.owe(Sheet::Gap::paragraph);
            case CMARK_NODE_CODE_BLOCK:
                display_.owe(Sheet::Gap::paragraph);
                display_.lines(unshielded(text_of(cmark_node_get_literal(node))));
                return display_.owe(Sheet::Gap::paragraph);
            case CMARK_NODE_IMAGE:
                ++images_;
                return;
            case CMARK_NODE_LINK:
                return display_.open_link(references_decoded(text_of(cmark_node_get_url(node))));
            default:
                if (images_ == 0) show(node);
        }
    }

    // What has no inside.
    void show(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_SOFTBREAK:
                return display_.owe(in_table_ ? Sheet::Gap::line : Sheet::Gap::space);
            case CMARK_NODE_LINEBREAK:
                return display_.owe(Sheet::Gap::line);
            case CMARK_NODE_TEXT:
                return show_text(text_of(cmark_node_get_literal(node)));
            case CMARK_NODE_CODE:
                return display_.text(unshielded(text_of(cmark_node_get_literal(node))));
            case CMARK_NODE_HTML_INLINE:
            case CMARK_NODE_HTML_BLOCK:
                return html_.read(unshielded(text_of(cmark_node_get_literal(node))));
            default:
                return;
        }
    }

    void leave(cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_IMAGE) --images_;
        if (type == CMARK_NODE_LINK) display_.close_link();
        if (type == CMARK_NODE_LIST) display_.close_list();
        if (type == CMARK_NODE_PARAGRAPH && is_in_tight_list(node))
            display_.owe(Sheet::Gap::line);
        else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_BLOCK_QUOTE)
            display_.owe(Sheet::Gap::paragraph);
    }

    void open_list(cmark_node* node) {
        if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
            display_.open_numbers(static_cast<std::uint32_t>(std::max(cmark_node_get_list_start(node), 1)));
        else
            display_.open_bullets();
    }

    static bool is_in_tight_list(cmark_node* paragraph) {
        cmark_node* item = cmark_node_parent(paragraph);
        cmark_node* list = item == nullptr ? nullptr : cmark_node_parent(item);
        return list != nullptr && cmark_node_get_list_tight(list) != 0;
    }

    static bool begins_with_bar(cmark_node* paragraph) {
        cmark_node* first = cmark_node_first_child(paragraph);
        return first != nullptr && text_of(cmark_node_get_literal(first)).starts_with('|');
    }

    void show_text(std::string_view text) {
        while (!text.empty()) {
            const auto reference = reference_at(text);
            const std::size_t end = reference ? reference->length : std::min(text.find('&', 1), text.size());
            if (reference)
                display_.code(reference->code);
            else
                display_.text(text.substr(0, end));
            text.remove_prefix(end);
        }
    }

    Display display_;
    HtmlReader html_{display_};
    bool in_table_ = false;
    int images_ = 0;  // open ones: what is said instead of them when they cannot be seen is no text of the page
};

// As many bytes as are read together: up to a blank line where there is one, else to the end of a line, else of a
// letter.
std::size_t first_piece(std::string_view text) {
    if (text.size() <= most_at_once) return text.size();
    const std::string_view most = whole_letters(text, most_at_once);
    for (const std::string_view gap : {"\n\n", "\n"})
        if (const std::size_t at = most.rfind(gap); at != std::string_view::npos && at > 0) return at + gap.size();
    return most.empty() ? most_at_once : most.size();
}

}  // namespace

std::string markdown_prose(std::string_view written) {
    MarkdownReader reader(written.size());
    while (!written.empty()) {
        const std::size_t size = first_piece(written);
        reader.read(written.substr(0, size));
        written.remove_prefix(size);
    }
    return std::move(reader).take();
}

}  // namespace moisson
