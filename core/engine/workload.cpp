// SPDX-License-Identifier: MIT
#include <azoth/engine/workload.hpp>

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

namespace {

std::string place_of(const SourceLine& place) {
    if (place.line == 0) return {};
    const std::string_view file = place.file;
    return std::string(file.substr(file.find_last_of('/') + 1)) + ":" + std::to_string(place.line);
}

}  // namespace

struct Workload::State {
    struct Entry {
        Statement statement;
        std::string name;  ///< empty: its SQL
        std::string place;

        [[nodiscard]] std::string called() const { return name.empty() ? to_sql(statement) : name; }
        [[nodiscard]] bool is_text() const {
            return statement.node()->kind() == sql::NodeKind::text_statement;
        }
    };

    void add(const Statement& statement, std::string_view name, std::string place) {
        const sql::NodePtr& node = statement.node();
        const std::lock_guard lock(mutex);
        const auto [begin, end] = by_hash.equal_range(node->key_hash());
        for (auto at = begin; at != end; ++at) {
            Entry& known = entries[at->second];
            if (!sql::Matcher().same(known.statement.node(), node)) continue;
            // What was recorded before gets its name.
            if (known.name.empty() && !name.empty()) {
                known.name = name;
                known.place = std::move(place);
            }
            return;
        }
        by_hash.emplace(node->key_hash(), entries.size());
        entries.push_back({statement, std::string(name), std::move(place)});
    }

    mutable std::mutex mutex;
    std::vector<Entry> entries;
    std::unordered_multimap<std::uint64_t, std::size_t> by_hash;
    std::vector<MetaData> metadata;
};

Workload::Workload() : state_(std::make_shared<State>()) {}

void Workload::add(const Statement& statement, std::string_view name, SourceLine place) {
    state_->add(statement, name, place_of(place));
}

void Workload::add(const MetaData& metadata) {
    const std::lock_guard lock(state_->mutex);
    state_->metadata.push_back(metadata);
}

ListenerId Workload::record(Engine& engine) {
    return engine.listen({.before_execute = [state = state_](const ExecutionEvent& event) {
        if (event.statement != nullptr) state->add(*event.statement, {}, {});
    }});
}

std::size_t Workload::size() const {
    const std::lock_guard lock(state_->mutex);
    return state_->entries.size();
}

std::vector<std::string> Workload::unchecked() const {
    std::vector<std::string> all;
    const std::lock_guard lock(state_->mutex);
    for (const State::Entry& entry : state_->entries) {
        if (entry.is_text()) all.push_back(entry.called());
    }
    return all;
}

PortabilityAnswer Workload::check(const Dialect& dialect, const ToSqlOptions& options) const {
    std::vector<State::Entry> entries;
    std::vector<MetaData> metadata;
    {
        const std::lock_guard lock(state_->mutex);
        entries = state_->entries;
        metadata = state_->metadata;
    }
    PortabilityAnswer answer = portability_answer(dialect, options);
    const auto add = [&](PortabilityFinding finding) {
        answer.findings.push_back(std::move(finding));
    };
    for (const MetaData& each : metadata) {
        for (PortabilityFinding& finding : check_portability(each, dialect, options)) {
            if (finding.subject.empty()) finding.subject = "several tables";
            add(std::move(finding));
        }
    }
    for (const State::Entry& entry : entries) {
        for (PortabilityFinding& finding : check_portability(entry.statement, dialect, options)) {
            finding.subject = entry.called();
            finding.place = entry.place;
            add(std::move(finding));
        }
    }
    return answer;
}

}  // namespace azoth
