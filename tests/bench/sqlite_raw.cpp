// SPDX-License-Identifier: MIT
// SQLite's own C API, used as a careful C programmer uses it.
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "sqlite_subject.hpp"

namespace azoth_bench {

namespace {

constexpr const char* insert_sql = "INSERT INTO bench (id, name, score, rank) VALUES (?, ?, ?, ?)";
constexpr const char* scan_sql = "SELECT id, name, score, rank FROM bench";
constexpr const char* point_sql = "SELECT id, name, score, rank FROM bench WHERE id = ?";

void check(int code, sqlite3* db) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    std::fprintf(stderr, "raw sqlite: %s\n", sqlite3_errmsg(db));
    std::abort();
}

/// The raw subject: default open flags, one statement prepared per kind, static binds.
class Raw final : public SqliteSubject {
public:
    Raw() {
        check(sqlite3_open(":memory:", &db_), db_);
        run(create_sql);
        insert_ = prepare(insert_sql);
        scan_ = prepare(scan_sql);
        point_ = prepare(point_sql);
    }
    ~Raw() override {
        for (sqlite3_stmt* statement : {insert_, scan_, point_}) sqlite3_finalize(statement);
        sqlite3_close(db_);
    }
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;

    void clear() override { run("DELETE FROM bench"); }

    void insert(const std::vector<RowData>& rows) override {
        run("BEGIN");
        for (const RowData& row : rows) {
            sqlite3_bind_int64(insert_, 1, row.id);
            sqlite3_bind_text(insert_, 2, row.name.data(), static_cast<int>(row.name.size()),
                              SQLITE_STATIC);
            sqlite3_bind_double(insert_, 3, row.score);
            if (row.has_rank) {
                sqlite3_bind_int64(insert_, 4, row.rank);
            } else {
                sqlite3_bind_null(insert_, 4);
            }
            check(sqlite3_step(insert_), db_);
            sqlite3_reset(insert_);
        }
        run("COMMIT");
    }

    void scan() override {
        RowData row;
        while (sqlite3_step(scan_) == SQLITE_ROW) {
            read(scan_, row);
            keep(row);
        }
        sqlite3_reset(scan_);
    }

    void select(const std::vector<std::int64_t>& keys) override {
        run("BEGIN");
        RowData row;
        for (const std::int64_t key : keys) {
            sqlite3_bind_int64(point_, 1, key);
            check(sqlite3_step(point_), db_);
            read(point_, row);
            keep(row);
            sqlite3_reset(point_);
        }
        run("COMMIT");
    }

private:
    static void read(sqlite3_stmt* statement, RowData& row) {
        row.id = sqlite3_column_int64(statement, 0);
        row.name = std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, 1)),
                               static_cast<std::size_t>(sqlite3_column_bytes(statement, 1)));
        row.score = sqlite3_column_double(statement, 2);
        row.has_rank = sqlite3_column_type(statement, 3) != SQLITE_NULL;
        row.rank = row.has_rank ? sqlite3_column_int64(statement, 3) : 0;
    }
    void run(const char* sql) { check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr), db_); }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr), db_);
        return statement;
    }

    sqlite3* db_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    sqlite3_stmt* scan_ = nullptr;
    sqlite3_stmt* point_ = nullptr;
};

}  // namespace

std::shared_ptr<SqliteSubject> make_raw_sqlite() {
    return std::make_shared<Raw>();
}

}  // namespace azoth_bench
