// SPDX-License-Identifier: MIT
// check_portability(): everything a server would not run, not the first thing only.
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>
#include <azoth/plugins/load_dialect.hpp>

namespace azoth {
namespace {

std::string summary(const std::vector<PortabilityFinding>& findings) {
    std::string all;
    for (const PortabilityFinding& finding : findings) {
        if (!all.empty()) all += '\n';
        if (!finding.subject.empty()) all += finding.subject + ": ";
        all += finding.message;
    }
    return all;
}

class Check : public testing::Test {
protected:
    MetaData metadata;
    Table artist{"artist", metadata, Column{"artist_id", Integer{}, primary_key},
                 Column{"name", String{120}, not_null}};
    Table album{"album",
                metadata,
                Column{"album_id", Integer{}, primary_key},
                Column{"artist_id", ForeignKey{"artist.artist_id"}},
                Column{"price", Numeric{}},
                Column{"length", IntervalType{}},
                Column{"note", String{}},
                CheckConstraint{"price > 0"},
                Index{"ix_note", {"note"}}};
};

TEST_F(Check, EnumsAreFineEverywhere) {
    MetaData enums;
    const Table named{"t", enums, Column{"a", Enum{"x", "y"}.named("letter")},
                      Column{"b", Enum{"x"}.as_text()}};
    for (const char* dialect : {"sqlite", "postgresql", "mysql", "mariadb", "hive"}) {
        EXPECT_EQ(summary(check_portability(enums, dialect)), "") << dialect;
    }
}

TEST_F(Check, WhatConcernsSeveralTablesIsFoundToo) {
    MetaData both;
    const Sequence numbers{"numbers", both};
    const Table hen{"hen", both, Column{"id", Integer{}, primary_key},
                    Column{"egg_id", ForeignKey{"egg.id"}.named("fk_hen")}};
    const Table egg{"egg", both, Column{"id", Integer{}, primary_key},
                    Column{"hen_id", ForeignKey{"hen.id"}.named("fk_egg")},
                    Column{"kind", Enum{"brown"}.named("kind")}};
    EXPECT_EQ(summary(check_portability(both, "postgresql")), "");
    EXPECT_EQ(summary(check_portability(both, "sqlite")),
              "numbers: CREATE SEQUENCE is not supported by sqlite 3.40.1");
    EXPECT_NE(summary(check_portability(both, "mysql", {.version = "5.7"}))
                  .find("which refer to one another"),
              std::string::npos);
    const Table other{"other", both, Column{"kind", Enum{"round"}.named("kind")}};
    EXPECT_NE(summary(check_portability(both, "postgresql")).find("different enums"),
              std::string::npos);
    EXPECT_EQ(summary(check_portability(both, "mariadb")), "");
}

TEST_F(Check, AStatementTellsAllOfIt) {
    const auto query = select(artist["name"], cast(album["price"], Double{}))
                           .join(album, artist["artist_id"] == album["artist_id"], JoinType::full)
                           .offset(3)
                           .for_update();
    EXPECT_EQ(summary(check_portability(query, "postgresql")),
              "SELECT … FOR UPDATE of rows that an outer join may leave out is not supported by "
              "postgresql 15.0.0");
    EXPECT_EQ(summary(check_portability(query, "mysql", {.version = "5.7"})),
              "CAST to Double is not supported by mysql 5.7.0\n"
              "FULL OUTER JOIN is not supported by mysql 5.7.0");
    EXPECT_EQ(summary(check_portability(query, "mariadb", {.version = "10.6"})),
              "FULL OUTER JOIN is not supported by mariadb 10.6.0");
}

TEST_F(Check, AFindingSaysWhatWhereAndWhatToDo) {
    const auto findings = check_portability(select(artist["name"]).offset(3), "hive");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].subject, "");
    EXPECT_EQ(findings[0].code, "unsupported_construct");
    EXPECT_EQ(findings[0].construct, "OFFSET without LIMIT");
    EXPECT_EQ(findings[0].server, "hive");
    EXPECT_EQ(to_string(findings[0].version), "4.0.1");
    EXPECT_EQ(findings[0].hint, "say how many rows with limit()");
}

TEST_F(Check, ARefusalInsideHidesNoneAround) {
    const Expr inner =
        select(func::max(album["price"])).join(artist, JoinType::full).scalar_subquery();
    const auto query = update(artist)
                           .set("name", cast(inner, Text{}))
                           .where(artist["name"].in({"x"}))
                           .returning({artist["artist_id"]});
    EXPECT_EQ(summary(check_portability(query, "mysql")),
              "a change with a subquery of the same table is not supported by mysql 8.4.0\n"
              "FULL OUTER JOIN is not supported by mysql 8.4.0\n"
              "RETURNING is not supported by mysql 8.4.0");
}

TEST_F(Check, ASchemaTellsAllOfEveryTable) {
    EXPECT_EQ(summary(check_portability(metadata, "postgresql")), "");
    EXPECT_EQ(summary(check_portability(artist, "mysql", {.version = "5.7"})), "");
    EXPECT_EQ(summary(check_portability(metadata, "mysql", {.version = "5.7"})),
              "album: the type Numeric is not supported by mysql 5.7.0\n"
              "album: the type IntervalType is not supported by mysql 5.7.0\n"
              "album: a string needs a length on mysql\n"
              "album: CHECK is not supported by mysql 5.7.0");
    EXPECT_EQ(summary(check_portability(metadata, "hive")),
              "album: the type Numeric is not supported by hive 4.0.1\n"
              "album: the type IntervalType is not supported by hive 4.0.1\n"
              "album: CREATE INDEX is not supported by hive 4.0.1");
}

/// What the check passes compiles, and what it finds does not.
TEST_F(Check, AgreesWithTheCompiler) {
    const Statement statements[] = {
        select(artist["name"]),
        select(artist["name"]).join(album, JoinType::full),
        insert(artist).values({{"name", "x"}}).returning({artist["artist_id"]}),
        delete_from(artist).returning({artist["artist_id"]}),
        select(artist["name"]).order_by(artist["name"].asc().nulls_last()),
        insert(artist),
    };
    for (const char* scheme : {"sqlite", "postgresql", "mysql", "mariadb", "hive"}) {
        for (const Statement& statement : statements) {
            const bool is_clean = check_portability(statement, scheme).empty();
            if (is_clean) {
                EXPECT_NO_THROW(static_cast<void>(to_sql(statement, scheme)));
            } else {
                EXPECT_THROW(static_cast<void>(to_sql(statement, scheme)), CompileError);
            }
        }
    }
}

TEST_F(Check, AVersionThatIsNoneIsAnError) {
    EXPECT_THROW(static_cast<void>(check_portability(metadata, "mysql", {.version = "eight"})),
                 ArgumentError);
}

}  // namespace
}  // namespace azoth
