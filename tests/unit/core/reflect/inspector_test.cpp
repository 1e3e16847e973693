// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/reflect/inspector.hpp>
#include <azoth/schema/metadata.hpp>

#include <azoth_test/fake_engine.hpp>

namespace azoth::test {
namespace {

class InspectorTest : public testing::Test {
protected:
    InspectorTest() { database.dialect->existing_tables = {"album", "artist"}; }

    FakeDatabase database;
    Engine engine = database.engine();
};

TEST_F(InspectorTest, ASecondQuestionCostsNothing) {
    Inspector inspector = inspect(engine);
    EXPECT_EQ(inspector.table_names(), (std::vector<std::string>{"album", "artist"}));
    EXPECT_TRUE(inspector.has_table("album"));
    EXPECT_FALSE(inspector.has_table("track"));
    EXPECT_EQ(database.dialect->questions, 1);
    EXPECT_EQ(inspector.table("album").columns.size(), 1U);
    EXPECT_EQ(inspector.columns("album").front().name, "id");
    EXPECT_EQ(database.dialect->questions, 2);
}

TEST_F(InspectorTest, DescribesAllTablesAtOnce) {
    Inspector inspector = inspect(engine);
    EXPECT_EQ(inspector.tables().size(), 2U);
    EXPECT_EQ(database.dialect->questions, 2);  // the names, and all descriptions
    EXPECT_EQ(inspector.table("artist").name, "artist");
    EXPECT_EQ(database.dialect->questions, 2);
}

TEST_F(InspectorTest, RefreshAsksAgain) {
    Inspector inspector = inspect(engine);
    static_cast<void>(inspector.table_names());
    database.dialect->existing_tables.push_back("track");
    EXPECT_FALSE(inspector.has_table("track"));
    inspector.refresh();
    EXPECT_TRUE(inspector.has_table("track"));
}

TEST_F(InspectorTest, SaysWhichTableIsMissing) {
    try {
        static_cast<void>(inspect(engine).table("track"));
        FAIL() << "a table that does not exist was described";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "no_such_table");
    }
}

TEST_F(InspectorTest, ReflectAddsWhatIsNotThereYet) {
    MetaData metadata;
    const Table own{"album", metadata, Column{"album_id", Integer{}, primary_key}};
    metadata.reflect(engine);
    EXPECT_EQ(metadata.tables().size(), 2U);
    EXPECT_EQ(metadata.table("album").data().columns.front().name, "album_id");
    EXPECT_EQ(metadata.table("artist").data().columns.front().name, "id");
}

}  // namespace
}  // namespace azoth::test
