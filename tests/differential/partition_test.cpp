// SPDX-License-Identifier: MIT
// Ternary-logic partitioning: a condition is true, false or unknown on every row, so the rows of a
// query are those where it is true, those where its negation is, and those where it IS NULL. No
// second evaluator is needed to see a condition, or its negation, go wrong.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <azoth/value/describe.hpp>

#include "database.hpp"

namespace differential {
namespace {

constexpr std::uint64_t conditions = 120;

/// The rows of a query as text, sorted: a multiset.
std::vector<std::string> multiset(azoth::Connection& db, const azoth::Statement& query) {
    std::vector<std::string> rows;
    for (const azoth::Row& row : db.execute(query)) {
        std::string& text = rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += azoth::to_string(row[i].view());
            text += ' ';
        }
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<std::string> merged(std::vector<std::string> rows,
                                const std::vector<std::string>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
    std::sort(rows.begin(), rows.end());
    return rows;
}

class Partition : public Database {
protected:
    /// Queries to partition: a scan, joins of three kinds, a subquery, a group.
    [[nodiscard]] std::vector<azoth::Select> queries() const {
        using namespace azoth;
        const Table& d = table();
        const Table other = d.alias("other");
        std::vector<Select> all;
        all.push_back(select(d["id"], d["t"]));
        all.push_back(select(d["id"], other["id"]).join(other, d["i"] == other["j"]));
        all.push_back(select(d["id"], other["t"]).outer_join(other, d["t"] == other["u"]));
        all.push_back(select(d["t"], d["i"]).where(d["p"] == true));
        all.push_back(select(d["id"]).where(
            exists(select(other["id"]).where(other["i"] == d["i"], other["q"] == true))));
        return all;
    }

    [[nodiscard]] static Tree condition(std::uint64_t i) {
        return Generator(77000 + i).tree(Kind::truth, 2 + static_cast<int>(i % 4));
    }
};

TEST_P(Partition, RowsFallIntoThreeParts) {
    for (const azoth::Select& query : queries()) {
        const std::vector<std::string> whole = multiset(db(), query);
        ASSERT_FALSE(whole.empty());
        for (std::uint64_t i = 0; i < conditions; ++i) {
            const azoth::Predicate p = build_condition(condition(i), table());
            const auto parts =
                merged(merged(multiset(db(), query.where(p)), multiset(db(), query.where(!p))),
                       multiset(db(), query.where(p.is_null())));
            ASSERT_EQ(parts, whole) << "condition " << i << "\n"
                                    << azoth::to_sql(query.where(!p), db().dialect());
        }
    }
}

TEST_P(Partition, CountsAddUp) {
    using namespace azoth;
    const auto count = select(func::count()).select_from(table());
    for (std::uint64_t i = 0; i < conditions; ++i) {
        const Predicate p = build_condition(condition(i), table());
        const auto counted = [&](const Predicate& which) {
            return db().scalar<std::int64_t>(count.where(which));
        };
        ASSERT_EQ(counted(p) + counted(!p) + counted(p.is_null()),
                  static_cast<std::int64_t>(rows().size()))
            << "condition " << i << "\n"
            << azoth::to_sql(count.where(!p), db().dialect());
    }
}

/// Control: without the unknown part rows are missing.
TEST_P(Partition, ControlTwoPartsAreNotTheWhole) {
    const azoth::Select query = queries().front();
    const azoth::Predicate p = table()["i"] > 0;
    EXPECT_NE(merged(multiset(db(), query.where(p)), multiset(db(), query.where(!p))),
              multiset(db(), query));
}

INSTANTIATE_TEST_SUITE_P(On, Partition, testing::Values("", "AZOTH_TEST_POSTGRESQL_URL"),
                         target_name);

}  // namespace
}  // namespace differential
