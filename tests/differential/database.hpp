// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "builder.hpp"
#include "evaluator.hpp"
#include "generator.hpp"

namespace differential {

/// A database with rows whose values the test knows. The parameter is the environment variable that
/// holds its URL; empty for SQLite in memory.
class Database : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override;
    void TearDown() override;

    [[nodiscard]] azoth::Connection& db() { return *db_; }
    [[nodiscard]] const azoth::Table& table() const { return *table_; }
    [[nodiscard]] const std::map<std::int64_t, Row>& rows() const { return rows_; }
    [[nodiscard]] const Rules& rules() const { return rules_; }

private:
    std::unique_ptr<azoth::Engine> engine_;
    std::unique_ptr<azoth::Connection> db_;
    azoth::MetaData metadata_;
    std::unique_ptr<azoth::Table> table_;
    std::map<std::int64_t, Row> rows_;  ///< by id
    Rules rules_;
};

/// As tests are called on this kind of database: "sqlite", "postgresql".
[[nodiscard]] std::string target_name(const testing::TestParamInfo<const char*>& info);
/// What a cell holds, as the test counts values.
[[nodiscard]] Scalar scalar(const azoth::Cell& cell, Kind kind);

}  // namespace differential
