// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/markup.hpp"

#include <algorithm>
#include <array>

namespace moisson {
namespace {

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr std::array<std::string_view, 2> fixed_spaces{"\u00A0", "\u202F"};

// How long the tag is, in small or capital letters, when `text` begins with it; 0 when it does not.
std::size_t tag_at(std::string_view text, std::string_view tag) {
    const auto same = [](char one, char other) { return (one >= 'A' && one <= 'Z' ? one - 'A' + 'a' : one) == other; };
    return text.size() >= tag.size() && std::equal(tag.begin(), tag.end(), text.begin(),
                                                   [&](char small, char any) { return same(any, small); })
               ? tag.size()
               : 0;
}

// Behind the next </nowiki>; npos when there is none.
std::size_t end_of_nowiki(std::string_view text, std::size_t at) {
    constexpr std::string_view close = "</nowiki>";
    for (; at < text.size(); ++at)
        if (tag_at(text.substr(at, close.size()), close) > 0) return at + close.size();
    return std::string_view::npos;
}

// Pieces of a text that hold together, [begin, end), sorted; they may overlap.
struct Piece {
    std::size_t begin;
    std::size_t end;
};

constexpr std::size_t longest_opening = 9;  // "[https://"

constexpr std::string_view nowiki = "<nowiki>";

bool opens_address(std::string_view text) {
    return text.starts_with("[http://") || text.starts_with("[https://") || text.starts_with("[mailto:") ||
           text.starts_with("[//");
}

class Pieces {
public:
    explicit Pieces(std::string_view text) {
        for (std::size_t i = 0; i < text.size();) {
            const std::string_view two = text.substr(i, 2);
            if (text[i] == '<' && tag_at(text.substr(i, nowiki.size()), nowiki) > 0)
                i = pass_over_nowiki(text, i);
            else if (two == "[[")
                i = open(links_, i, 2);
            else if (two == "{{")
                i = open(templates_, i, 2);
            else if (two == "]]" && !links_.empty())
                i = close(links_, i, 2);
            else if (two == "}}" && !templates_.empty())
                i = close(templates_, i, 2);
            else if (text[i] == '[' && opens_address(text.substr(i, longest_opening)))
                i = open(addresses_, i, 1);
            else if (text[i] == ']' && !addresses_.empty())
                i = close(addresses_, i, 1);
            else
                ++i;
        }
    }

    // The end of the piece that covers `at`, or `at`. Asked with growing positions.
    std::size_t after(std::size_t at) {
        std::size_t end = at;
        while (next_ < found_.size() && found_[next_].begin <= end) end = std::max(end, found_[next_++].end);
        return end;
    }

private:
    static std::size_t open(std::vector<std::size_t>& stack, std::size_t at, std::size_t size) {
        stack.push_back(at);
        return at + size;
    }

    std::size_t close(std::vector<std::size_t>& stack, std::size_t at, std::size_t size) {
        const std::size_t begin = stack.back();
        stack.pop_back();
        while (!found_.empty() && found_.back().begin >= begin) found_.pop_back();
        found_.push_back({begin, at + size});
        return at + size;
    }

    // What it holds opens and closes nothing. One that is never closed is text, and so are those behind it.
    std::size_t pass_over_nowiki(std::string_view text, std::size_t at) {
        const std::size_t end = endless_ ? std::string_view::npos : end_of_nowiki(text, at);
        endless_ = end == std::string_view::npos;
        if (endless_) return at + 1;
        found_.push_back({at, end});
        return end;
    }

    bool endless_ = false;
    std::vector<std::size_t> links_;
    std::vector<std::size_t> templates_;
    std::vector<std::size_t> addresses_;
    std::vector<Piece> found_;
    std::size_t next_ = 0;
};

void add_element(std::vector<std::string>& out, std::string_view element) {
    element = trim(element);
    while (element.starts_with('*')) element = trim(element.substr(1));
    if (!element.empty()) out.emplace_back(element);
}

}  // namespace

std::string_view trim(std::string_view text) {
    for (std::size_t blank = 1; blank > 0;) {
        blank = !text.empty() && is_blank(text.front()) ? 1 : 0;
        for (const std::string_view space : fixed_spaces)
            if (text.starts_with(space)) blank = space.size();
        text.remove_prefix(blank);
    }
    for (std::size_t blank = 1; blank > 0;) {
        blank = !text.empty() && is_blank(text.back()) ? 1 : 0;
        for (const std::string_view space : fixed_spaces)
            if (text.ends_with(space)) blank = space.size();
        text.remove_suffix(blank);
    }
    return text;
}

std::string without_comments(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t begin = text.find("<!--");
        out += text.substr(0, begin);
        if (begin == std::string_view::npos) return out;
        const std::size_t end = text.find("-->", begin + 4);
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 3);
    }
}

std::vector<std::string> split_list(std::string_view written, std::string_view separator) {
    const std::string text = without_comments(written);
    std::vector<std::string> out;
    Pieces pieces(text);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size() && !separator.empty();) {
        if (const std::size_t end = pieces.after(i); end > i) {
            i = end;
        } else if (text.compare(i, separator.size(), separator) == 0) {
            add_element(out, std::string_view(text).substr(begin, i - begin));
            i += separator.size();
            begin = i;
        } else {
            ++i;
        }
    }
    add_element(out, std::string_view(text).substr(begin));
    return out;
}

}  // namespace moisson
