// SPDX-License-Identifier: MIT
// This library on SQLite, written as a user would.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include <azoth/azoth.hpp>

#include "sqlite_subject.hpp"

namespace azoth_bench {

namespace {

using namespace azoth;

using TypedRow = std::tuple<std::int64_t, std::string_view, double, std::optional<std::int64_t>>;

class AzothSqlite final : public AzothSubject {
public:
    AzothSqlite()
        : engine_(create_engine("sqlite:///:memory:")),
          table_("bench", metadata_, Column{"id", Integer{}, primary_key},
                 Column{"name", Text{}, not_null}, Column{"score", Double{}, not_null},
                 Column{"rank", Integer{}}),
          id_(table_.column<std::int64_t>("id")),
          name_(table_.column<std::string>("name")),
          score_(table_.column<double>("score")),
          rank_(table_.column<std::optional<std::int64_t>>("rank")),
          db_(engine_.connect()) {
        metadata_.create_all(db_);
        db_.commit();
    }

    void clear() override {
        db_.execute(delete_from(table_));
        db_.commit();
    }

    void insert(const std::vector<RowData>& rows) override {
        const auto statement = db_.prepare(azoth::insert(table_), {"id", "name", "score", "rank"});
        for (const RowData& row : rows) {
            statement.execute(row.id, row.name, row.score, rank_of(row));
        }
        db_.commit();
    }

    void insert_bulk(const std::vector<RowData>& rows) override {
        struct Reader {
            std::vector<RowData>::const_iterator at;
            TypedRow operator*() const { return {at->id, at->name, at->score, rank_of(*at)}; }
            Reader& operator++() {
                ++at;
                return *this;
            }
            bool operator==(const Reader& other) const { return at == other.at; }
        };
        struct Range {
            const std::vector<RowData>& rows;
            Reader begin() const { return {rows.begin()}; }
            Reader end() const { return {rows.end()}; }
        };
        db_.insert_many(table_, {"id", "name", "score", "rank"}, Range{rows});
        db_.commit();
    }

    void scan() override {
        for (auto [id, name, score, rank] : db_.execute(azoth::select(id_, name_, score_, rank_))) {
            keep(id), keep(name), keep(score), keep(rank);
        }
        db_.rollback();
    }

    void scan_views() override {
        const auto name = table_.column<std::string_view>("name");
        for (auto [id, text, score, rank] : db_.execute(azoth::select(id_, name, score_, rank_))) {
            keep(id), keep(text), keep(score), keep(rank);
        }
        db_.rollback();
    }

    void scan_rows() override {
        const auto query =
            azoth::select(table_["id"], table_["name"], table_["score"], table_["rank"]);
        for (const Row& row : db_.execute(query)) {
            keep(row["id"].as<std::int64_t>());
            keep(row["name"].as<std::string>());
            keep(row["score"].as<double>());
            keep(row["rank"].as<std::optional<std::int64_t>>());
        }
        db_.rollback();
    }

    void select(const std::vector<std::int64_t>& keys) override {
        const auto by_id = db_.prepare(
            azoth::select(id_, name_, score_, rank_).where(id_ == bind<std::int64_t>("id")));
        for (const std::int64_t key : keys) keep(by_id.one(key));
        db_.rollback();
    }

    void select_anew(const std::vector<std::int64_t>& keys) override {
        for (const std::int64_t key : keys) {
            keep(db_.execute(azoth::select(id_, name_, score_, rank_).where(id_ == key)).one());
        }
        db_.rollback();
    }

private:
    static std::optional<std::int64_t> rank_of(const RowData& row) {
        return row.has_rank ? std::optional(row.rank) : std::nullopt;
    }

    Engine engine_;
    MetaData metadata_;
    Table table_;
    TypedExpr<std::int64_t> id_;
    TypedExpr<std::string> name_;
    TypedExpr<double> score_;
    TypedExpr<std::optional<std::int64_t>> rank_;
    Connection db_;
};

}  // namespace

std::shared_ptr<AzothSubject> make_azoth_sqlite() {
    return std::make_shared<AzothSqlite>();
}

}  // namespace azoth_bench
