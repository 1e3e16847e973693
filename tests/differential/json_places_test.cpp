// SPDX-License-Identifier: MIT
#include "json_places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include <azoth/value/describe.hpp>

namespace differential {
namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;

using Places = std::vector<std::string>;

void expect_agreement(const char* url, const azoth::SqlType& type, const Places& declined = {}) {
    azoth::Engine engine = azoth::create_engine(url);
    const JsonPlaces places(type);
    places.metadata().drop_all(engine);
    places.metadata().create_all(engine);
    auto db = engine.connect();
    places.fill([&](const azoth::Statement& statement) {
        db.execute(statement);
        return JsonPlaces::Cell();
    });
    db.commit();
    const auto outcome = places.outcome([&](const azoth::Statement& query) -> JsonPlaces::Cell {
        db.rollback();  // an error may have ended the transaction
        const auto cell = db.scalar<azoth::Value>(query);
        if (cell.is_null()) return {};
        return azoth::to_string(cell.view());
    });
    db.close();
    places.metadata().drop_all(engine);
    EXPECT_THAT(outcome.mistakes, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
    EXPECT_THAT(outcome.declined, ElementsAreArray(declined));
}

TEST(JsonPlaces, OnSqlite) {
    expect_agreement("sqlite:///:memory:", azoth::Json{});
}

/// Positions have 32 bits there.
const Places far_away{"0.o.k[4294967296] as integer"};

TEST(JsonPlaces, OnPostgresql) {
    const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL is not set";
    expect_agreement(url, azoth::Json{}, far_away);
}

TEST(JsonPlaces, OnPostgresqlInBinary) {
    const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
    if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL is not set";
    expect_agreement(url, azoth::Jsonb{}, far_away);
}

}  // namespace
}  // namespace differential
