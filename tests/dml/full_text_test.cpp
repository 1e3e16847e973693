// SPDX-License-Identifier: MIT
// A search by the database's index of words.
#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;

struct FullText : OnDatabases {};

TEST_P(FullText, FindsRowsByTheirWords) {
    MetaData metadata;
    const Table paper{"azoth_paper", metadata, Column{"body", Text{}}};
    Connection db = engine.connect();
    db.execute_script(is_sqlite() ? "CREATE VIRTUAL TABLE temp.azoth_paper USING fts5(body)"
                                  : "CREATE TEMPORARY TABLE azoth_paper (body TEXT)");
    db.execute(
        insert(paper),
        {{{"body", "The quick brown fox"}}, {{"body", "A slow fox"}}, {{"body", "quickly done"}}});
    const auto found = [&](const std::string& words) {
        return texts(db, select(paper["body"])
                             .where(func::full_text_match(paper["body"], words))
                             .order_by(paper["body"]));
    };
    EXPECT_THAT(found("fox"), ElementsAre("A slow fox", "The quick brown fox"));
    EXPECT_THAT(found("fox quick"), ElementsAre("The quick brown fox"));
    EXPECT_THAT(found("wolf"), ElementsAre());
}

INSTANTIATE_TEST_SUITE_P(Databases, FullText, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
