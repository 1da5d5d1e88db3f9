// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/forms.hpp"
#include "connectors/communecter/scope.hpp"
#include "connectors/communecter/walk.hpp"
#include "connectors/communecter/wanted.hpp"
#include "connectors/conversation.hpp"
#include "schema/batch.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace moisson::communecter {

// Reads elements by their ids, in the shape of the lists: each scope of their kind is asked for them in turn. What none
// of them shows is asked for by itself, whether it exists at all. A server that heeds no ids is asked for its lists.
class Fetch : public Conversation<Batch> {
public:
    Fetch(std::shared_ptr<const Site> site, const std::vector<Wanted>& wanted, std::shared_ptr<KnownForms> forms);

    std::optional<HttpRequest> next() override;
    Result<Step<Batch>> accept(HttpResponse response) override;
    bool ease(const Error& why) override;

private:
    enum class Asking {
        form,
        rows,       // of a scope, by ids
        list,       // of a scope, all of it
        existence,  // of one element that no scope shows
        glance,     // at one element that will not come: whatever is said of it, it is given up
        nothing,
    };

    void choose_next();
    const Scope& scope() const { return site_->scopes[debts_.scope()]; }
    Result<Step<Batch>> accept_page(HttpResponse response);
    std::vector<const Row*> asked_in(const ListAnswer& answer) const;
    Result<Step<Batch>> take_page(ListAnswer answer);
    Result<Step<Batch>> take_some(ListAnswer answer);  // of those asked for by their ids
    Result<Step<Batch>> take_part(ListAnswer answer);  // of a list
    Result<Step<Batch>> accept_existence(HttpResponse response);
    Result<Step<Batch>> accept_glance(HttpResponse response);
    void take_rows(Batch& batch, const std::vector<Row>& rows, const std::optional<Instant>& now);
    void settle_existence(Batch& batch, const std::string& id, const ElementAnswer& answer);
    Belonging belonging_to_any(const Value& element) const;
    bool asks_old_interface() const;
    Step<Batch> reply(Batch batch);

    std::shared_ptr<const Site> site_;
    Debts debts_;
    Asking asking_ = Asking::nothing;
    std::vector<Ignored> hopeless_;  // told with the first reply
    bool heeds_ids_;
    bool lists_cut_ = false;  // what no list showed may be in one all the same
    std::optional<Walk> walk_;
    Forms forms_;
    std::optional<ListAnswer> held_;  // a page of answers, while the forms of some are asked for
    bool insisted_ = false;           // what cannot be made smaller was asked once more
    std::string given_up_because_;
    std::string where_;
};

}  // namespace moisson::communecter
