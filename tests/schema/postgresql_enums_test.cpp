// SPDX-License-Identifier: MIT
// What columns of enums that are types of their own are given: values, and texts that the server
// computes.
#include <string>
#include <vector>

#include <azoth/sql/case.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/upsert.hpp>

#include "on_postgresql.hpp"

namespace azoth_test {
namespace {

struct Moods : OnPostgresql {
    void SetUp() override {
        OnPostgresql::SetUp();
        if (IsSkipped()) return;
        db_.emplace(engine_->connect());
        enter(*db_);
        metadata_.create_all(*db_);
        db_->execute(insert(person_).values({{"id", 1}, {"word", "sad"}, {"mood", "glad"}}));
    }
    void TearDown() override {
        db_.reset();
        OnPostgresql::TearDown();
    }
    [[nodiscard]] std::vector<std::string> moods() {
        std::vector<std::string> found;
        for (auto [mood] :
             db_->execute(select(person_["mood"]).order_by(person_["id"])).rows<std::string>()) {
            found.push_back(mood);
        }
        return found;
    }

    MetaData metadata_;
    const SqlType mood_ = Enum{"sad", "glad"}.named("mood");
    const Table person_{"person",
                        metadata_,
                        Column{"id", Integer{}, primary_key},
                        Column{"word", Text{}},
                        Column{"mood", mood_},
                        Column{"colour", Enum{"sad", "blue"}.named("colour")},
                        Column{"by_default", mood_, Default{func::lower(literal("GLAD"))}}};
    const Expr id_ = person_["id"];
    const Expr word_ = person_["word"];
    std::optional<Connection> db_;
};

using Words = std::vector<std::string>;

TEST_F(Moods, ByUpdate) {
    const auto set = [&](const auto& value) {
        db_->execute(update(person_).set("mood", value));
        return moods();
    };
    EXPECT_EQ(set(word_), Words{"sad"});
    EXPECT_EQ(set(func::lower(literal("GLAD"))), Words{"glad"});
    EXPECT_EQ(set(func::concat({func::lower(literal("SA")), "d"})), Words{"sad"});
    EXPECT_EQ(set(case_({{id_ == 1, "glad"}}, "sad")), Words{"glad"});
    EXPECT_EQ(set(func::coalesce({word_, "glad"})), Words{"sad"});
    EXPECT_EQ(set(select(literal("glad")).scalar_subquery()), Words{"glad"});
    db_->execute(update(person_).set("colour", "sad"));
    EXPECT_EQ(set(person_["colour"]), Words{"sad"});
    EXPECT_EQ(set(func::coalesce({person_["mood"], "glad"})), Words{"sad"});
    EXPECT_EQ(set(literal_execute("glad")), Words{"glad"});
    db_->execute(update(person_).set("mood", std::nullopt));
    EXPECT_EQ(db_->scalar<int>(select(func::count()).where(person_["mood"].is_null())), 1);
}

TEST_F(Moods, ByInsert) {
    db_->execute(insert(person_).values({{"id", 2}}).set("mood", func::lower(literal("SAD"))));
    EXPECT_EQ(moods(), (Words{"glad", "sad"}));
    EXPECT_EQ(db_->scalar<std::string>(select(person_["by_default"]).where(id_ == 2)), "glad");
    db_->execute(upsert(person_)
                     .values({{"id", 2}, {"word", "glad"}})
                     .on_conflict({"id"})
                     .do_update({{"mood", excluded(word_)}}));
    EXPECT_EQ(moods(), (Words{"glad", "glad"}));
}

TEST_F(Moods, ByQuery) {
    const auto copies = [&](const auto& query) {
        return insert(person_).from_select({"id", "mood"}, query);
    };
    db_->execute(copies(select(id_ + 1, word_)));
    EXPECT_EQ(moods(), (Words{"glad", "sad"}));
    db_->execute(copies(select(id_ + 2, person_["mood"]).order_by(id_)));
    EXPECT_EQ(moods(), (Words{"glad", "sad", "glad", "sad"}));
    const auto refused = [&](const auto& query) {
        try {
            db_->execute(copies(query));
        } catch (const CompileError& error) {
            return std::string(error.code());
        }
        return std::string("taken");
    };
    // The text's order is not that of the labels.
    EXPECT_EQ(refused(select(id_ + 9, word_.label("w")).order_by(asc("w"))),
              "unsupported_construct");
    EXPECT_EQ(refused(select(id_ + 9, word_).distinct()), "unsupported_construct");
    EXPECT_EQ(refused(union_all(select(id_ + 9, word_), select(id_ + 19, word_))),
              "unsupported_construct");
    EXPECT_EQ(refused(select(id_ + 29, cast(word_, mood_)).distinct()), "taken");
    EXPECT_EQ(refused(select(id_ + 9, cast(word_, mood_).label("w")).order_by(asc("w")).limit(1)),
              "taken");
    EXPECT_EQ(refused(select(id_ + 99, word_).order_by(word_, id_).limit(1)), "taken");
}

}  // namespace
}  // namespace azoth_test
