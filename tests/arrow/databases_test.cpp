// SPDX-License-Identifier: MIT
// Columns of each type from real databases, through a consumer that checks buffers.
#include <cstdlib>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/arrow/to_arrow.hpp>

#include <azoth_test/arrow_reader.hpp>

#include "everything.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ArrowReader reader(const Result& result, const ArrowOptions& options = {}) {
    ArrowArrayStream stream;
    to_arrow(result, stream, options);
    return ArrowReader(stream);
}

/// SQLite always, PostgreSQL where AZOTH_TEST_POSTGRESQL_URL names a server.
struct ArrowOnDatabases : ::testing::TestWithParam<const char*> {
    static std::string url() {
        if (*GetParam() == '\0') return "sqlite://";
        const char* named = std::getenv(GetParam());
        return named != nullptr ? named : "postgresql://nowhere";
    }
    void SetUp() override {
        if (*GetParam() != '\0' && std::getenv(GetParam()) == nullptr) {
            GTEST_SKIP() << "not run: " << GetParam() << " names no server";
        }
    }
    [[nodiscard]] bool is_sqlite() const { return *GetParam() == '\0'; }

    Engine engine = create_engine(url());
};

TEST_P(ArrowOnDatabases, EveryType) {
    Connection db = engine.connect();
    const Everything everything(db);
    ArrowReader arrow = reader(db.execute(everything.query()));
    EXPECT_EQ(arrow.schema(),
              std::string("id:i! small:s whole:i big:l yes:b single:") + (is_sqlite() ? "g" : "f") +
                  " ratio:g price:d:10,2 huge:d:50,10,256 loose:d:38,3 name:u note:u mood:u data:z "
                  "born:tdD at:ttn made:tsu: seen:tsu:UTC span:tin code:w:16 doc:u");
    const auto rows = arrow.next();
    ASSERT_EQ(rows.size(), 3U);
    using namespace std::string_literals;
    EXPECT_THAT(
        rows[0],
        ElementsAre("1", "-5", "70000", "5000000000", "true", "0.500000", "0.100000", "12.50",
                    "-1234567890123456789012345678901234567890.0123456789", "1.250",
                    "Grüße \xf0\x9f\x98\x80", "", "loud", "\0\xff\0"s, "-165", "47109250000000",
                    "1709211909250001", "1709211909250001", "14M-3D5000000000n",
                    "00112233445566778899aabbccddeeff", R"({"a": [1, null]})"));
    EXPECT_THAT(
        rows[1],
        ElementsAre("2", "32767", "-2147483648", "9223372036854775807", "false", "-0.250000",
                    std::to_string(-1.7976931348623157e308), "-99999999.99",
                    "9999999999999999999999999999999999999999.9999999999", "-0.500", "x",
                    "line\nline", "calm", "", "-719162", "0", "253402300799999999",
                    "253402300799999999", "0M0D0n", "00000000000000000000000000000000", "[]"));
    EXPECT_EQ(rows[2], [] {
        std::vector<std::string> row(21, "NULL");
        row[0] = "3";
        return row;
    }());
    EXPECT_TRUE(arrow.next().empty());
}

TEST_P(ArrowOnDatabases, AggregatesAreNumbers) {
    Connection db = engine.connect();
    const Everything everything(db);
    const Table& table = everything.table;
    ArrowReader arrow = reader(db.execute(
        select(func::count().label("n"), func::sum(table["price"]).label("sum"),
               func::sum(table["whole"]).label("whole"), func::max(table["made"]).label("last"))));
    EXPECT_EQ(arrow.schema(), "n:l sum:d:38,2 whole:l last:tsu:");
    EXPECT_THAT(arrow.rows(), ElementsAre("3|-99999987.49|-2147413648|253402300799999999"));
}

