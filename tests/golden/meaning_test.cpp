// SPDX-License-Identifier: MIT
// Parentheses are where they must be: each pair of operators, nested both ways, means the same on
// SQLite as the same tree with parentheses around everything.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <azoth/sql/comparison.hpp>
#include <azoth/sql/scalar.hpp>

#include "golden.hpp"
#include "sqlite_judge.hpp"
#include "targets.hpp"

namespace golden {
namespace {

constexpr sql::Operator binary_operators[] = {sql::Operator::or_,
                                              sql::Operator::and_,
                                              sql::Operator::eq,
                                              sql::Operator::ne,
                                              sql::Operator::lt,
                                              sql::Operator::le,
                                              sql::Operator::gt,
                                              sql::Operator::ge,
                                              sql::Operator::like,
                                              sql::Operator::not_like,
                                              sql::Operator::ilike,
                                              sql::Operator::not_ilike,
                                              sql::Operator::is_distinct_from,
                                              sql::Operator::is_not_distinct_from,
                                              sql::Operator::concat,
                                              sql::Operator::add,
                                              sql::Operator::subtract,
                                              sql::Operator::multiply,
                                              sql::Operator::divide,
                                              sql::Operator::modulo};
constexpr sql::Operator unary_operators[] = {sql::Operator::not_, sql::Operator::negate,
                                             sql::Operator::is_null, sql::Operator::is_not_null};

const SqlType number{TypeKind::integer};
const SqlType truth{TypeKind::boolean};

sql::NodePtr binary(sql::Operator op, sql::NodePtr left, sql::NodePtr right) {
    if (sql::is_pattern_match(op)) {  // of texts, which these numbers are to SQLite
        left = type_coerce(Expr(std::move(left)), Text{}).node();
        right = type_coerce(Expr(std::move(right)), Text{}).node();
    }
    return sql::make<sql::Binary>(op, std::move(left), std::move(right),
                                  sql::is_predicate(op) ? truth : number);
}
sql::NodePtr unary(sql::Operator op, sql::NodePtr operand) {
    return sql::make<sql::Unary>(op, std::move(operand),
                                 op == sql::Operator::negate ? number : truth);
}

/// The tree in SQLite's words, with parentheses around each part.
std::string spelled_out(const sql::Node& node) {
    if (const auto* column = sql::as<sql::ColumnRef>(node)) return "n." + column->name;
    if (const auto* same = sql::as<sql::TypeCoerce>(node)) return spelled_out(*same->operand);
    if (const auto* one = sql::as<sql::Unary>(node)) {
        const std::string operand = "(" + spelled_out(*one->operand) + ")";
        switch (one->op) {
            case sql::Operator::not_: return "NOT " + operand;
            case sql::Operator::negate: return "-" + operand;
            case sql::Operator::is_null: return operand + " IS NULL";
            default: return operand + " IS NOT NULL";
        }
    }
    const auto& two = sql::cast<sql::Binary>(node);
    const std::string left = "(" + spelled_out(*two.left) + ")";
    const std::string right = "(" + spelled_out(*two.right) + ")";
    const auto between = [&](const std::string& word) { return left + " " + word + " " + right; };
    switch (two.op) {
        case sql::Operator::or_: return between("OR");
        case sql::Operator::and_: return between("AND");
        case sql::Operator::eq: return between("=");
        case sql::Operator::ne: return between("<>");
        case sql::Operator::lt: return between("<");
        case sql::Operator::le: return between("<=");
        case sql::Operator::gt: return between(">");
        case sql::Operator::ge: return between(">=");
        case sql::Operator::like: return between("LIKE");
        case sql::Operator::not_like: return between("NOT LIKE");
        case sql::Operator::ilike: return "lower(" + left + ") LIKE lower(" + right + ")";
        case sql::Operator::not_ilike: return "lower(" + left + ") NOT LIKE lower(" + right + ")";
        case sql::Operator::is_distinct_from: return between("IS NOT");
        case sql::Operator::is_not_distinct_from: return between("IS");
        case sql::Operator::concat: {
            // Beside a text a truth is a word.
            const auto words = [](const sql::Node& side, const std::string& text) {
                if (side.type().kind() != TypeKind::boolean) return text;
                return "iif(" + text + " IS NULL, NULL, iif(" + text + ", 'true', 'false'))";
            };
            return words(*two.left, left) + " || " + words(*two.right, right);
        }
        case sql::Operator::add: return between("+");
        case sql::Operator::subtract: return between("-");
        case sql::Operator::multiply: return between("*");
        case sql::Operator::divide: return between("/");
        default: return between("%");
    }
}

class Meaning : public testing::Test {
protected:
    void SetUp() override {
        const auto sqlite = dialect("sqlite");
        ASSERT_TRUE(sqlite);
        judge_ = std::make_unique<SqliteJudge>(*sqlite);
        // Every combination of four values in three columns.
        ASSERT_EQ(judge_->run("WITH v(x) AS (VALUES (NULL), (0), (1), (3)) INSERT INTO n (a, b, c) "
                              "SELECT i.x, j.x, k.x FROM v AS i, v AS j, v AS k"),
                  "");
    }

