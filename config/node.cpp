// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document.hpp"
#include "config/words.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace moisson {

const std::string* Node::text() const noexcept {
    const auto* scalar = std::get_if<Section::Scalar>(&value);
    return scalar != nullptr ? std::get_if<std::string>(scalar) : nullptr;
}

const Node* Node::find(std::string_view key) const noexcept {
    if (const Table* entries = table())
        for (const Entry& entry : *entries)
            if (entry.key == key) return &entry.value;
    return nullptr;
}

std::string Node::type() const {
    if (list() != nullptr) return "a list";
    if (table() != nullptr) return "a table";
    if (const auto* other = std::get_if<Other>(&value)) return other->name;
    const auto& scalar = std::get<Section::Scalar>(value);
    if (std::holds_alternative<std::string>(scalar)) return "a text";
    if (std::holds_alternative<bool>(scalar)) return "true or false";
    return "a number";
}

Result<Done> refuse_unknown(const Node& table, const std::string& where_in, const std::vector<std::string>& known) {
    for (const Node::Entry& entry : *table.table()) {
        bool found = false;
        for (const std::string& key : known) found = found || key == entry.key;
        if (!found)
            return fail(ErrorKind::config, entry.place, "unknown key " + in_quotes(entry.key) + " in " + where_in,
                        hint(entry.key, known));
    }
    return Done{};
}

Result<std::string> read_text(const std::filesystem::path& file, std::string_view option) {
    // One byte more than the limit is enough to know that the file is too large.
    constexpr std::size_t most = (1U << 20U) + 1;
    std::error_code trouble;
    const auto status = std::filesystem::status(file, trouble);
    if (std::filesystem::is_directory(status))
        return fail(ErrorKind::config, file.string(), "this is a folder, not a file", "Name the .toml file inside it");
    // A pipe may never end, nor begin.
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return fail(ErrorKind::config, file.string(), "this is a pipe or a device, not a file",
                    "Write it into a file first");
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        const std::error_code why(errno, std::generic_category());
        return fail(ErrorKind::config, file.string(), "the file cannot be read (" + why.message() + ")",
                    why == std::errc::permission_denied
                        ? "Give this user the right to read it"
                        : "Check the path, or name another with " + std::string(option));
    }
    std::string text;
    std::array<char, 16384> block{};
    while (text.size() < most && (in.read(block.data(), block.size()), in.gcount() > 0))
        text.append(block.data(), static_cast<std::size_t>(in.gcount()));
    if (in.bad()) return fail(ErrorKind::config, file.string(), "reading the file failed", "Is the disk well?");
    return text;
}

}  // namespace moisson
