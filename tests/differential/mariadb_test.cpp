// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include <azoth_test/mariadb_client.hpp>

#include "as_text.hpp"

namespace differential {
namespace {

using testing::IsEmpty;
using testing::Not;

constexpr std::uint64_t expressions_per_kind = 400;

class Mariadb : public testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
        server_ = std::make_unique<azoth::test::MariadbClient>(url);
        server_->take("azoth_differential");
        text_.emplace("mariadb", [this](const std::string& sql) { return server_->rows(sql); });
    }
    [[nodiscard]] AsText& text() { return text_.value(); }

private:
    std::unique_ptr<azoth::test::MariadbClient> server_;
    std::optional<AsText> text_;
};

TEST_F(Mariadb, InTheSelectList) {
    EXPECT_THAT(text().mistakes(Kind::integer, expressions_per_kind), IsEmpty());
    EXPECT_THAT(text().mistakes(Kind::text, expressions_per_kind), IsEmpty());
    EXPECT_THAT(text().mistakes(Kind::truth, expressions_per_kind), IsEmpty());
}

TEST_F(Mariadb, InWhere) {
    EXPECT_THAT(text().mistakes_in_where(expressions_per_kind), IsEmpty());
}

/// Control: an evaluator with another rule is found out.
TEST_F(Mariadb, ControlAnotherRuleIsNoticed) {
    const Rules wrong{.like_ignores_case = true};
    EXPECT_THAT(text().mistakes(Kind::truth, expressions_per_kind, wrong), Not(IsEmpty()));
}

}  // namespace
}  // namespace differential