    void same(const sql::NodePtr& node) {
        const std::string sql =
            to_sql(select(Expr(node)).order_by(schema().n["id"]), *dialect("sqlite"));
        const std::string plain = "SELECT " + spelled_out(*node) + " FROM n ORDER BY n.id";
        EXPECT_EQ(judge_->rows(sql), judge_->rows(plain)) << sql << "\n" << plain;
        ++checked_;
    }

    sql::NodePtr a_ = schema().n["a"].node();
    sql::NodePtr b_ = schema().n["b"].node();
    sql::NodePtr c_ = schema().n["c"].node();
    std::unique_ptr<SqliteJudge> judge_;
    int checked_ = 0;
};

TEST_F(Meaning, PairsOfOperators) {
    for (const sql::Operator outer : binary_operators) {
        for (const sql::Operator inner : binary_operators) {
            same(binary(outer, binary(inner, a_, b_), c_));
            same(binary(outer, a_, binary(inner, b_, c_)));
        }
        for (const sql::Operator inner : unary_operators) {
            same(binary(outer, unary(inner, a_), b_));
            same(binary(outer, a_, unary(inner, b_)));
        }
    }
    for (const sql::Operator outer : unary_operators) {
        for (const sql::Operator inner : binary_operators)
            same(unary(outer, binary(inner, a_, b_)));
        for (const sql::Operator inner : unary_operators) same(unary(outer, unary(inner, a_)));
    }
    EXPECT_EQ(checked_, 2 * 20 * 20 + 2 * 20 * 4 + 4 * 20 + 4 * 4);
}

TEST_F(Meaning, ThreeOperators) {
    constexpr sql::Operator few[] = {
        sql::Operator::or_,  sql::Operator::and_,   sql::Operator::eq,       sql::Operator::lt,
        sql::Operator::like, sql::Operator::concat, sql::Operator::subtract, sql::Operator::divide};
    for (const sql::Operator first : few) {
        for (const sql::Operator second : few) {
            for (const sql::Operator third : few) {
                same(binary(first, binary(second, a_, b_), binary(third, b_, c_)));
                same(unary(sql::Operator::not_,
                           binary(first, a_, binary(second, b_, binary(third, c_, a_)))));
            }
        }
    }
}

TEST_F(Meaning, NegationIsTheOpposite) {
    for (const sql::Operator op : binary_operators) {
        if (!sql::is_predicate(op)) continue;
        const Predicate positive(binary(op, a_, b_));
        const std::string sql =
            to_sql(select(!positive).order_by(schema().n["id"]), *dialect("sqlite"));
        const std::string plain =
            "SELECT NOT (" + spelled_out(*positive.node()) + ") FROM n ORDER BY n.id";
        EXPECT_EQ(judge_->rows(sql), judge_->rows(plain)) << sql << "\n" << plain;
    }
}

/// Numerics are text in SQLite; they compare, sort and add up as numbers all the same.
class ExactMeaning : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(dialect("sqlite"));
        judge_ = std::make_unique<SqliteJudge>(*dialect("sqlite"));
        ASSERT_EQ(
            judge_->run("INSERT INTO track (track_id, name, album_id, milliseconds, price) "
                        "VALUES (1, 'a', 1, 10, '9.90'), (2, 'b', 1, 5, '10.1'), "
                        "(3, 'c', 2, 7, NULL), (4, 'd', 2, 8, '-0.5'), (5, 'e', 3, 2, '9.9')"),
            "");
    }
    std::string rows(const Statement& statement) {
        std::string all;
        for (const std::string& row :
             judge_->rows(render_with_values(statement, make_target("sqlite")))) {
            all += row;
        }
        return all;
    }
    const Table& track_ = schema().track;
    const Expr price_ = schema().track["price"];
    const Expr id_ = schema().track["track_id"];
    const Expr milliseconds_ = schema().track["milliseconds"];
    std::unique_ptr<SqliteJudge> judge_;
};

