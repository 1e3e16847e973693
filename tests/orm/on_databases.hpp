// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth::test {

template <class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "no error";
}

/// The same test on every database that is there, with empty tables of some models: SQLite in
/// memory always, PostgreSQL where AZOTH_TEST_POSTGRESQL_URL names a server.
struct OnDatabases : ::testing::TestWithParam<const char*> {
    explicit OnDatabases(Registry registry) : models(std::move(registry)) {}

    void SetUp() override {
        const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
        if (GetParam() == std::string("postgresql")) {
            if (url == nullptr) {
                GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
            }
            engine = std::make_unique<Engine>(create_engine(url));
        } else {
            engine = std::make_unique<Engine>(create_engine("sqlite://"));
        }
        engine->listen({.before_execute = [this](const ExecutionEvent& event) {
            statements.emplace_back(event.sql);
        }});
        models.metadata().drop_all(*engine);
        models.metadata().create_all(*engine);
        statements.clear();
    }
    void TearDown() override {
        if (engine) models.metadata().drop_all(*engine);
    }

    [[nodiscard]] Session session(SessionOptions options = {}) const {
        return Session(*engine, models, std::move(options));
    }
    /// How many of `statements` begin like this.
    [[nodiscard]] std::size_t sent(const std::string& verb) const {
        std::size_t count = 0;
        for (const std::string& sql : statements) count += sql.starts_with(verb) ? 1 : 0;
        return count;
    }

    Registry models;
    std::unique_ptr<Engine> engine;
    std::vector<std::string> statements;  ///< sent since the tables were made, or since clear()
};

}  // namespace azoth::test
