// SPDX-License-Identifier: MIT
// What stands for hive is explained by a real HiveServer2, on a schema made from the golden DDL,
// through the project's own ODBC driver. Explaining parses, resolves names and types, and plans.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>

#include "golden.hpp"
#include "golden_file.hpp"
#include "hive_judge.hpp"
#include "targets.hpp"

namespace golden {
namespace {

std::vector<Entry> read(const Topic& topic) {
    std::ifstream file(std::string(AZOTH_GOLDEN_DIRECTORY) + "/" + std::string(topic.name) +
                       ".cases");
    return parse_entries(std::string(std::istreambuf_iterator<char>(file), {}));
}

/// What the server need not take: the words in it are the program's, for another database, and
/// are passed on as they are. An empty name means the whole topic.
struct Exemption {
    std::string_view topic;
    std::string_view name;
};
constexpr Exemption exemptions[] = {
    {"texts", ""},  // how the program's own text is cut; most of it is no SQL of any database
    {"clauses", "a statement hint"},
    {"natives", "an operator of a database"},
    {"value_types", "a spelling of the program's"},
    // Types of other databases.
    {"exact", "exactly BINARY(16)"},
    {"exact", "exactly BLOB"},
    {"exact", "exactly BYTEA"},
    {"exact", "exactly CLOB"},
    {"exact", "exactly DATETIME"},
    {"exact", "exactly FLOAT(24)"},
    {"exact", "exactly INTERVAL"},
    {"exact", "exactly JSON"},
    {"exact", "exactly JSONB"},
    {"exact", "exactly NCHAR(3)"},
    {"exact", "exactly NVARCHAR(20)"},
    {"exact", "exactly TEXT"},
    {"exact", "exactly TIME(3)"},
    {"exact", "exactly TIMESTAMP WITH TIME ZONE"},
    {"exact", "exactly UUID"},
    {"exact", "exactly VARBINARY(16)"},
};

bool is_exempt(std::string_view topic, std::string_view name) {
    return std::any_of(std::begin(exemptions), std::end(exemptions), [&](const Exemption& one) {
        return one.topic == topic && (one.name.empty() || one.name == name);
    });
}

/// Cases about tables that the golden schema, which is for every database, cannot have.
struct OtherTable {
    std::string_view topic;
    std::string_view name;
    std::string_view table;
    std::string_view definition;
};
constexpr OtherTable other_tables[] = {
    {"natives", "a field of a struct", "document", "(id INT, data STRUCT<`zip code`: INT>)"},
    {"natives", "a value of a map", "document", "(id INT, data MAP<STRING, STRING>)"},
    {"natives", "a field of an element", "document", "(id INT, tags ARRAY<STRUCT<x: INT>>)"},
    {"partitions", "overwrite one partition", "artist",
     "(artist_id INT) PARTITIONED BY (name STRING)"},
    {"partitions", "overwrite a partition that is not there yet", "artist",
     "(name STRING) PARTITIONED BY (artist_id INT)"},
    {"partitions", "overwrite partitions by value", "artist",
     "(artist_id INT) PARTITIONED BY (name STRING)"},
    {"partitions", "partitions by the names that the program has", "artist",
     "(artist_id INT) PARTITIONED BY (name STRING)"},
    {"partitions", "add to partitions of either kind", "line",
     "(`position` INT) PARTITIONED BY (shop STRING, `number` INT)"},
};

std::string judge(HiveJudge& hive, std::string_view topic, std::string_view name,
                  const std::string& text) {
    for (const OtherTable& other : other_tables) {
        if (other.topic == topic && other.name == name) {
            return hive.judge_with(other.table, other.definition, text);
        }
    }
    return hive.judge(text);
}

/// Pairs of operators are about grammar; many make no sense otherwise.
bool is_about_types(const std::string& problem) {
    return problem.find("Wrong arguments") != std::string::npos ||
           problem.find("Argument type mismatch") != std::string::npos;
}

class GoldenHive : public testing::TestWithParam<Topic> {
protected:
    static void SetUpTestSuite() {
        const char* port = std::getenv("AZOTH_TEST_HIVE_PORT");
        if (port != nullptr && dialect("hive")) hive = std::make_unique<HiveJudge>(port);
    }
    static void TearDownTestSuite() { hive.reset(); }
    void SetUp() override {
        if (!hive) GTEST_SKIP() << "not run: AZOTH_TEST_HIVE_PORT names no server";
    }

    static std::unique_ptr<HiveJudge> hive;
};
std::unique_ptr<HiveJudge> GoldenHive::hive;

TEST_P(GoldenHive, the_server_takes_what_is_written_for_it) {
    const std::string_view topic = GetParam().name;
    for (const Entry& entry : read(GetParam())) {
        const std::string* text = entry.find("hive");
        ASSERT_TRUE(text) << entry.name;
        if (text->empty() || text->starts_with("error ")) continue;
        const std::string problem = judge(*hive, topic, entry.name, *text);
        if (is_exempt(topic, entry.name)) {
            if (topic != "texts") {
                EXPECT_NE(problem, "") << "is taken after all: " << entry.name;
            }
        } else if (topic != "operators" || !is_about_types(problem)) {
            EXPECT_EQ(problem, "") << entry.name << ": " << *text;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Topics, GoldenHive, testing::ValuesIn(topics()),
                         [](const auto& info) { return std::string(info.param.name); });

using GoldenHiveControl = GoldenHive;

TEST_F(GoldenHiveControl, what_is_wrong_is_found) {
    EXPECT_NE(hive->judge("SELECT artist.nmae FROM artist"), "");
    EXPECT_NE(hive->judge("SELECT artist.name FROM artist FOR UPDATE"), "");
    EXPECT_NE(hive->judge("CREATE TABLE t (x NONSENSE)"), "");
    EXPECT_NE(hive->judge("SELECT year(?) FROM artist\n-- 2.5 Numeric"), "");
    EXPECT_EQ(hive->judge("SELECT year(?) FROM artist\n-- 2024-02-29 DateType"), "");
    EXPECT_EQ(hive->judge("SELECT artist.name FROM artist"), "");
}

TEST(GivenValues, as_a_case_lists_them) {
    const auto values = values_of(
        "SELECT ?\n-- 5 Integer, 'it\\'s, (b)' String(120), NULL Numeric(10, 2), x'00ff' "
        "LargeBinary, "
        "{{1, 2}, {3}} Array(Integer), 2024-01-31 12:00:00 DateTime, (made), :who Integer, "
        "{'a'} Array(Text), {} Integer, on hive Json, on mysql Json");
    ASSERT_EQ(values.size(), 10U);
    EXPECT_EQ(values[1].text, "it's, (b)");
    EXPECT_EQ(values[1].type, "String");
    EXPECT_TRUE(values[2].is_null);
    EXPECT_EQ(values[2].type, "Numeric");
    EXPECT_EQ(values[3].text, "00ff");
    EXPECT_EQ(values[4].text, "1");
    EXPECT_EQ(values[5].text, "2024-01-31 12:00:00");
    EXPECT_EQ(values[5].type, "DateTime");
    EXPECT_EQ(values[6].text, "1");
    EXPECT_EQ(values[7].type, "Integer");
    EXPECT_EQ(values[8].text, "a");
    EXPECT_EQ(values[9].text, "1");
    EXPECT_EQ(values[9].type, "Json");
}

}  // namespace
}  // namespace golden
