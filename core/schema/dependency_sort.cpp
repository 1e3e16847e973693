// SPDX-License-Identifier: MIT
#include "dependency_sort.hpp"

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
    explicit Sorter(const std::vector<TablePtr>& tables) {
        for (const TablePtr& table : tables)
            by_key_.emplace(Key{table->schema, table->name}, table);
    }

    void visit(const TablePtr& table) {
        State& state = states_[table.get()];
        if (state == State::done) return;
        if (state == State::open) throw_cycle(table);
        state = State::open;
        path_.push_back(table);
        for (const ForeignKeyData& key : table->foreign_keys) {
            const auto found = by_key_.find(Key{key.referred_schema, key.referred_table});
            if (found != by_key_.end() && found->second != table) visit(found->second);
        }
        path_.pop_back();
        states_[table.get()] = State::done;
        sorted_.push_back(table);
    }

    [[nodiscard]] std::vector<TablePtr> take() { return std::move(sorted_); }

private:
    enum class State { fresh, open, done };

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
    std::vector<TablePtr> sorted_;
};

}  // namespace

std::vector<TablePtr> dependency_sort(const std::vector<TablePtr>& tables) {
    Sorter sorter(tables);
    for (const TablePtr& table : tables) sorter.visit(table);
    return sorter.take();
}

}  // namespace azoth
