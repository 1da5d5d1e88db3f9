// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/traits.hpp"

#include <limits>

namespace moisson {
namespace {

// Takes the members of an object; a member of another type than asked for makes the whole unusable.
class Members {
public:
    explicit Members(const Value& value) : value_(value), ok_(value.object() != nullptr) {}

    std::string text(std::string_view key) {
        const Value& member = value_.at(key);
        ok_ = ok_ && (member.is_null() || member.text());
        return member.text_or("");
    }
    bool flag(std::string_view key, bool otherwise) {
        const Value& member = value_.at(key);
        ok_ = ok_ && (member.is_null() || member.flag());
        return member.flag() ? *member.flag() : otherwise;
    }
    std::optional<std::uint64_t> count(std::string_view key) {
        const Value& member = value_.at(key);
        const bool counted = member.integer() && *member.integer() >= 0;
        ok_ = ok_ && (member.is_null() || counted);
        return counted ? std::optional(static_cast<std::uint64_t>(*member.integer())) : std::nullopt;
    }
    bool ok() const noexcept { return ok_; }

private:
    const Value& value_;
    bool ok_;
};

Value count_value(std::optional<std::uint64_t> count) {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!count || *count > most) return {};
    return Value(static_cast<std::int64_t>(*count));
}

// One that cannot be read is forgotten: the worst it costs is one more try.
std::optional<Refusal> refusal_of(const Value& value) {
    const auto at = from_iso(value.at("at").text_or(""));
    if (!at) return std::nullopt;
    return Refusal{*at, value.at("stamp").text_or(""), value.at("why").text_or("")};
}

}  // namespace

Value to_value(const Traits& traits) {
    Value::Object out;
    out["software"] = traits.software;
    out["base_url"] = traits.base_url;
    out["data_licence"] = traits.data_licence;
    out["attribution"] = traits.attribution;
    out["unique_revision_ids"] = traits.unique_revision_ids;
    out["readable"] = traits.readable;
    out["followed"] = traits.followed;
    if (traits.two_dates) out["two_dates"] = true;
    if (traits.hearsay) out["hearsay"] = true;
    if (traits.refusal)
        out["refusal"] = Value::Object{
            {"at", to_iso(traits.refusal->at)}, {"stamp", traits.refusal->stamp}, {"why", traits.refusal->why}};
    out["pages"] = count_value(traits.pages);
    out["details"] = traits.details;
    return Value(std::move(out));
}

Result<Traits> traits_from(const Value& value) {
    // A member that an older version did not write has its default.
    const Traits defaults;
    Members members(value);
    Traits traits;
    traits.software = members.text("software");
    traits.base_url = members.text("base_url");
    traits.data_licence = members.text("data_licence");
    traits.attribution = members.text("attribution");
    traits.unique_revision_ids = members.flag("unique_revision_ids", defaults.unique_revision_ids);
    traits.readable = members.flag("readable", defaults.readable);
    traits.followed = members.text("followed");
    traits.two_dates = members.flag("two_dates", defaults.two_dates);
    traits.hearsay = members.flag("hearsay", defaults.hearsay);
    traits.pages = members.count("pages");
    traits.refusal = refusal_of(value.at("refusal"));
    traits.details = value.at("details");
    if (!members.ok())
        return fail(ErrorKind::invalid, "traits", "they are not what a probe writes", "Probe the source again.");
    return traits;
}

}  // namespace moisson
