// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "builder.hpp"
#include "table.hpp"

namespace differential::exact {

/// A database with the table whose rows the test knows.
class Side {
public:
    explicit Side(const char* url);
    Side(const Side&) = delete;
    Side& operator=(const Side&) = delete;
    ~Side();

    [[nodiscard]] azoth::Connection& db() { return *db_; }
    [[nodiscard]] const azoth::Table& table() const { return *table_; }
    /// The table's columns, in the order of table_columns().
    [[nodiscard]] Columns columns() const;

private:
    azoth::Engine engine_;
    azoth::MetaData metadata_;
    std::unique_ptr<azoth::Table> table_;
    std::unique_ptr<azoth::Connection> db_;
};

}  // namespace differential::exact
