// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include <azoth/value/describe.hpp>

#include "casts.hpp"

namespace differential {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Casts::Outcome outcome_on(const char* url) {
    azoth::Engine engine = azoth::create_engine(url);
    const Casts casts;
    casts.metadata().drop_all(engine);
    casts.metadata().create_all(engine);
    auto db = engine.connect();
    casts.fill([&](const azoth::Statement& statement) {
        db.execute(statement);
        return Casts::Cell();
    });
    db.commit();
    auto outcome = casts.outcome([&](const azoth::Statement& query) -> Casts::Cell {
        db.rollback();  // an error may have ended the transaction
        const auto cell = db.scalar<azoth::Value>(query);
        if (cell.is_null()) return {};
        return azoth::to_string(cell.view());
    });
    db.close();
    casts.metadata().drop_all(engine);
    return outcome;
}

TEST(Casts, OnSqlite) {
    const Casts::Outcome outcome = outcome_on("sqlite:///:memory:");
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused, ElementsAre("t to Numeric(5, 2)", "t to DateType", "t to DateTime",
                                             "d to Numeric(5, 2)", "a moment's time"));
}

TEST(Casts, OnPostgresql) {
    const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL is not set";
    const Casts::Outcome outcome = outcome_on(url);
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
}

}  // namespace
}  // namespace differential
