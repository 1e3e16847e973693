// SPDX-License-Identifier: MIT
// Random expressions, evaluated by a database through the library and by the test itself.
#include <algorithm>
#include <string>
#include <vector>

#include "database.hpp"

namespace differential {

void PrintTo(const Scalar& value, std::ostream* out) {
    if (!value) {
        *out << "NULL";
    } else {
        std::visit([&](const auto& held) { *out << testing::PrintToString(held); }, *value);
    }
}

namespace {

constexpr std::uint64_t expressions_per_kind = 200;
constexpr std::uint64_t largest_mistake_list = 5;

class Expressions : public Database {
protected:
    /// The i-th expression of a kind: shallow ones first.
    [[nodiscard]] static Tree nth(Kind kind, std::uint64_t i) {
        Generator generator(1000 * static_cast<std::uint64_t>(kind) + i);
        return generator.tree(kind, 1 + static_cast<int>(i % 5));
    }

    [[nodiscard]] std::string in_select_list(const Tree& tree, const Rules& rules) {
        const azoth::Expr id = table()["id"];
        const auto query = azoth::select(id, build(tree, table()).label("answer")).order_by(id);
        for (const azoth::Row& row : db().execute(query)) {
            const Row& known = rows().at(row[0].as<std::int64_t>());
            const Scalar expected = evaluate(tree, known, rules);
            const Scalar found = scalar(row[1], tree.kind);
            if (found != expected) {
                return "row " + testing::PrintToString(row[0].as<std::int64_t>()) + ": " +
                       testing::PrintToString(found) + ", expected " +
                       testing::PrintToString(expected) + "\n" +
                       azoth::to_sql(query, db().dialect());
            }
        }
        return {};
    }

    [[nodiscard]] std::string in_where(const Tree& tree) {
        const azoth::Expr id = table()["id"];
        const auto query = azoth::select(id).where(build_condition(tree, table())).order_by(id);
        std::vector<std::int64_t> expected;
        for (const auto& [key, row] : rows()) {
            if (evaluate(tree, row, rules()) == Scalar{true}) expected.push_back(key);
        }
        std::vector<std::int64_t> found;
        for (const azoth::Row& row : db().execute(query)) {
            found.push_back(row[0].as<std::int64_t>());
        }
        if (found == expected) return {};
        return testing::PrintToString(found) + ", expected " + testing::PrintToString(expected) +
               "\n" + azoth::to_sql(query, db().dialect());
    }

    [[nodiscard]] std::string in_order_by(const Tree& tree) {
        const azoth::Expr id = table()["id"];
        const auto query = azoth::select(id).order_by(build(tree, table()).asc().nulls_first(), id);
        std::vector<std::int64_t> expected;
        for (const auto& [key, row] : rows()) expected.push_back(key);
        std::stable_sort(expected.begin(), expected.end(), [&](std::int64_t a, std::int64_t b) {
            return evaluate(tree, rows().at(a), rules()) < evaluate(tree, rows().at(b), rules());
        });
        std::vector<std::int64_t> found;
        for (const azoth::Row& row : db().execute(query)) {
            found.push_back(row[0].as<std::int64_t>());
        }
        if (found == expected) return {};
        return testing::PrintToString(found) + ", expected " + testing::PrintToString(expected) +
               "\n" + azoth::to_sql(query, db().dialect());
    }

    /// Runs `check` on every expression of a kind and reports the first few mistakes.
    template <class Check>
    void each(Kind kind, Check check) {
        std::uint64_t mistakes = 0;
        for (std::uint64_t i = 0; i < expressions_per_kind; ++i) {
            const std::string mistake = check(nth(kind, i));
            if (mistake.empty()) continue;
            ADD_FAILURE() << "expression " << i << ", " << mistake;
            if (++mistakes == largest_mistake_list) return;
        }
    }
};

TEST_P(Expressions, IntegersInTheSelectList) {
    each(Kind::integer, [&](const Tree& tree) { return in_select_list(tree, rules()); });
}

TEST_P(Expressions, TextInTheSelectList) {
    each(Kind::text, [&](const Tree& tree) { return in_select_list(tree, rules()); });
}

TEST_P(Expressions, TruthInTheSelectList) {
    each(Kind::truth, [&](const Tree& tree) { return in_select_list(tree, rules()); });
}

TEST_P(Expressions, ConditionsInWhere) {
    each(Kind::truth, [&](const Tree& tree) { return in_where(tree); });
}

TEST_P(Expressions, IntegersInOrderBy) {
    each(Kind::integer, [&](const Tree& tree) {
        // A bare number orders by the position of a column.
        return tree.op == Op::constant ? std::string() : in_order_by(tree);
    });
}

/// Control: an evaluator with another rule is found out.
TEST_P(Expressions, ControlAnotherRuleIsNoticed) {
    Rules wrong = rules();
    wrong.like_ignores_case = !wrong.like_ignores_case;
    bool noticed = false;
    for (std::uint64_t i = 0; i < expressions_per_kind; ++i) {
        noticed = noticed || !in_select_list(nth(Kind::truth, i), wrong).empty();
    }
    EXPECT_TRUE(noticed);
}

INSTANTIATE_TEST_SUITE_P(On, Expressions, testing::Values("", "AZOTH_TEST_POSTGRESQL_URL"),
                         target_name);

}  // namespace
}  // namespace differential
