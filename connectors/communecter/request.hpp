// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/scope.hpp"
#include "connectors/http_message.hpp"

#include <cstddef>
#include <string>
#include <vector>

// What a server is asked, in the words of its own pages. Everything reads.
namespace moisson::communecter {

// As many ids as one form may name: PHP drops what comes after a thousand variables.
inline constexpr std::size_t most_ids = 200;

// One piece of a list that is too long for one answer.
struct Cut {
    std::string path;   // "address.addressCountry"
    bool among = true;  // has one of the values; else none of them
    std::vector<std::string> values;

    friend bool operator==(const Cut&, const Cut&) = default;
};

// Which rows of a list.
struct Window {
    Paging paging = Paging::index;
    std::size_t from = 0;
    std::size_t rows = 0;
    std::vector<Cut> cuts;
};

enum class Detail {
    whole,    // all that is kept of an element
    id_only,  // for an element whose row will not come
};

// The newest first, so many of them.
HttpRequest list_request(const Site& site, const Scope& scope, const Window& window, Detail detail = Detail::whole);

// Those elements as the list shows them; at most `most_ids`. Answers that are not in the scope are not sent.
HttpRequest rows_request(const Site& site, const Scope& scope, const std::vector<std::string>& ids,
                         Detail detail = Detail::whole);

// One element whole, as JSON where the server can.
HttpRequest element_request(const Site& site, const std::string& collection, const std::string& id);

// The same for people who signed in, where nobody else is shown one as JSON.
HttpRequest member_element_request(const Site& site, const std::string& collection, const std::string& id);

// The same from the oldest interface; only organizations, projects and events have one.
bool has_old_interface(const std::string& collection);
HttpRequest old_element_request(const Site& site, const std::string& collection, const std::string& id);

// Those elements, of any scope, that say they are open data (one of all there are, without ids): a server that heeds it
// sends no other.
HttpRequest open_data_request(const Site& site, const std::string& collection, const std::vector<std::string>& ids,
                              const std::string& value = "true");

// The questions of a form.
HttpRequest form_request(const Site& site, const std::string& form);

}  // namespace moisson::communecter
