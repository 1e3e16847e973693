// SPDX-License-Identifier: MIT
// Random expressions as they are written for MariaDB, with their values in the text: the dialect
// has no driver here, so the server is asked by its own client library.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth/azoth.hpp>
#include <azoth_test/mariadb_client.hpp>

#include "builder.hpp"
#include "evaluator.hpp"
#include "generator.hpp"

namespace differential {
namespace {

constexpr int row_count = 60;
constexpr std::uint64_t row_seed = 20261127;
constexpr std::uint64_t expressions_per_kind = 200;
constexpr int largest_mistake_list = 5;

/// A value as the server prints it.
std::optional<std::string> printed(const Scalar& value) {
    if (!value) return {};
    if (const auto* truth = std::get_if<bool>(&*value)) return *truth ? "1" : "0";
    if (const auto* text = std::get_if<std::string>(&*value)) return *text;
    return std::to_string(std::get<std::int64_t>(*value));
}

class Mariadb : public testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
        server_ = std::make_unique<azoth::test::MariadbClient>(url);
        server_->take("azoth_differential");
        for (const std::string& ddl : azoth::to_sql(metadata_, "mariadb")) server_->rows(ddl);
        Generator generator(row_seed);
        for (std::int64_t id = 1; id <= row_count; ++id) {
            const Row& row = rows_.emplace_back(generator.row());
            azoth::Params values{{"id", id}};
            for (std::size_t i = 0; i < columns.size(); ++i) {
                values.add({columns[i].name, carrier(row[i])});
            }
            server_->rows(text_of(azoth::insert(table_).values(values)));
        }
    }

    [[nodiscard]] static std::string text_of(const azoth::Statement& statement) {
        return azoth::to_sql(statement, "mariadb", {.literal_binds = true});
    }

    /// What is wrong with the answers to a question, one per row in the order of rows; empty if
    /// nothing is.
    [[nodiscard]] std::string mistake(const Tree& tree, const Rules& rules) {
        const azoth::Expr id = table_["id"];
        const std::string sql =
            text_of(azoth::select(build(tree, table_).label("answer")).order_by(id));
        const auto answers = server_->rows(sql);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const auto expected = printed(evaluate(tree, rows_[i], rules));
            if (answers.at(i).at(0) == expected) continue;
            return "row " + std::to_string(i + 1) + ": " +
                   testing::PrintToString(answers[i][0].value_or("NULL")) + ", expected " +
                   testing::PrintToString(expected.value_or("NULL")) + "\n" + sql;
        }
        return {};
    }

    /// The same for a condition in WHERE.
    [[nodiscard]] std::string mistake_in_where(const Tree& tree) {
        const azoth::Expr id = table_["id"];
        const std::string sql =
            text_of(azoth::select(id).where(build_condition(tree, table_)).order_by(id));
        std::vector<azoth::test::MariadbClient::Row> expected;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (evaluate(tree, rows_[i], rules_) == Scalar{true}) {
                expected.push_back({std::to_string(i + 1)});
            }
        }
        return server_->rows(sql) == expected ? std::string() : "other rows: " + sql;
    }

    /// The i-th expression of a kind: shallow ones first.
    [[nodiscard]] static Tree nth(Kind kind, std::uint64_t i) {
        Generator generator(3000 * static_cast<std::uint64_t>(kind) + i);
        return generator.tree(kind, 1 + static_cast<int>(i % 5));
    }

    template <class Check>
    void each(Kind kind, Check check) {
        int mistakes = 0;
        for (std::uint64_t i = 0; i < expressions_per_kind; ++i) {
            const std::string found = check(nth(kind, i));
            if (found.empty()) continue;
            ADD_FAILURE() << "expression " << i << ", " << found;
            if (++mistakes == largest_mistake_list) return;
        }
    }

    Rules rules_;  ///< LIKE minds case, as the dialect's columns do

private:
    std::unique_ptr<azoth::test::MariadbClient> server_;
    azoth::MetaData metadata_;
    azoth::Table table_ = describe("azoth_differential", metadata_);
    std::vector<Row> rows_;
};

TEST_F(Mariadb, IntegersInTheSelectList) {
    each(Kind::integer, [&](const Tree& tree) { return mistake(tree, rules_); });
}

TEST_F(Mariadb, TextInTheSelectList) {
    each(Kind::text, [&](const Tree& tree) { return mistake(tree, rules_); });
}

TEST_F(Mariadb, TruthInTheSelectList) {
    each(Kind::truth, [&](const Tree& tree) { return mistake(tree, rules_); });
}

TEST_F(Mariadb, ConditionsInWhere) {
    each(Kind::truth, [&](const Tree& tree) { return mistake_in_where(tree); });
}

/// Control: an evaluator with another rule is found out.
TEST_F(Mariadb, ControlAnotherRuleIsNoticed) {
    Rules wrong = rules_;
    wrong.like_ignores_case = !wrong.like_ignores_case;
    bool noticed = false;
    for (std::uint64_t i = 0; i < expressions_per_kind; ++i) {
        noticed = noticed || !mistake(nth(Kind::truth, i), wrong).empty();
    }
    EXPECT_TRUE(noticed);
}

}  // namespace
}  // namespace differential
