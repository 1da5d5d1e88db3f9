// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/same_source.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace moisson::daemon {

namespace {

// "movilab.org" of "https://www.movilab.org:8080/api.php".
std::string host_of(std::string_view address) {
    if (const std::size_t scheme = address.find("//"); scheme != std::string_view::npos)
        address.remove_prefix(scheme + 2);
    std::string host(address.substr(0, address.find_first_of(":/?#")));
    std::transform(host.begin(), host.end(), host.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (host.starts_with("www.")) host.erase(0, 4);
    return host;
}

std::string address_of(const Traits& traits) {
    return host_of(traits.base_url) + traits.details.at("articlepath").text_or("");
}

}  // namespace

Result<Done> check_same_source(const Traits& told, const Traits& known, const std::string& where) {
    const bool same_name = !told.attribution.empty() && told.attribution == known.attribution;
    const bool same_address = !told.base_url.empty() && address_of(told) == address_of(known);
    if (same_name || same_address) return Done{};
    return fail(ErrorKind::conflict, where,
                "it is of \"" + told.attribution + "\" at " + told.base_url + ", the source is \"" + known.attribution +
                    "\" at " + known.base_url + "; nothing was changed",
                "name the source that the file is of, or give this source its own file");
}

Result<Done> check_same_host(const Traits& told, const Section& options, const std::string& where) {
    const std::string api = options.text("api").value_or(std::nullopt).value_or("");
    if (host_of(api) == host_of(told.base_url)) return Done{};
    return fail(
        ErrorKind::conflict, where,
        "it is of \"" + told.attribution + "\" at " + told.base_url + ", and nothing is known yet of the source at " +
            api + "; nothing was changed",
        "if they are the same, begin with moisson harvest: once the source has told its name, they are compared "
        "by it");
}

}  // namespace moisson::daemon
