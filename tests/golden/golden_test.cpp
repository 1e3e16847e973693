// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <azoth/error/error.hpp>

#include "golden.hpp"
#include "golden_file.hpp"
#include "sqlite_judge.hpp"
#include "targets.hpp"

namespace golden {
namespace {

std::string file_of(const Topic& topic) {
    return std::string(AZOTH_GOLDEN_DIRECTORY) + "/" + std::string(topic.name) + ".cases";
}

std::vector<Entry> read(const std::string& path) {
    std::ifstream file(path);
    return parse_entries(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::string render_or_refuse(const Case& one, const std::string& target) {
    try {
        return one.render(make_target(target));
    } catch (const Error& error) {
        std::string text = "error " + error.code() + ": " + error.message();
        if (!error.details().hint.empty()) text += "\n(" + error.details().hint + ")";
        return text;
    }
}

bool is_known(const std::vector<std::string>& known, const std::string& target) {
    return std::find(known.begin(), known.end(), target.substr(0, target.find('@'))) != known.end();
}

std::vector<Entry> render_all(const Topic& topic, const std::vector<std::string>& known) {
    Cases cases;
    topic.describe(cases);
    std::vector<Entry> entries;
    for (const Case& one : cases.all()) {
        std::vector<std::string> targets{"standard",  "sqlite",  "postgresql", "mysql",
                                         "mysql@5.7", "mariadb", "hive"};
        targets.insert(targets.end(), one.more_targets.begin(), one.more_targets.end());
        Entry entry{one.name, {}};
        for (const std::string& target : targets) {
            if (is_known(known, target)) {
                entry.texts.emplace_back(target, render_or_refuse(one, target));
            }
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

void keep_unknown(std::vector<Entry>& entries, const std::vector<Entry>& old,
                  const std::vector<std::string>& known) {
    for (Entry& entry : entries) {
        for (const Entry& before : old) {
            if (before.name != entry.name) continue;
            for (const auto& text : before.texts) {
                if (!is_known(known, text.first)) entry.texts.push_back(text);
            }
        }
    }
}

class Golden : public testing::TestWithParam<Topic> {};

TEST_P(Golden, EveryConstructRendersAsAgreed) {
    const std::vector<std::string> known = known_dialects();
    ASSERT_TRUE(is_known(known, "sqlite"));
    std::vector<Entry> actual = render_all(GetParam(), known);
    const std::vector<Entry> expected = read(file_of(GetParam()));
    if (std::getenv("AZOTH_GOLDEN_UPDATE") != nullptr) {
        keep_unknown(actual, expected, known);
        std::ofstream(file_of(GetParam())) << write_entries(actual);
        return;
    }
    for (const std::string& finding : compare(expected, actual, known)) {
        ADD_FAILURE() << GetParam().name << ": " << finding;
    }
}

TEST_P(Golden, NamesAreUnique) {
    Cases cases;
    GetParam().describe(cases);
    std::vector<std::string> names;
    for (const Case& one : cases.all()) names.push_back(one.name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    EXPECT_EQ(twice, names.end()) << *twice;
}

/// DDL that makes what the schema has already needs a database of its own.
std::string judge_statement(const SqliteJudge& judge, const Dialect& sqlite,
                            const std::string& text) {
    const bool is_ddl = text.starts_with("CREATE ") || text.starts_with("DROP ") ||
                        text.starts_with("ALTER ") || text.starts_with("COMMENT ");
    if (!is_ddl) return judge.prepare(text);
    const SqliteJudge fresh(sqlite);
    if (text.starts_with("CREATE TABLE ") && !text.starts_with("CREATE TABLE IF NOT EXISTS ") &&
        text.find(" AS SELECT ") == std::string::npos) {
        for (const Table& table : schema().metadata.tables()) {
            const std::string& alone =
                table.data().schema.empty() ? '"' + table.name() + '"' : "log." + table.name();
            std::string quoted;
            for (const char c : alone) quoted += c;
            static_cast<void>(fresh.run("PRAGMA foreign_keys = OFF; DROP TABLE " + quoted));
        }
    }
    return fresh.run(text);
}

TEST_P(Golden, SqliteTakesWhatIsWrittenForIt) {
    const auto sqlite = dialect("sqlite");
    ASSERT_TRUE(sqlite);
    if (!GetParam().runnable) GTEST_SKIP() << "raw text is the program's own";
    const SqliteJudge judge(*sqlite);
    for (const Entry& entry : read(file_of(GetParam()))) {
        const std::string* text = entry.find("sqlite");
        ASSERT_TRUE(text) << entry.name;
        if (text->starts_with("error ")) continue;
        EXPECT_EQ(judge_statement(judge, *sqlite, *text), "") << entry.name << ": " << *text;
    }
}

INSTANTIATE_TEST_SUITE_P(, Golden, testing::ValuesIn(topics()),
                         [](const auto& info) { return std::string(info.param.name); });

// ── controls ────────────────────────────────────────────────────────────────────────────────────

TEST(GoldenControl, AWrongTextIsFound) {
    const std::vector<std::string> known{"standard"};
    const std::vector<Entry> actual{{"one", {{"standard", "SELECT 1"}}}};
    EXPECT_EQ(compare(actual, actual, known).size(), 0U);
    EXPECT_EQ(compare({{"one", {{"standard", "SELECT 2"}}}}, actual, known).size(), 1U);
    EXPECT_EQ(compare({{"one", {}}}, actual, known).size(), 1U);
    EXPECT_EQ(compare({}, actual, known).size(), 1U);
    EXPECT_EQ(compare(actual, {}, known).size(), 1U);
    EXPECT_EQ(compare({{"one", {{"standard", "SELECT 1"}, {"other", "?"}}}}, actual, known).size(),
              0U);
}

TEST(GoldenControl, SqlThatSqliteRefusesIsFound) {
    const auto sqlite = dialect("sqlite");
    ASSERT_TRUE(sqlite);
    const SqliteJudge judge(*sqlite);
    EXPECT_EQ(judge.prepare("SELECT artist.name FROM artist WHERE artist.artist_id = ?"), "");
    EXPECT_NE(judge.prepare("SELECT artist.nmae FROM artist"), "");
    EXPECT_NE(judge.prepare("SELECT artist.name FROM artist FOR UPDATE"), "");
    EXPECT_NE(judge.prepare("-- nothing"), "");
    EXPECT_NE(judge_statement(judge, *sqlite, "CREATE TABLE t (x INTEGER"), "");
}

TEST(GoldenControl, FilesAreReadAsTheyAreWritten) {
    const std::vector<Entry> entries{
        {"one", {{"a", "SELECT 1\n-- x"}, {"b", "SELECT 2"}, {"c", "SELECT 1\n-- x"}}},
        {"two", {{"a", "CREATE (\n    x\n\n)"}}}};
    const std::vector<Entry> again = parse_entries(write_entries(entries));
    EXPECT_EQ(compare(entries, again, {"a", "b", "c"}).size(), 0U);
    EXPECT_THROW(static_cast<void>(parse_entries("a: SELECT")), std::runtime_error);
    EXPECT_THROW(static_cast<void>(parse_entries("== x\n    lost")), std::runtime_error);
    EXPECT_THROW(static_cast<void>(parse_entries("== x\nno dialect")), std::runtime_error);
}

}  // namespace
}  // namespace golden
