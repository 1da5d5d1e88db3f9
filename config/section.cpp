// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/section.hpp"

#include "config/words.hpp"

namespace moisson {
namespace {

using Option = Section::Option;
using Scalar = Section::Scalar;

std::string_view name_of_type(const Scalar& value) {
    if (std::holds_alternative<std::string>(value)) return "a text";
    if (std::holds_alternative<std::int64_t>(value)) return "a whole number";
    if (std::holds_alternative<double>(value)) return "a number with a point";
    return "true or false";
}

std::string_view name_of_type(const Option& option) {
    const Scalar* single = std::get_if<Scalar>(&option.value);
    if (std::holds_alternative<Section::ListOfTables>(option.value)) return "a list of tables";
    return single != nullptr ? name_of_type(*single) : "a list";
}

tl::unexpected<Error> wrong_type(std::string_view key, const Option& option, std::string_view wanted,
                                 std::string_view found, std::string_view example) {
    return fail(ErrorKind::config, option.place,
                in_quotes(key) + " must be " + std::string(wanted) + ", not " + std::string(found),
                "Write it like " + std::string(key) + " = " + std::string(example));
}

template <class T>
Result<std::optional<T>> single(std::string_view key, const Option* option, std::string_view wanted,
                                std::string_view example) {
    if (option == nullptr) return std::optional<T>{};
    if (const Scalar* scalar = std::get_if<Scalar>(&option->value))
        if (const T* value = std::get_if<T>(scalar)) return std::optional<T>{*value};
    return wrong_type(key, *option, wanted, name_of_type(*option), example);
}

template <class T>
Result<std::optional<std::vector<T>>> several(std::string_view key, const Option* option, std::string_view wanted,
                                              std::string_view example) {
    if (option == nullptr) return std::optional<std::vector<T>>{};
    const auto* list = std::get_if<std::vector<Scalar>>(&option->value);
    if (list == nullptr) return wrong_type(key, *option, wanted, name_of_type(*option), example);
    std::vector<T> values;
    for (const Scalar& scalar : *list) {
        const T* value = std::get_if<T>(&scalar);
        if (value == nullptr)
            return wrong_type(key, *option, wanted, "a list with " + std::string(name_of_type(scalar)), example);
        values.push_back(*value);
    }
    return std::optional<std::vector<T>>{std::move(values)};
}

}  // namespace

const Section::Option* Section::ask(std::string_view key) const {
    asked_.emplace(key);
    const auto found = options_.find(key);
    return found == options_.end() ? nullptr : &found->second;
}

Result<std::vector<Section>> Section::tables(std::string_view key) const {
    const Option* option = ask(key);
    if (option == nullptr) return std::vector<Section>{};
    if (!std::holds_alternative<ListOfTables>(option->value))
        return fail(ErrorKind::config, option->place,
                    in_quotes(key) + " must be one or several tables, not " + std::string(name_of_type(*option)),
                    "Begin each with [[source." + std::string(key) + "]], below the options of the source");
    return tables_.find(key)->second;
}

Result<std::optional<std::string>> Section::text(std::string_view key) const {
    return single<std::string>(key, ask(key), "a text", "\"…\"");
}

Result<std::optional<std::int64_t>> Section::integer(std::string_view key) const {
    return single<std::int64_t>(key, ask(key), "a whole number", "50");
}

Result<std::optional<bool>> Section::flag(std::string_view key) const {
    return single<bool>(key, ask(key), "true or false", "true");
}

Result<std::optional<std::vector<std::string>>> Section::texts(std::string_view key) const {
    return several<std::string>(key, ask(key), "a list of texts", "[\"…\", \"…\"]");
}

Result<std::optional<std::vector<std::int64_t>>> Section::integers(std::string_view key) const {
    return several<std::int64_t>(key, ask(key), "a list of whole numbers", "[0, 4]");
}

Result<std::optional<std::chrono::milliseconds>> Section::duration(std::string_view key) const {
    const Option* option = ask(key);
    const auto written = single<std::string>(key, option, "a duration between quotes", "\"10min\"");
    if (!written) return fail(written.error());
    if (!*written) return std::optional<std::chrono::milliseconds>{};
    const auto length = parse_duration(**written);
    if (length) return std::optional<std::chrono::milliseconds>{*length};
    return fail(ErrorKind::config, option->place, std::string(key) + ": " + length.error().what, length.error().remedy);
}

Result<Done> Section::refuse_unread() const {
    for (const auto& [key, option] : options_) {
        if (asked_.contains(key)) continue;
        return fail(ErrorKind::config, option.place, "unknown key " + in_quotes(key) + " in " + name_,
                    hint(key, {asked_.begin(), asked_.end()}));
    }
    return Done{};
}

std::string Section::place_of(std::string_view key) const {
    const auto found = options_.find(key);
    return found == options_.end() ? place_ : found->second.place;
}

}  // namespace moisson
