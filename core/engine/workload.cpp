// SPDX-License-Identifier: MIT
#include <azoth/engine/workload.hpp>

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

#include <azoth/dialect/dialect.hpp>
#include <azoth/dialect/to_sql.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/change.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/sql/tree.hpp>

namespace azoth {

namespace {

std::string place_of(const SourceLine& place) {
    if (place.line == 0) return {};
    const std::string_view file = place.file;
    return std::string(file.substr(file.find_last_of('/') + 1)) + ":" + std::to_string(place.line);
}

/// Whether something in it is SQL of the program's own, of which nobody knows where it runs.
bool is_opaque(const Statement& statement) {
    bool found = false;
    traverse(statement, [&](const sql::Node& node) {
        switch (node.kind()) {
            case sql::NodeKind::text_statement:
            case sql::NodeKind::custom_operator: found = true; break;
            case sql::NodeKind::function: found |= !sql::cast<sql::Function>(node).known; break;
            case sql::NodeKind::text:  // builders write numbers so, too
                found |= sql::cast<sql::TextFragment>(node).sql.find_first_not_of("0123456789") !=
                         std::string::npos;
                break;
            default: break;
        }
    });
    return found;
}

/// What a flush sends where nothing is returned.
class WithoutReturning : public Statement {
public:
    explicit WithoutReturning(const Statement& insert) : Statement(insert) {
        writable<sql::Insert>().returning = {};
    }
};

}  // namespace

struct Workload::State {
    struct Entry {
        Statement statement;
        std::string name;  ///< empty: its SQL
        std::string place;
        bool returning_is_optional = false;  ///< said by flushes alone

        [[nodiscard]] std::string called() const { return name.empty() ? to_sql(statement) : name; }
    };

    void add(const Statement& statement, std::string_view name, std::string place,
             bool returning_is_optional = false) {
        const sql::NodePtr& node = statement.node();
        const std::lock_guard lock(mutex);
        const auto [begin, end] = by_hash.equal_range(node->key_hash());
        for (auto at = begin; at != end; ++at) {
            Entry& known = entries[at->second];
            if (!sql::Matcher().same(known.statement.node(), node)) continue;
            known.returning_is_optional &= returning_is_optional;
            // What was recorded before gets its name.
            if (known.name.empty() && !name.empty()) {
                known.name = name;
                known.place = std::move(place);
            }
            return;
        }
        by_hash.emplace(node->key_hash(), entries.size());
        entries.push_back({statement, std::string(name), std::move(place), returning_is_optional});
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
        if (event.statement != nullptr) {
            state->add(*event.statement, {}, {}, event.returning_is_optional);
        }
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
        if (is_opaque(entry.statement)) all.push_back(entry.called());
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
    const bool has_returning =
        dialect.ledger(dialect.described_facts(options.version, options.scheme))
            .supports(compile::Capability::insert_returning);
    for (const State::Entry& entry : entries) {
        const bool is_spared = entry.returning_is_optional && !has_returning;
        const Statement said = is_spared ? WithoutReturning(entry.statement) : entry.statement;
        for (PortabilityFinding& finding : check_portability(said, dialect, options)) {
            finding.subject = entry.called();
            finding.place = entry.place;
            add(std::move(finding));
        }
    }
    return answer;
}

}  // namespace azoth
