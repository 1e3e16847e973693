// SPDX-License-Identifier: MIT
// MODIFY COLUMN states a column anew: nothing but its comment may change.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <regex>
#include <string>

#include <azoth/azoth.hpp>
#include <azoth_test/mariadb_client.hpp>

#include "targets.hpp"

namespace golden {
namespace {

using namespace azoth;

class MariadbComments : public testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_MARIADB_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_MARIADB_URL names no server";
        ASSERT_TRUE(dialect("mariadb"));  // loads it
        client_ = std::make_unique<test::MariadbClient>(url);
        client_->take("azoth_comments");
    }
    void run(const std::vector<std::string>& statements) {
        for (const std::string& sql : statements) client_->rows(sql);
    }
    [[nodiscard]] std::string definition(const std::string& table) {
        return client_->rows("SHOW CREATE TABLE " + table).at(0).at(1).value();
    }
    std::unique_ptr<test::MariadbClient> client_;
};

/// Without the comment of any column.
std::string uncommented(const std::string& definition) {
    return std::regex_replace(definition, std::regex(R"( COMMENT '(''|[^'])*')"), "");
}

TEST_F(MariadbComments, ChangeNothingElse) {
    MetaData metadata;
    const Table target{"target", metadata, Column{"code", String{10}, primary_key}};
    const Table table{"every",
                      metadata,
                      Column{"id", Integer{}, primary_key},
                      Column{"big", BigInteger{}, not_null},
                      Column{"word", String{40}, not_null, unique_key, ServerDefault{"'it''s'"}},
                      Column{"code", String{10}, ForeignKey{"target.code"}},
                      Column{"body", Text{}, indexed},
                      Column{"price", Numeric{10, 3}, ServerDefault{"-1.5"}, Comment{"old"}},
                      Column{"ok", Boolean{}, not_null, ServerDefault{"TRUE"}},
                      Column{"made", DateTime{}, ServerDefault{"CURRENT_TIMESTAMP"}},
                      Column{"seen", DateTime{},
                             ServerDefault{"CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)"}},
                      Column{"day", DateType{}},
                      Column{"data", Json{}},
                      Column{"raw", LargeBinary{}},
                      Column{"uid", UuidType{}},
                      Column{"mood", Enum{"good", "it's"}},
                      Column{"kind", Enum{"a", "b"}.named("kind"), not_null},
                      Column{"exact", String{20, "utf8mb4_bin"}},
                      Column{"twice", Integer{}, Computed{"big * 2"}},
                      Column{"kept", Integer{}, Computed{"big + 1", ComputedStorage::stored}},
                      Column{"select", Double{}},
                      CheckConstraint{"price < 100"}.named("cheap")};
    run(to_sql(metadata, "mariadb"));
    const std::string before = definition("every");
    for (const ColumnData& column : table.data().columns) {
        SCOPED_TRACE(column.name);
        const std::string text = "it's \\ " + column.name;
        run(to_sql(SetColumnComment{table, column.name, text}, "mariadb"));
        const auto stored = client_->rows(
            "SELECT column_comment FROM information_schema.columns WHERE table_schema = DATABASE() "
            "AND table_name = 'every' AND column_name = '" +
            column.name + "'");
        EXPECT_EQ(stored.at(0).at(0), text);
        EXPECT_EQ(uncommented(definition("every")), uncommented(before));
    }
    for (const ColumnData& column : table.data().columns) {
        run(to_sql(SetColumnComment{table, column.name, ""}, "mariadb"));
    }
    EXPECT_EQ(definition("every"), uncommented(before));
}

TEST_F(MariadbComments, WhatOnlyTheDatabaseKnowsIsNotTakenAway) {
    MetaData metadata;
    const Table table{"t", metadata, Column{"id", Integer{}, primary_key},
                      Column{"seen", DateTime{}, fetched_on_update}};
    EXPECT_THROW(static_cast<void>(to_sql(SetColumnComment{table, "seen", "x"}, "mariadb")),
                 CompileError);
}

}  // namespace
}  // namespace golden