TEST_F(ExactMeaning, Comparisons) {
    const auto ids = [&](const Condition& condition) {
        return rows(select(id_).where(condition).order_by(id_));
    };
    EXPECT_EQ(ids(price_ > 9), "1,2,5,");
    EXPECT_EQ(ids(price_ == Decimal("9.900")), "1,5,");
    EXPECT_EQ(ids(price_.in({Decimal("9.9"), Decimal("-0.50")})), "1,4,5,");
    EXPECT_EQ(ids(price_.between(-1, 10)), "1,4,5,");
    EXPECT_EQ(ids(price_ > milliseconds_), "2,5,");
    EXPECT_EQ(ids(milliseconds_ > price_), "1,4,");
    EXPECT_EQ(ids(price_.is_distinct_from(Decimal("9.9"))), "2,3,4,");
    EXPECT_EQ(ids(func::coalesce({price_, 0}) < 1), "3,4,");
    EXPECT_EQ(ids(func::coalesce({0, price_}) < 1), "1,2,3,4,5,");
    EXPECT_EQ(ids(case_({{id_ == 1, 0}}, price_) < 1), "1,4,");
    EXPECT_EQ(ids(-price_ > 0), "4,");
    EXPECT_EQ(ids(price_ + 1 > Decimal("10.9")), "2,");
    EXPECT_EQ(ids(cast(milliseconds_, Numeric{}) > price_), "1,4,");
}

TEST_F(ExactMeaning, OrderGroupAndDistinct) {
    EXPECT_EQ(rows(select(id_).where(price_ != std::nullopt).order_by(price_.desc(), id_)),
              "2,1,5,4,");
    EXPECT_EQ(
        rows(
            select(price_.label("p")).where(price_ != std::nullopt).distinct().order_by(desc("p"))),
        "10.1,9.90,-0.5,");
    EXPECT_EQ(
        rows(select(func::count()).where(price_ != std::nullopt).group_by(price_).order_by(price_)),
        "1,2,1,");
    EXPECT_EQ(rows(select(track_["album_id"], func::sum(price_).label("total"))
                       .group_by(track_["album_id"])
                       .order_by(asc("total"))),
              "2,-0.5,3,9.9,1,20.00,");
}

TEST_F(ExactMeaning, Aggregates) {
    EXPECT_EQ(rows(select(func::max(price_))), "10.1,");
    EXPECT_EQ(rows(select(func::min(price_))), "-0.5,");
    EXPECT_EQ(rows(select(func::count_distinct(price_))), "3,");
    const auto albums = [&](const Predicate& having) {
        const Expr album = track_["album_id"];
        return rows(select(album).group_by(album).having(having).order_by(album));
    };
    EXPECT_EQ(albums(func::sum(price_) > 9), "1,3,");
    EXPECT_EQ(albums(func::sum(id_) > 4), "2,3,");
    EXPECT_EQ(albums(func::avg(milliseconds_) > 7), "1,2,");
    EXPECT_EQ(albums(func::avg(milliseconds_) == Decimal("7.5")), "1,2,");
    EXPECT_EQ(albums(func::max(price_) < 10), "2,3,");
}

/// Control: without the collation the same question has another answer.
TEST_F(ExactMeaning, ControlPlainText) {
    EXPECT_NE(judge_->rows("SELECT track_id FROM track WHERE price > '9' ORDER BY 1"),
              judge_->rows("SELECT track_id FROM track WHERE price COLLATE azoth_decimal > '9' "
                           "ORDER BY 1"));
}

/// Control: the comparison sees a pair of parentheses that is missing.
TEST_F(Meaning, ControlMissingParentheses) {
    EXPECT_NE(judge_->rows("SELECT n.a - n.b - n.c FROM n ORDER BY n.id"),
              judge_->rows("SELECT n.a - (n.b - n.c) FROM n ORDER BY n.id"));
    EXPECT_NE(judge_->rows("SELECT NOT n.a = n.b OR n.c FROM n ORDER BY n.id"),
              judge_->rows("SELECT NOT (n.a = n.b OR n.c) FROM n ORDER BY n.id"));
}

}  // namespace
}  // namespace golden
