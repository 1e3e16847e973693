// SPDX-License-Identifier: MIT
// Indexes that are made and dropped while others work, which no transaction can do.
#include <string>

#include "on_postgresql.hpp"

namespace azoth_test {
namespace {

struct ConcurrentIndexes : OnPostgresql {
    [[nodiscard]] static std::string refusal(Connection& db, const DdlElement& element) {
        try {
            db.execute(element);
        } catch (const InvalidRequestError& error) {
            EXPECT_NE(error.details().hint.find("Isolation::autocommit"), std::string::npos);
            return std::string(error.code());
        }
        return "executed";
    }

    MetaData metadata_;
    const Index index_ = Index{"ix_town", {"name"}}.option("postgresql_concurrently", true);
    const Table town_{"town",
                      metadata_,
                      azoth::Schema{"azoth_schema_test"},
                      Column{"id", Integer{}, primary_key},
                      Column{"name", Text{}},
                      index_};
    const Index plain_ = Index{"ix_plain", {"name"}};
};

TEST_F(ConcurrentIndexes, StandInNoTransaction) {
    metadata_.create_all(*engine_);
    Connection db = engine_->connect();
    const CreateIndex create{town_, index_};
    const DropIndex drop{town_, "ix_town"};
    EXPECT_EQ(refusal(db, create.if_not_exists()), "in_transaction");
    EXPECT_EQ(refusal(db, drop), "in_transaction");
    EXPECT_EQ(refusal(db, CreateTable{town_}.if_not_exists()), "in_transaction");
    EXPECT_FALSE(db.in_transaction());  // nothing was sent
    // What waits for others is for transactions, and so is what another database does.
    EXPECT_EQ(refusal(db, CreateIndex{town_, plain_}), "executed");
    EXPECT_EQ(refusal(db, create.on({"sqlite"})), "executed");
    db.rollback();

    Connection alone =
        engine_->execution_options({.isolation_level = Isolation::autocommit}).connect();
    EXPECT_EQ(refusal(alone, drop), "executed");
    EXPECT_FALSE(inspect(alone).has_index("town", "ix_town", "azoth_schema_test"));
    EXPECT_EQ(refusal(alone, create), "executed");
    EXPECT_TRUE(inspect(alone).has_index("town", "ix_town", "azoth_schema_test"));
    EXPECT_EQ(refusal(alone, create.if_not_exists()), "executed");
    EXPECT_EQ(refusal(alone, drop.if_exists()), "executed");
    EXPECT_EQ(refusal(alone, drop.if_exists()), "executed");
    // As it is written, without a connection.
    const std::vector<std::string> sql = to_sql(drop.if_exists(), engine_->dialect());
    ASSERT_EQ(sql.size(), 1U);
    EXPECT_EQ(sql.front(), "DROP INDEX CONCURRENTLY IF EXISTS azoth_schema_test.ix_town");
}

}  // namespace
}  // namespace azoth_test
