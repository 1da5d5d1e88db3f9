// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/request.hpp"

#include <algorithm>
#include <array>

namespace moisson::communecter {

namespace {

// What is kept of an element. Never `preferences`: asked for, they reduce every row to its id. Never `creator` or
// `links`: they are about persons, and heavy.
constexpr std::array common_fields{"name",
                                   "type",
                                   "collection",
                                   "slug",
                                   "tags",
                                   "mainTag",
                                   "shortDescription",
                                   "description",
                                   "descriptionHTML",
                                   "url",
                                   "urls",
                                   "socialNetwork",
                                   "address",
                                   "addresses",
                                   "geo",
                                   "geoPosition",
                                   "profilImageUrl",
                                   "source",
                                   "reference",
                                   "parent",
                                   "parentId",
                                   "parentType",
                                   "created",
                                   "updated",
                                   "status",
                                   "state",
                                   "costumSlug"};
constexpr std::array place_fields{"disabled",        "openingDate",  "holderOrganization",
                                  "manageModel",     "typePlace",    "buildingSurfaceArea",
                                  "siteSurfaceArea", "openingHours", "video"};
constexpr std::array time_fields{"startDate", "endDate",     "allDay",       "openingHours",
                                 "organizer", "organizerId", "organizerType"};
constexpr std::array offer_fields{"section", "category", "subtype", "price", "devise"};
constexpr std::array project_fields{"startDate", "endDate", "properties"};
constexpr std::array contact_fields{"email", "telephone", "contact"};
constexpr std::array answer_fields{"answers", "form", "created", "updated", "status", "project", "collection"};

HttpRequest request_to(std::string url, Fields form) {
    HttpRequest request(std::move(url));
    request.form = std::move(form);
    // Errors come as a line of text then, not as a page.
    request.headers = {{"X-Requested-With", "XMLHttpRequest"}, {"Accept", "application/json"}};
    request.http1_only = true;
    return request;
}

template <class List>
void add_fields(Fields& form, const List& names) {
    for (const char* name : names) form.emplace_back("fields[]", name);
}

void add_all_fields(Fields& form, const Site& site, const std::string& type) {
    if (type == "answers") return add_fields(form, answer_fields);
    add_fields(form, common_fields);
    if (type == "organizations") add_fields(form, place_fields);
    if (type == "events") add_fields(form, time_fields);
    if (type == "projects") add_fields(form, project_fields);
    if (type == "classifieds" || type == "ressources") add_fields(form, offer_fields);
    if (site.with_contacts) add_fields(form, contact_fields);
}

void add_each(Fields& form, const std::string& name, const std::vector<std::string>& values) {
    for (const std::string& value : values) form.emplace_back(name, value);
}

// A server heeds one operator a key; $or must be a map from field to condition.
void add_choice(Fields& form, const Scope& scope) {
    if (scope.without_tags.empty()) {
        add_each(form, "filters[tags][$in][]", scope.tags);
    } else {
        add_each(form, "filters[$or][tags][$in][]", scope.tags);
        add_each(form, "filters[tags][$nin][]", scope.without_tags);
    }
    if (scope.source_keys.empty()) form.emplace_back("notSourceKey", "true");
    add_each(form, "sourceKey[]", scope.source_keys);
}

void add_cuts(Fields& form, const Scope& scope, const std::vector<Cut>& cuts) {
    bool by_country = false;
    for (const Cut& cut : cuts) {
        add_each(form, "filters[" + cut.path + "][" + (cut.among ? "$in" : "$nin") + "][]", cut.values);
        by_country = by_country || cut.path == "address.addressCountry";
    }
    if (!by_country) add_each(form, "filters[address.addressCountry][$in][]", scope.countries);
}

std::string address_of(const Site& site, const Scope& scope) {
    if (!scope.is_of_answers())
        return site.base_url +
               (scope.variant == Variant::navigator ? "/costum/navigator/gettl" : "/co2/search/globalautocomplete");
    const std::string source = scope.costum.empty() ? "" : "/source/" + scope.costum;
    return site.base_url + "/co2/aap/directoryproposal" + source + "/form/" + scope.form;
}

// In 2018 there were neither fields nor filters nor a choice of order.
void add_scope(Fields& form, const Site& site, const Scope& scope, const std::vector<Cut>& cuts, Detail detail) {
    form.emplace_back("searchType[]", scope.type);
    if (scope.is_of_answers()) {
        form.emplace_back("filters[form]", scope.form);
    } else if (site.dialect == Dialect::legacy2018) {
        add_each(form, "searchTags[]", scope.tags);
        add_each(form, "sourceKey[]", scope.source_keys);
        return;
    } else {
        add_choice(form, scope);
        add_cuts(form, scope, cuts);
    }
    if (detail == Detail::whole)
        add_all_fields(form, site, scope.type);
    else
        form.emplace_back("fields[]", "updated");
    form.emplace_back("sortBy[updated]", "-1");
}

void add_window(Fields& form, const Scope& scope, const Window& window) {
    const std::string from = std::to_string(window.from);
    if (window.paging == Paging::ranges) {
        const std::string range = "ranges[" + scope.type + "]";
        form.emplace_back(range + "[indexMin]", from);
        form.emplace_back(range + "[indexMax]", std::to_string(window.from + window.rows));
    } else {
        form.emplace_back("indexMin", from);
        form.emplace_back("indexStep", std::to_string(window.rows));
    }
    form.emplace_back("count", "true");
    if (!scope.is_of_answers()) form.emplace_back("countType[]", scope.type);
}

std::string controller_of(const std::string& collection) {
    return collection.substr(0, collection.size() - 1);
}

}  // namespace

HttpRequest list_request(const Site& site, const Scope& scope, const Window& window, Detail detail) {
    Fields form;
    add_scope(form, site, scope, window.cuts, detail);
    add_window(form, scope, window);
    return request_to(address_of(site, scope), std::move(form));
}

HttpRequest rows_request(const Site& site, const Scope& scope, const std::vector<std::string>& ids, Detail detail) {
    Fields form;
    add_scope(form, site, scope, {}, detail);
    add_each(form, "filters[_id][$in][]", ids);
    form.emplace_back("indexMin", "0");
    form.emplace_back("indexStep", std::to_string(ids.size()));
    return request_to(address_of(site, scope), std::move(form));
}

HttpRequest element_request(const Site& site, const std::string& collection, const std::string& id) {
    HttpRequest request =
        request_to(site.base_url + "/co2/element/about/type/" + collection + "/id/" + id + "/json/true", {});
    request.session = Session::wanted;
    return request;
}

HttpRequest member_element_request(const Site& site, const std::string& collection, const std::string& id) {
    HttpRequest request = request_to(site.base_url + "/co2/element/get/type/" + collection + "/id/" + id, {});
    request.session = Session::wanted;
    return request;
}

bool has_old_interface(const std::string& collection) {
    return collection == "organizations" || collection == "projects" || collection == "events";
}

HttpRequest old_element_request(const Site& site, const std::string& collection, const std::string& id) {
    return request_to(site.base_url + "/api/" + controller_of(collection) + "/get/id/" + id, {});
}

HttpRequest open_data_request(const Site& site, const std::string& collection, const std::vector<std::string>& ids,
                              const std::string& value) {
    Fields form{{"searchType[]", collection}, {"notSourceKey", "true"}, {"filters[preferences.isOpenData]", value}};
    add_each(form, "filters[_id][$in][]", ids);
    // What their rows say of publication: being open data is not all.
    for (const char* name : {"status", "state", "disabled", "source"}) form.emplace_back("fields[]", name);
    form.emplace_back("indexMin", "0");
    form.emplace_back("indexStep", std::to_string(std::max<std::size_t>(ids.size(), 1)));  // 0 would be everything
    return request_to(site.base_url + "/co2/search/globalautocomplete", std::move(form));
}

HttpRequest form_request(const Site& site, const std::string& form) {
    return request_to(site.base_url + "/survey/coform/getformbyid", {{"parentFormId", form}});
}

}  // namespace moisson::communecter
