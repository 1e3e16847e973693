// SPDX-License-Identifier: MIT
#include "extended_table.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace azoth {

namespace {

/// In the place of what has the same name, else behind the others.
template <class Part>
void put(std::vector<Part>& parts, Part part) {
    const auto same = std::find_if(parts.begin(), parts.end(), [&](const Part& known) {
        return !part.name.empty() && known.name == part.name;
    });
    if (same == parts.end()) {
        parts.push_back(std::move(part));
    } else {
        *same = std::move(part);
    }
}

template <class Part>
void put_all(std::vector<Part>& parts, std::vector<Part>&& more) {
    for (Part& part : more) put(parts, std::move(part));
}

/// What stood beside a column that is replaced: its own key, uniqueness and index.
void forget_parts_of(TableData& table, const ColumnData& column) {
    const std::vector<std::string> alone{column.name};
    if (column.foreign_key) {
        std::erase_if(table.foreign_keys, [&](const auto& key) { return key.columns == alone; });
    }
    if (column.unique) {
        std::erase_if(table.uniques, [&](const auto& unique) { return unique.columns == alone; });
    }
    if (column.indexed) {
        std::erase_if(table.indexes, [&](const auto& index) {
            return index.columns() == alone && index.parts.size() == 1;
        });
    }
    std::erase(table.primary_key.columns, column.name);
}

/// A key with a name is the key; columns that say `primary_key` belong to the one that is there.
void extend(PrimaryKeyData& key, PrimaryKeyData&& more) {
    if (!more.name.empty() && !more.generated_name) {
        key = std::move(more);
        return;
    }
    for (std::string& column : more.columns) {
        if (std::find(key.columns.begin(), key.columns.end(), column) == key.columns.end()) {
            key.columns.push_back(std::move(column));
        }
    }
}

}  // namespace

TableData extended(const TableData& known, TableData&& more) {
    TableData table = known;
    for (ColumnData& column : more.columns) {
        if (const ColumnData* old = table.find_column(column.name)) forget_parts_of(table, *old);
        column.ref = nullptr;
        put(table.columns, std::move(column));
    }
    extend(table.primary_key, std::move(more.primary_key));
    put_all(table.foreign_keys, std::move(more.foreign_keys));
    put_all(table.uniques, std::move(more.uniques));
    put_all(table.checks, std::move(more.checks));
    put_all(table.other_constraints, std::move(more.other_constraints));
    put_all(table.indexes, std::move(more.indexes));
    put_all(table.options, std::move(more.options));
    put_all(table.info, std::move(more.info));
    if (!more.comment.empty()) table.comment = std::move(more.comment);
    table.prefixes.insert(table.prefixes.end(), more.prefixes.begin(), more.prefixes.end());
    table.temporary = table.temporary || more.temporary;
    return table;
}

}  // namespace azoth
