// SPDX-License-Identifier: MIT
// The tables found on SQLite, made on PostgreSQL with all their rows.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "chinook_database.hpp"

using namespace azoth;

namespace {

class ChinookElsewhere : public azoth_test::Chinook {
protected:
    static constexpr const char* schema = "azoth_chinook";

    void SetUp() override {
        Chinook::SetUp();
        if (IsSkipped()) return;
        const char* url = std::getenv("AZOTH_TEST_POSTGRESQL_URL");
        if (url == nullptr) GTEST_SKIP() << "not run: AZOTH_TEST_POSTGRESQL_URL names no server";
        elsewhere_.emplace(create_engine(url));
    }
    std::optional<Engine> elsewhere_;
};

std::vector<Params> rows_of(Connection& db, const Table& table) {
    std::vector<Params> rows;
    for (const Row& row : db.execute(select(table))) {
        Params& params = rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            params.add({table.data().columns[i].name, row[i].as<Value>()});
        }
    }
    return rows;
}

TEST_F(ChinookElsewhere, TheSameTablesAndRows) {
    MetaData found;
    found.listen({.column_reflected = [](const ReflectedColumn& reflected) {
        reflected.column.type = reflected.column.type.as_generic();
    }});
    Connection here = engine().connect();
    found.reflect(here);
    Connection there = elsewhere_->connect();
    // Rolled back with all that is in it.
    there.execute(CreateSchema{schema});
    there.execute(ddl("SET LOCAL search_path = azoth_chinook"));
    found.create_all(there);
    MetaData made;
    made.reflect(there);
    for (const SchemaDifference& difference : diff(found, made, there.dialect())) {
        ADD_FAILURE() << difference.describe();
    }
    for (const Table& table : found.sorted_tables()) {
        const std::vector<Params> rows = rows_of(here, table);
        there.execute(insert(table), rows);
        const auto count = select(func::count()).select_from(made.table(table.name()));
        EXPECT_EQ(there.scalar<std::int64_t>(count), static_cast<std::int64_t>(rows.size()));
    }
    const Table line = made.table("InvoiceLine");
    const auto turnover = select(func::sum(line["UnitPrice"] * line["Quantity"]));
    EXPECT_EQ(there.scalar<Decimal>(turnover), here.scalar<Decimal>(turnover));
    const Table track = made.table("Track");
    const auto names =
        select(track["Name"]).where(track["Composer"].is_null()).order_by(track["TrackId"]);
    std::vector<std::string> expected;
    for (const Row& row : here.execute(names)) expected.push_back(row[0].as<std::string>());
    std::vector<std::string> copied;
    for (const Row& row : there.execute(names)) copied.push_back(row[0].as<std::string>());
    EXPECT_EQ(copied, expected);
    there.rollback();
}

}  // namespace
