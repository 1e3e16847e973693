// SPDX-License-Identifier: MIT
// Random expressions over all exact types and the others, evaluated by a database through the
// library and by the test itself: exactly.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "evaluator.hpp"
#include "generator.hpp"
#include "hunt.hpp"
#include "side.hpp"

namespace differential::exact {
namespace {

constexpr std::uint64_t usual_rounds = 400;
constexpr int largest_mistake_list = 5;
/// Databases lack some; but a test that is refused tests nothing.
constexpr double most_refused = 0.1;

class ExactExpressions : public testing::TestWithParam<const char*> {
protected:
    static void SetUpTestSuite() {}
    void SetUp() override {
        const std::string variable = GetParam();
        const char* url = "sqlite:///:memory:";
        if (!variable.empty()) {
            url = std::getenv(variable.c_str());
            if (url == nullptr) GTEST_SKIP() << "not run: " << variable << " is not set";
        }
        side_ = std::make_unique<Side>(url);
    }

    /// The expression of a seed: shallow ones first.
    [[nodiscard]] static Tree made(std::uint64_t seed, bool is_condition) {
        Generator generator(seed);
        const Kind kind = is_condition ? Kind::truth : generator.kind();
        return generator.tree(table_scope(), kind, 1 + static_cast<int>(seed % 4));
    }

    [[nodiscard]] azoth::Expr id() const { return side_->table()["id"]; }

    [[nodiscard]] std::string in_select_list(const Tree& tree, Mistake mistake = Mistake::none) {
        const auto query =
            azoth::select(id(), build(tree, side_->columns()).label("answer")).order_by(id());
        std::size_t next = 0;
        for (const azoth::Row& row : side_->db().execute(query)) {
            const Row& known = rows_.at(next++);
            const Scalar expected = evaluate(tree, known, mistake);
            const Scalar found = scalar(row[1], tree.kind);
            if (found != expected) {
                return "row " + std::to_string(next) + ": " + describe(found) + ", expected " +
                       describe(expected) + "\n" + azoth::to_sql(query, side_->db().dialect());
            }
        }
        return {};
    }

    [[nodiscard]] std::string ids_differ(const azoth::Select& query,
                                         const std::vector<std::int64_t>& expected) {
        const std::vector<std::int64_t> found = side_->db().scalars<std::int64_t>(query).all();
        if (found == expected) return {};
        return testing::PrintToString(found) + ", expected " + testing::PrintToString(expected) +
               "\n" + azoth::to_sql(query, side_->db().dialect());
    }

    [[nodiscard]] std::string in_where(const Tree& tree) {
        std::vector<std::int64_t> expected;
        for (const Row& row : rows_) {
            if (evaluate(tree, row) == Scalar{true}) expected.push_back(id_of(row));
        }
        const azoth::Predicate condition = build_condition(tree, side_->columns());
        return ids_differ(azoth::select(id()).where(condition).order_by(id()), expected);
    }

    [[nodiscard]] std::string in_order_by(const Tree& tree) {
        std::vector<std::pair<Scalar, std::int64_t>> sorted;
        for (const Row& row : rows_) sorted.emplace_back(evaluate(tree, row), id_of(row));
        std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
            if (!a.first || !b.first) return !a.first && b.first;
            return compare(*a.first, *b.first) < 0;
        });
        std::vector<std::int64_t> expected;
        for (const auto& [value, key] : sorted) expected.push_back(key);
        const azoth::Expr expression = build(tree, side_->columns());
        std::string mistake = ids_differ(
            azoth::select(id()).order_by(expression.asc().nulls_first(), id()), expected);
        if (mistake.empty()) return mistake;
        for (const auto& [value, key] : sorted) {
            mistake += "\n" + std::to_string(key) + " " + describe(value);
        }
        return mistake;
    }

    /// Runs `check` on the expression of every seed and reports the first few mistakes.
    template <class Check>
    void each(bool are_conditions, Check check) {
        Refusals refusals;
        int mistakes = 0;
        for (std::uint64_t seed = first_seed(); seed < first_seed() + rounds(usual_rounds);
             ++seed) {
            refusals.asked();
            try {
                const std::string mistake = check(made(seed, are_conditions));
                if (mistake.empty()) continue;
                ADD_FAILURE() << "AZOTH_SEED=" << seed << ": " << mistake;
            } catch (const azoth::CompileError& error) {
                refusals.add(error, seed);
                continue;
            } catch (const azoth::Error& error) {
                ADD_FAILURE() << "AZOTH_SEED=" << seed << ": " << error.what() << "\n"
                              << azoth::to_sql(azoth::select(build(made(seed, are_conditions),
                                                                   side_->columns())),
                                               side_->db().dialect());
                side_->db().rollback();
            }
            if (++mistakes == largest_mistake_list) return;
        }
        refusals.check(most_refused);
    }

private:
    [[nodiscard]] static std::int64_t id_of(const Row& row) {
        return std::get<Number>(*row.front()).whole();
    }

    std::unique_ptr<Side> side_;
    const std::vector<Row> rows_ = table_rows();
};

TEST_P(ExactExpressions, InTheSelectList) {
    each(false, [&](const Tree& tree) { return in_select_list(tree); });
}

TEST_P(ExactExpressions, InWhere) {
    each(true, [&](const Tree& tree) { return in_where(tree); });
}

TEST_P(ExactExpressions, InOrderBy) {
    each(false, [&](const Tree& tree) { return in_order_by(tree); });
}

/// Control: an evaluator with a wrong rule is found out, whichever it is.
TEST_P(ExactExpressions, ControlAWrongRuleIsNoticed) {
    for (const Mistake mistake : {Mistake::quotients_go_down, Mistake::weeks_begin_on_sunday,
                                  Mistake::lengths_in_bytes, Mistake::lists_hold_null}) {
        bool is_noticed = false;
        for (std::uint64_t seed = 1; seed <= 2000 && !is_noticed; ++seed) {
            try {
                is_noticed = !in_select_list(made(seed, false), mistake).empty();
            } catch (const azoth::CompileError&) {
                continue;
            }
        }
        EXPECT_TRUE(is_noticed) << static_cast<int>(mistake);
    }
}

INSTANTIATE_TEST_SUITE_P(On, ExactExpressions, testing::Values("", "AZOTH_TEST_POSTGRESQL_URL"),
                         [](const testing::TestParamInfo<const char*>& info) {
                             return std::string(*info.param == '\0' ? "sqlite" : "postgresql");
                         });

}  // namespace
}  // namespace differential::exact
