// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <unordered_set>

namespace moisson {

// A name that cannot be taken for another kind of name. Compared byte by byte.
template <class Tag>
struct Name {
    std::string text;

    Name() = default;
    explicit Name(std::string value) : text(std::move(value)) {}
    bool empty() const noexcept { return text.empty(); }
    friend auto operator<=>(const Name&, const Name&) = default;
    friend bool operator==(const Name&, const Name&) = default;
};

using SourceName = Name<struct SourceTag>;    // [a-z][a-z0-9]*, never changes
using ItemId = Name<struct ItemTag>;          // the source's own id of a page or element
using RevisionId = Name<struct RevisionTag>;  // the source's own id of a revision
using ResourceId = Name<struct ResourceTag>;  // "<source>-<native id>", for ever

}  // namespace moisson

template <class Tag>
struct std::hash<moisson::Name<Tag>> {
    std::size_t operator()(const moisson::Name<Tag>& name) const noexcept {
        return std::hash<std::string>{}(name.text);
    }
};

namespace moisson {
using ItemSet = std::unordered_set<ItemId>;
}  // namespace moisson
