// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>

#include <azoth/sql/from_item.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

/// INSERT of a query's rows into partitions of a table, in place of what is there or beside it, on
/// databases that keep tables as files (Hive); others refuse (`CompileError`):
///
///     insert_overwrite(visits)
///         .partition({{"country", "NL"}})   // one partition, or one level of them, by value
///         .partition_by({"day"})            // the others by the query's last columns
///         .from_select(select(raw["user"], raw["day"]).where(raw["country"] == "NL"));
class AZOTH_EXPORT PartitionInsert : public Statement {
public:
    PartitionInsert(const FromItem& table, bool overwrites);

    /// Partition columns with the same value in all rows. Throws `ArgumentError`:
    /// `no_such_column`, `duplicate_assignment`.
    [[nodiscard]] PartitionInsert partition(const Params& values) const;
    /// Partition columns whose values the query yields, as its last columns in this order.
    [[nodiscard]] PartitionInsert partition_by(std::initializer_list<ParamName> columns) const;
    /// The rows: values for the table's columns in order, without those that partition() fixes.
    /// Another number of them is an `ArgumentError` (`column_count`).
    [[nodiscard]] PartitionInsert from_select(const Query& query) const;
    /// Leaves a partition alone that is there already; of insert_overwrite() with partition() only.
    [[nodiscard]] PartitionInsert if_not_exists() const;
};

/// INSERT OVERWRITE: what the table or its partitions hold goes.
[[nodiscard]] inline PartitionInsert insert_overwrite(const FromItem& table) {
    return PartitionInsert(table, true);
}
/// INSERT INTO partitions: what they hold stays.
[[nodiscard]] inline PartitionInsert insert_into(const FromItem& table) {
    return PartitionInsert(table, false);
}

}  // namespace azoth
