// SPDX-License-Identifier: MIT
// Dialects without drivers: they print for any server by name and version, and connect to none.
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>
#include <azoth/plugins/load_dialect.hpp>

namespace azoth {
namespace {

class Offline : public testing::Test {
protected:
    static std::string refusal(const Statement& statement, std::string_view scheme,
                               const ToSqlOptions& options = {}) {
        try {
            return to_sql(statement, scheme, options);
        } catch (const CompileError& error) {
            return error.message();
        }
    }

    MetaData metadata;
    Table artist{"artist", metadata, Column{"artist_id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null}};
};

TEST_F(Offline, TheVersionAskedForDecides) {
    const auto query = select(cast(artist["artist_id"], Double{}).label("x"));
    const char* const text = "SELECT CAST(artist.artist_id AS DOUBLE) AS x FROM artist";
    EXPECT_EQ(to_sql(query, "mysql"), text);
    EXPECT_EQ(to_sql(query, "mysql", {.version = "8.0.17"}), text);
    EXPECT_EQ(refusal(query, "mysql", {.version = "8.0.16"}),
              "CAST to Double is not supported by mysql 8.0.16");
}

TEST_F(Offline, MariadbIsAServerOfItsOwn) {
    const auto query = insert(artist).values({{"name", "Queen"}}).returning({artist["artist_id"]});
    EXPECT_EQ(to_sql(query, "mariadb"), "INSERT INTO artist (name) VALUES (?) RETURNING artist_id");
    EXPECT_EQ(to_sql(query, "mariadb", {.version = "10.5"}), to_sql(query, "mariadb"));
    EXPECT_EQ(refusal(query, "mariadb", {.version = "10.4.12"}),
              "RETURNING is not supported by mariadb 10.4.12");
    EXPECT_EQ(refusal(query, "mysql", {.version = "8.0.20"}),
              "RETURNING is not supported by mysql 8.0.20");
    EXPECT_EQ(refusal(query, "mysql", {.version = "10.4.12-MariaDB-log"}),
              "RETURNING is not supported by mariadb 10.4.12");
}

TEST_F(Offline, ADialectWithoutADriverConnectsNowhere) {
    for (const auto& [url, driver] : {std::pair{"mysql://ada@localhost/shop", "mariadb"},
                                      std::pair{"mariadb://ada@localhost/shop", "mariadb"},
                                      std::pair{"hive://ada@localhost:10000/default", "odbc"}}) {
        try {
            static_cast<void>(create_engine(url));
            FAIL() << url;
        } catch (const PluginError& error) {
            EXPECT_EQ(error.code(), "driver_not_found");
            EXPECT_NE(error.message().find(std::string("no driver \"") + driver + "\""),
                      std::string::npos)
                << error.message();
            EXPECT_NE(error.message().find("can compile but not connect"), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace azoth
