// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/compliance/bench.hpp>

namespace azoth::compliance {

/// One type of column and values that it must keep exactly.
struct TypeCase {
    std::string name;
    SqlType type;
    /// Distinct, and in ascending order where `ordered`.
    std::vector<Value> values;
    bool ordered = true;
    bool comparable = true;  ///< takes =, IN, DISTINCT and GROUP BY
    /// Reads the cell as the carrier's C++ type and compares; null where Value is all there is.
    bool (*typed)(const Cell& cell, const Value& expected) = nullptr;
};

[[nodiscard]] std::vector<TypeCase> type_cases();

/// Equal to the last bit and of the same kind: 0.0 and -0.0 differ, 1.50 and 1.5 do not.
[[nodiscard]] bool identical(const Value& a, const Value& b);

/// The table of a case: "azc_type" with id and x.
struct TypeTable {
    explicit TypeTable(const TypeCase& type_case);
    MetaData metadata;
    Table table;
};

/// Makes the table and inserts values[i] as row i.
void fill(Bench& bench, const TypeTable& made, const std::vector<Value>& values);

/// Whether columns of this type can be made; otherwise the test is skipped, with the reason. That
/// they are refused is tested by the suite "ddl".
[[nodiscard]] bool is_stored(const Bench& bench, const TypeCase& type_case);

}  // namespace azoth::compliance
