// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

#include <memory>

namespace moisson::store::sqlite {

// Each answer is read in one transaction: it shows the store at one moment, whatever is committed meanwhile.
class SqliteReader final : public Reader {
public:
    explicit SqliteReader(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

    Result<std::vector<SourceStatus>> sources() override;
    Result<std::vector<Run>> runs(const RunFilter& filter) override;
    Result<std::vector<ItemRecord>> find(const std::string& words, std::size_t limit) override;
    Result<std::optional<Card>> card(const SourceName& source, const ItemId& item) override;
    Result<SearchAnswer> search(const Search& search) override;
    Result<Done> items(const std::function<bool(const ItemRecord&)>& take) override;
    Result<Done> revisions(const std::function<bool(const RevisionRecord&)>& take) override;
    Result<Done> resources(const std::function<bool(const ResourceRow&)>& take) override;
    Result<Done> changes(const ChangeFilter& filter, const std::function<bool(const ChangeRecord&)>& take) override;
    Result<Done> ignored(const std::optional<SourceName>& source,
                         const std::function<bool(const IgnoredRecord&)>& take) override;
    Result<Done> lost(const std::optional<SourceName>& source,
                      const std::function<bool(const LostRecord&)>& take) override;
    Result<Done> contents(const SourceName& source, const std::optional<ItemId>& item,
                          const std::function<bool(const KeptPage&)>& take) override;
    Result<Census> census(const SourceName& source, Depth depth) override;
    Result<Census> buried(const SourceName& source) override;
    Result<std::map<std::string, std::uint64_t>> kinds(const SourceName& source) override;

private:
    std::shared_ptr<Connection> connection_;
};

// The newest run of a source (its number), of any outcome or of that one.
std::optional<Run> last_run(Connection& connection, std::int64_t source, std::optional<Outcome> outcome);

// id, title, ns, content_model, latest, redirect_to, life, resource's name, source's name
ItemRecord item_record_at(const Query& row, int first);

// item, resource's name, revision, at, actor's name, kind, field, was, became, cause, title, run, noticed, source's
// name
ChangeRecord change_record_at(const Query& row, int first);

}  // namespace moisson::store::sqlite
