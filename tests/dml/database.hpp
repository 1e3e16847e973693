// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>
#include <azoth/engine/engine_config.hpp>

namespace azoth::test {

/// The same test on every database that is there: SQLite in memory always, PostgreSQL where
/// AZOTH_TEST_POSTGRESQL_URL names a server. Tables are temporary, so nothing is left behind.
struct OnDatabases : ::testing::TestWithParam<const char*> {
    static Engine make_engine(const std::string& name, EngineOptions options = {}) {
        if (name == "sqlite") return create_engine("sqlite://", std::move(options));
        const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
        return create_engine(url == nullptr ? "postgresql://nowhere" : url, std::move(options));
    }
    void SetUp() override {
        if (GetParam() == std::string("postgresql") &&
            std::getenv("AZOTH_TEST_POSTGRESQL_URL") == nullptr) {
            GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
        }
    }
    [[nodiscard]] bool is_sqlite() const { return GetParam() == std::string("sqlite"); }

    Engine engine = make_engine(GetParam());
};

/// The first column of a query, as text, in order.
inline std::vector<std::string> texts(Connection& db, const Statement& query) {
    std::vector<std::string> all;
    for (const Row& row : db.execute(query)) all.push_back(row[0].as<std::string>());
    return all;
}

template <class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "no error";
}

}  // namespace azoth::test
