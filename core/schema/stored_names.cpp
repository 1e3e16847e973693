// SPDX-License-Identifier: MIT
#include "stored_names.hpp"

#include <azoth/schema/table.hpp>

namespace azoth {

void use_stored_names(const TableData& table, std::vector<std::string>& columns) {
    for (std::string& column : columns) {
        if (const ColumnData* found = table.find_column(column)) column = found->name;
    }
}

void use_stored_names(TableData& table) {
    use_stored_names(table, table.primary_key.columns);
    for (UniqueData& unique : table.uniques) use_stored_names(table, unique.columns);
    for (ForeignKeyData& key : table.foreign_keys) use_stored_names(table, key.columns);
    for (IndexData& index : table.indexes) {
        use_stored_names(table, index.include);
        for (IndexPart& part : index.parts) {
            const ColumnData* found = table.find_column(part.column);
            if (found != nullptr) part.column = found->name;
        }
    }
}

}  // namespace azoth
