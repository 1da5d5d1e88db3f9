// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/connector.hpp"

namespace moisson::test {

// A source whose pages are lines "key = value"; talk pages are titled "Discussion:…".
class FakeConnector final : public Connector {
public:
    std::unique_ptr<Conversation<Batch>> changes(Cursor) const override { return nullptr; }
    std::unique_ptr<Conversation<Batch>> fetch(std::vector<Wanted>) const override { return nullptr; }
    std::unique_ptr<Conversation<Batch>> embedding(const std::string&) const override { return nullptr; }
    std::unique_ptr<Conversation<Census>> census(Depth) const override { return nullptr; }
    Result<Reading> read(const Item&, const Content& content, const Context&) const override {
        Reading reading;
        reading.templates = {"Commun"};
        for (std::size_t at = 0; at < content.bytes.size();) {
            const std::size_t end = std::min(content.bytes.find('\n', at), content.bytes.size());
            const std::string line = content.bytes.substr(at, end - at);
            if (const std::size_t equals = line.find('='); equals != std::string::npos)
                reading.values.push_back(NamedValue{"Commun", 1, line.substr(0, equals), line.substr(equals + 1), {}});
            at = end + 1;
        }
        return reading;
    }
    std::string_view reader_version() const override { return "fake 1"; }
    bool learn(const Item&, Context&) const override { return false; }
    std::string subject_of(const Item& item) const override {
        const std::string prefix = "Discussion:";
        return item.title.starts_with(prefix) ? item.title.substr(prefix.size()) : std::string{};
    }
    std::string talk_of(const Item& item) const override {
        return subject_of(item).empty() ? "Discussion:" + item.title : std::string{};
    }
};

}  // namespace moisson::test
