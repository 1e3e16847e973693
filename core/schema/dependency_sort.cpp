// SPDX-License-Identifier: MIT
#include "dependency_sort.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>

namespace azoth {

namespace {

using TablePtr = std::shared_ptr<const TableData>;
using Key = std::pair<std::string, std::string>;

/// Depth first, which keeps the given order where nothing forces another.
class Sorter {
public:
    Sorter(const std::vector<TablePtr>& tables, bool breaks_cycles)
        : breaks_cycles_(breaks_cycles) {
        for (const TablePtr& table : tables)
            by_key_.emplace(Key{table->schema, table->name}, table);
    }

    void visit(const TablePtr& table) {
        State& state = states_[table.get()];
        if (state != State::fresh) return;
        state = State::open;
        path_.push_back(table);
        for (const std::string& name : table->selects_from) follow(table, name);
        for (std::size_t i = 0; i < table->foreign_keys.size(); ++i) follow(table, i);
        path_.pop_back();
        states_[table.get()] = State::done;
        order_.tables.push_back(table);
    }

    [[nodiscard]] CreationOrder take() { return std::move(order_); }

private:
    enum class State { fresh, open, done };

    void follow(const TablePtr& table, std::size_t index) {
        const ForeignKeyData& key = table->foreign_keys[index];
        if (key.use_alter) {
            order_.late_keys.push_back({table, index});
            return;
        }
        const auto found = by_key_.find(Key{key.referred_schema, key.referred_table});
        if (found == by_key_.end() || found->second == table) return;
        if (states_[found->second.get()] != State::open) return visit(found->second);
        if (!breaks_cycles_) throw_cycle(found->second);
        order_.late_keys.push_back({table, index});
    }

    /// "name" in the table's own schema, else "schema.name".
    void follow(const TablePtr& table, const std::string& name) {
        auto found = by_key_.find(Key{table->schema, name});
        if (found == by_key_.end()) {
            found = std::find_if(by_key_.begin(), by_key_.end(), [&](const auto& entry) {
                return entry.second->full_name() == name;
            });
        }
        if (found != by_key_.end()) visit(found->second);
    }

    [[noreturn]] void throw_cycle(const TablePtr& closing) const {
        std::string names;
        bool inside = false;
        for (const TablePtr& table : path_) {
            inside = inside || table == closing;
            if (inside) names += table->full_name() + " -> ";
        }
        names += closing->full_name();
        throw ArgumentError("circular_dependency", "tables refer to one another: " + names);
    }

    std::map<Key, TablePtr> by_key_;
    std::map<const TableData*, State> states_;
    std::vector<TablePtr> path_;
    CreationOrder order_;
    bool breaks_cycles_;
};

}  // namespace

std::vector<TablePtr> dependency_sort(const std::vector<TablePtr>& tables) {
    Sorter sorter(tables, false);
    for (const TablePtr& table : tables) sorter.visit(table);
    return sorter.take().tables;
}

CreationOrder creation_order(const std::vector<TablePtr>& tables) {
    Sorter sorter(tables, true);
    for (const TablePtr& table : tables) sorter.visit(table);
    return sorter.take();
}

}  // namespace azoth
