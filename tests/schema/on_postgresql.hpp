// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <optional>

#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth_test {

using namespace azoth;

/// A schema of its own on the server of AZOTH_TEST_POSTGRESQL_URL; skipped where there is none.
class OnPostgresql : public ::testing::Test {
protected:
    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
        engine_.emplace(create_engine(url));
        reset();
    }
    void TearDown() override {
        if (!engine_) return;
        Connection db = engine_->connect();
        db.execute(DropSchema{"azoth_schema_test"}.if_exists().cascade());
        db.commit();
    }
    /// An empty schema of its own, which the connection takes for the default.
    void reset() {
        Connection db = engine_->connect();
        db.execute(DropSchema{"azoth_schema_test"}.if_exists().cascade());
        db.execute(CreateSchema{"azoth_schema_test"});
        db.commit();
    }
    static void enter(Connection& db) {
        db.execute(ddl("SET LOCAL search_path = azoth_schema_test"));
    }
    static MetaData reflected(Connection& db) {
        MetaData found;
        found.reflect(db, {.views = true});
        return found;
    }
    std::optional<Engine> engine_;
};

}  // namespace azoth_test
