// SPDX-License-Identifier: MIT
// SOCI on SQLite, as its documentation recommends: prepared statements with bound variables.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "sqlite_subject.hpp"

namespace azoth_bench {

namespace {

class Soci final : public SqliteSubject {
public:
    Soci() : session_(soci::sqlite3, ":memory:") { session_ << create_sql; }

    void clear() override { session_ << "DELETE FROM bench"; }

    void insert(const std::vector<RowData>& rows) override {
        soci::transaction transaction(session_);
        RowData row;
        soci::indicator has_rank = soci::i_ok;
        long long id = 0;
        long long rank = 0;
        soci::statement statement =
            (session_.prepare
                 << "INSERT INTO bench (id, name, score, rank) VALUES (:a, :b, :c, :d)",
             soci::use(id), soci::use(row.name), soci::use(row.score), soci::use(rank, has_rank));
        for (const RowData& source : rows) {
            id = source.id;
            row.name = source.name;
            row.score = source.score;
            rank = source.rank;
            has_rank = source.has_rank ? soci::i_ok : soci::i_null;
            statement.execute(true);
        }
        transaction.commit();
    }

    void scan() override {
        RowData row;
        long long id = 0;
        long long rank = 0;
        soci::indicator has_rank = soci::i_ok;
        soci::statement statement =
            (session_.prepare << "SELECT id, name, score, rank FROM bench", soci::into(id),
             soci::into(row.name), soci::into(row.score), soci::into(rank, has_rank));
        statement.execute();
        while (statement.fetch()) keep(row);
    }

    void select(const std::vector<std::int64_t>& keys) override {
        soci::transaction transaction(session_);
        RowData row;
        long long key = 0;
        long long id = 0;
        long long rank = 0;
        soci::indicator has_rank = soci::i_ok;
        soci::statement statement =
            (session_.prepare << "SELECT id, name, score, rank FROM bench WHERE id = :id",
             soci::use(key), soci::into(id), soci::into(row.name), soci::into(row.score),
             soci::into(rank, has_rank));
        for (const std::int64_t wanted : keys) {
            key = wanted;
            statement.execute(true);
            keep(row);
        }
        transaction.commit();
    }

private:
    soci::session session_;
};

}  // namespace

std::shared_ptr<SqliteSubject> make_soci_sqlite() {
    return std::make_shared<Soci>();
}

}  // namespace azoth_bench
