// SPDX-License-Identifier: MIT
// INSERT OVERWRITE and INSERT INTO partitions
// (https://hive.apache.org/docs/latest/language/languagemanual-dml).
#include <algorithm>

#include <azoth/error/error.hpp>

#include "compiler.hpp"

namespace azoth::hive {

void HiveCompiler::visit_partition_insert(const sql::PartitionInsert& insert) {
    if (!insert.query) {
        throw CompileError("empty_insert", "an INSERT of a query's rows has no query",
                           {.hint = "say it with from_select()"});
    }
    write(insert.overwrites ? "INSERT OVERWRITE TABLE " : "INSERT INTO TABLE ");
    source_name(*insert.target);
    partition_clause(insert);
    write(" ");
    emit(*insert.query);
}

void HiveCompiler::partition_clause(const sql::PartitionInsert& insert) {
    bool all_fixed = true;
    for (std::size_t i = 0; i < insert.partition.size(); ++i) {
        const auto& part = sql::cast<sql::Assignment>(*insert.partition[i]);
        // Directories are nested: what is known stands before what is not.
        if (part.value && !all_fixed) {
            ledger().lacks("a partition with a value below one without",
                           "call partition() before partition_by()");
        }
        write(i == 0 ? " PARTITION (" : ", ");
        column_name(sql::cast<sql::ColumnRef>(*part.column));
        all_fixed = all_fixed && part.value;
        if (!part.value) continue;
        write(" = ");
        emit(*part.value);
    }
    if (!insert.partition.empty()) write(")");
    if (!insert.if_not_exists) return;
    if (!insert.overwrites || insert.partition.empty() || !all_fixed) {
        ledger().lacks("IF NOT EXISTS without a partition of known values to overwrite");
    }
    write(" IF NOT EXISTS");
}

}  // namespace azoth::hive