TEST_P(ArrowOnDatabases, FlatMemory) {
    Connection db = engine.connect();
    constexpr int rows = 5'000;
    MetaData metadata;
    const Table numbers{"numbers", metadata, temporary, Column{"n", Integer{}, primary_key},
                        Column{"t", Text{}}};
    metadata.create_all(db);
    std::vector<std::pair<int, std::string>> all;
    for (int n = 1; n <= rows; ++n) all.emplace_back(n, "number " + std::to_string(n));
    db.insert_many(numbers, {"n", "t"}, all);
    ArrowReader arrow =
        reader(db.execute(select(numbers).order_by(numbers["n"]), {.yield_per = 512}));
    const std::vector<std::string> read = arrow.rows();
    ASSERT_EQ(read.size(), 5'000U);
    for (int n = 1; n <= rows; ++n) {
        const std::string number = std::to_string(n);
        ASSERT_EQ(read[static_cast<std::size_t>(n - 1)], number + "|number " + number);
    }
    EXPECT_EQ(arrow.batches, (rows + 511) / 512);
}

TEST_P(ArrowOnDatabases, RawText) {
    Connection db = engine.connect();
    ArrowReader arrow = reader(db.execute(
        text("SELECT 1 AS a, 'x' AS b, CAST(NULL AS VARCHAR(5)) AS c, 1.5 AS d WHERE 1 = 1")));
    const std::string schema = arrow.schema();
    EXPECT_EQ(schema, is_sqlite() ? "a:l b:u c:n d:g" : "a:l b:u c:u d:d:38,1");
    EXPECT_THAT(arrow.rows(), ElementsAre(is_sqlite() ? "1|x|NULL|1.500000" : "1|x|NULL|1.5"));
    ArrowReader described = reader(db.execute(
        text("SELECT 1 AS a, '1.5' AS d").columns({{"a", SmallInteger{}}, {"d", Numeric{6, 3}}})));
    if (is_sqlite()) {
        EXPECT_EQ(described.schema(), "a:s d:d:6,3");
        EXPECT_THAT(described.rows(), ElementsAre("1|1.500"));
    }
}

TEST_P(ArrowOnDatabases, Arrays) {
    if (is_sqlite()) GTEST_SKIP() << "not run: a database without arrays";
    Connection db = engine.connect();
    MetaData metadata;
    const Table lists{"lists",
                      metadata,
                      temporary,
                      Column{"id", Integer{}, primary_key},
                      Column{"n", Array{Integer{}}},
                      Column{"t", Array{Text{}}},
                      Column{"p", Array{Numeric{8, 2}}},
                      Column{"m", Array{Integer{}, 2}}};
    metadata.create_all(db);
    db.execute(
        text("INSERT INTO lists VALUES (1, '{1,NULL,3}', '{a,\"\"}', '{1.5}', "
             "'{{1,2},{3,4}}'), (2, '{}', '{}', NULL, NULL)"));
    ArrowReader arrow = reader(db.execute(select(lists).order_by(lists["id"])));
    EXPECT_EQ(arrow.schema(), "id:i! n:+l<i> t:+l<u> p:+l<d:8,2> m:+l<+l<i>>");
    EXPECT_THAT(arrow.rows(),
                ElementsAre("1|[1 NULL 3]|[a ]|[1.50]|[[1 2] [3 4]]", "2|[]|[]|NULL|NULL"));
}

INSTANTIATE_TEST_SUITE_P(On, ArrowOnDatabases, testing::Values("", "AZOTH_TEST_POSTGRESQL_URL"),
                         [](const auto& info) {
                             return std::string(*info.param == '\0' ? "sqlite" : "postgresql");
                         });

TEST(ArrowOnSqlite, CellsThatDoNotFitTheirColumn) {
    Engine engine = create_engine("sqlite://");
    Connection db = engine.connect();
    MetaData metadata;
    const Table table{"t", metadata, Column{"n", Integer{}}};
    metadata.create_all(db);
    db.execute(text("INSERT INTO t VALUES (1), (4294967296), ('many')"));
    const auto failure = [&](const Statement& query) -> std::string {
        try {
            ArrowReader arrow = reader(db.execute(query));
            (void)arrow.rows();
            return "no error";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    };
    EXPECT_THAT(failure(select(table)), HasSubstr("out_of_range: column \"n\""));
    EXPECT_THAT(failure(select(table).where(table["n"] > 4294967296LL)),
                HasSubstr("type_mismatch: column \"n\""));
    EXPECT_EQ(failure(select(cast(table["n"], BigInteger{}).label("n"))), "no error");
    EXPECT_THAT(failure(text("SELECT n FROM t")), HasSubstr("int64 and text"));
}

}  // namespace
}  // namespace azoth::test
