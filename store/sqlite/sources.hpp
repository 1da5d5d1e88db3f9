// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace moisson::store::sqlite {

class SqliteSources final : public Sources {
public:
    explicit SqliteSources(Connection& connection) : connection_(connection) {}
    Result<std::optional<SourceRow>> find(const SourceName& name) override;
    Result<Done> remember(const SourceName& name, const std::string& kind,
                          const std::optional<Traits>& traits) override;
    Result<Done> rewind(const SourceName& name) override;
    Result<std::vector<Item>> redirects(const SourceName& name) override;
    Result<std::uint64_t> alive(const SourceName& name) override;
    Result<Done> await_person(const SourceName& name, const Awaiting& matter,
                              const std::vector<RevisionId>& lost) override;
    Result<Done> believe(const SourceName& name) override;
    Result<Done> doubt(const SourceName& name, const std::string& why) override;
    Result<Done> adopt(const SourceName& name, std::int64_t run, Instant now) override;

private:
    Connection& connection_;
};

class SqliteRuns final : public Runs {
public:
    explicit SqliteRuns(Connection& connection) : connection_(connection) {}
    Result<std::int64_t> begin(const SourceName& source, const std::string& verb, Instant now) override;
    Result<Done> end(const Run& run) override;
    Result<std::int64_t> close_interrupted(Instant now) override;

private:
    Connection& connection_;
};

}  // namespace moisson::store::sqlite
