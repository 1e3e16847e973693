// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "harness.hpp"

namespace azoth_bench {

constexpr const char* create_sql =
    "CREATE TABLE bench (id INTEGER PRIMARY KEY, name TEXT NOT NULL, score REAL NOT NULL, "
    "rank INTEGER)";

/// One way of working with SQLite, on an in-memory database of its own.
class SqliteSubject {
public:
    virtual ~SqliteSubject() = default;
    virtual void clear() = 0;
    /// Row by row, one transaction.
    virtual void insert(const std::vector<RowData>& rows) = 0;
    virtual void scan() = 0;
    /// One row per key, statement prepared.
    virtual void select(const std::vector<std::int64_t>& keys) = 0;
};

/// What only this library is asked for.
class AzothSubject : public SqliteSubject {
public:
    virtual void insert_bulk(const std::vector<RowData>& rows) = 0;
    virtual void scan_views() = 0;
    virtual void scan_rows() = 0;
    /// The query built anew for each key.
    virtual void select_anew(const std::vector<std::int64_t>& keys) = 0;
};

[[nodiscard]] std::shared_ptr<SqliteSubject> make_raw_sqlite();
[[nodiscard]] std::shared_ptr<SqliteSubject> make_soci_sqlite();
[[nodiscard]] std::shared_ptr<AzothSubject> make_azoth_sqlite();

}  // namespace azoth_bench
