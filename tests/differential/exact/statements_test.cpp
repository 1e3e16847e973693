// SPDX-License-Identifier: MIT
// Random whole queries, answered by SQLite and by PostgreSQL: the same rows, cell by cell.
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "hunt.hpp"
#include "side.hpp"
#include "statements.hpp"

namespace differential::exact {
namespace {

constexpr std::uint64_t usual_rounds = 400;
constexpr int largest_mistake_list = 5;
constexpr double most_refused = 0.1;

using Rows = std::vector<Row>;

bool same(const Scalar& a, const Scalar& b, const OutputColumn& column) {
    if (!column.is_approximate || !a || !b) return a == b;
    constexpr double digits = 1e-9;
    const double one = std::stod(std::get<Number>(*a).text());
    const double other = std::stod(std::get<Number>(*b).text());
    return std::fabs(one - other) <= digits * std::max(std::fabs(one), std::fabs(other));
}

/// The first difference of two results; empty where there is none.
std::string difference(const Statement& statement, Rows one, Rows other) {
    if (one.size() != other.size()) {
        return std::to_string(one.size()) + " and " + std::to_string(other.size()) + " rows";
    }
    if (!statement.is_ordered) {
        std::sort(one.begin(), one.end());
        std::sort(other.begin(), other.end());
    }
    for (std::size_t row = 0; row < one.size(); ++row) {
        for (std::size_t i = 0; i < statement.columns.size(); ++i) {
            if (same(one[row][i], other[row][i], statement.columns[i])) continue;
            return "row " + std::to_string(row) + ", column " + std::to_string(i) + ": " +
                   describe(one[row][i]) + " and " + describe(other[row][i]);
        }
    }
    return {};
}

class ExactStatements : public testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL is not set";
        sqlite_ = std::make_unique<Side>("sqlite:///:memory:");
        postgresql_ = std::make_unique<Side>(url);
    }

    [[nodiscard]] static Rows rows_of(Side& side, const Statement& statement) {
        Rows rows;
        for (const azoth::Row& cells : side.db().execute(statement.query)) {
            Row& row = rows.emplace_back();
            for (std::size_t i = 0; i < statement.columns.size(); ++i) {
                row.push_back(scalar(cells[i], statement.columns[i].info.kind));
            }
        }
        return rows;
    }

    [[nodiscard]] Statement made(std::uint64_t seed) const {
        return Statements(sqlite_->table(), seed).statement();
    }

    /// What both say of one statement; empty where it is the same.
    [[nodiscard]] std::string judged(std::uint64_t seed) {
        const Statement statement = made(seed);
        const std::string found =
            difference(statement, rows_of(*sqlite_, statement), rows_of(*postgresql_, statement));
        if (found.empty()) return found;
        return found + "\n" + azoth::to_sql(statement.query, sqlite_->db().dialect()) + "\n" +
               azoth::to_sql(statement.query, postgresql_->db().dialect());
    }

    [[nodiscard]] Side& sqlite() { return *sqlite_; }
    [[nodiscard]] Side& postgresql() { return *postgresql_; }

private:
    std::unique_ptr<Side> sqlite_;
    std::unique_ptr<Side> postgresql_;
};

TEST_F(ExactStatements, HaveTheSameRows) {
    Refusals refusals;
    int mistakes = 0;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + rounds(usual_rounds); ++seed) {
        refusals.asked();
        std::string mistake;
        try {
            mistake = judged(seed);
        } catch (const azoth::CompileError& error) {
            refusals.add(error, seed);
        } catch (const azoth::Error& error) {
            mistake = std::string(error.what()) + "\n" +
                      azoth::to_sql(made(seed).query, postgresql().db().dialect());
            sqlite().db().rollback();
            postgresql().db().rollback();
        }
        if (mistake.empty()) continue;
        ADD_FAILURE() << "AZOTH_SEED=" << seed << ": " << mistake;
        if (++mistakes == largest_mistake_list) return;
    }
    refusals.check(most_refused);
}

/// Control: one changed cell is found.
TEST_F(ExactStatements, ControlAChangedCellIsNoticed) {
    const azoth::Table& table = sqlite().table();
    sqlite().db().execute(azoth::update(table).set("n", azoth::Decimal("3.21")));
    bool is_noticed = false;
    for (std::uint64_t seed = 1; seed <= usual_rounds && !is_noticed; ++seed) {
        try {
            is_noticed = !judged(seed).empty();
        } catch (const azoth::CompileError&) {
            continue;
        }
    }
    EXPECT_TRUE(is_noticed);
    sqlite().db().rollback();
}

/// Control: who refuses everything does not pass, and an error of a server is no refusal.
TEST(ExactRefusals, ControlRefusingIsNoticed) {
    static Refusals refusals;
    for (int i = 0; i < 10; ++i) refusals.asked();
    for (int i = 0; i < 2; ++i) {
        refusals.add(azoth::CompileError("unsupported_construct", "nothing is supported"), 1);
    }
    EXPECT_NONFATAL_FAILURE(refusals.check(most_refused), "2 of 10 refused");
    EXPECT_NONFATAL_FAILURE(refusals.add(azoth::ProgrammingError("syntax_error", "near x"), 1),
                            "near x");
}

}  // namespace
}  // namespace differential::exact
