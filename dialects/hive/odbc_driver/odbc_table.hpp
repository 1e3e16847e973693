// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "column_batch.hpp"
#include "session.hpp"
#include "value_type.hpp"

namespace hive_odbc {

/// A value of a result made here: null, a text, or a number.
using Datum = std::variant<std::monostate, std::string, long long>;

/// Builds the small results of catalogue functions.
class Table {
public:
    struct Heading {
        const char* name;
        hs2::TypeKind kind;  ///< varchar, smallint or integer
    };

    explicit Table(std::initializer_list<Heading> headings);

    void add(std::vector<Datum> row);

    std::vector<hs2::ColumnInfo> columns;
    hs2::ColumnBatch batch;
};

/// Rows of a server operation as texts, for rearranging.
using TextRows = std::vector<std::vector<std::optional<std::string>>>;
[[nodiscard]] TextRows read_all(hs2::Operation& operation);

}  // namespace hive_odbc
