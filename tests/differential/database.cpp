// SPDX-License-Identifier: MIT
#include "database.hpp"

#include <cstdlib>
#include <string_view>
#include <utility>

namespace differential {

namespace {
constexpr int row_count = 60;
constexpr std::uint64_t row_seed = 20261126;
}  // namespace

void Database::SetUp() {
    const std::string variable = GetParam();
    const char* url = "sqlite:///:memory:";
    if (!variable.empty()) {
        url = std::getenv(variable.c_str());
        if (url == nullptr) GTEST_SKIP() << "not run: " << variable << " is not set";
    }
    engine_ = std::make_unique<azoth::Engine>(azoth::create_engine(url));
    table_ = std::make_unique<azoth::Table>(describe("azoth_differential", metadata_));
    metadata_.drop_all(*engine_);
    metadata_.create_all(*engine_);

    Generator generator(row_seed);
    std::vector<std::vector<azoth::Value>> stored;
    for (std::int64_t id = 1; id <= row_count; ++id) {
        const Row& row = rows_[id] = generator.row();
        std::vector<azoth::Value>& values = stored.emplace_back();
        values.emplace_back(id);
        for (const Scalar& value : row) values.push_back(carrier(value));
    }
    db_ = std::make_unique<azoth::Connection>(engine_->connect());
    db_->insert_many(*table_, {"id", "i", "j", "t", "u", "p", "q"}, stored);
    // Asked in plain SQL: LIKE keeps each database's own rule for case.
    rules_.like_ignores_case =
        db_->scalar<std::int64_t>(azoth::text("SELECT CASE WHEN 'a' LIKE 'A' THEN 1 ELSE 0 END")) ==
        1;
}

void Database::TearDown() {
    if (!db_) return;
    db_->rollback();
    db_.reset();
    metadata_.drop_all(*engine_);
}

std::string target_name(const testing::TestParamInfo<const char*>& info) {
    const std::string_view variable = info.param;
    if (variable.empty()) return "sqlite";
    return variable.find("POSTGRESQL") != std::string_view::npos ? "postgresql" : "mysql";
}

Scalar scalar(const azoth::Cell& cell, Kind kind) {
    if (cell.is_null()) return {};
    switch (kind) {
        case Kind::integer: return cell.as<std::int64_t>();
        case Kind::text: return cell.as<std::string>();
        case Kind::truth: return cell.as<bool>();
    }
    return {};
}

}  // namespace differential
