// SPDX-License-Identifier: MIT
// What a match finds out beside yes or no: the binds of the new statement, and which alias stands
// for which.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <azoth/schema/metadata.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>

#include "sample_nodes.hpp"

namespace azoth_test {

namespace {

struct Shop {
    MetaData metadata;
    Table artist{"artist", metadata, Column{"id", Integer{}, primary_key}, Column{"name", Text{}}};
    Table album{"album", metadata, Column{"id", Integer{}, primary_key},
                Column{"artist_id", Integer{}}, Column{"title", Text{}}};
};

bool same(const Statement& known, const Statement& fresh) {
    sql::Matcher matcher;
    return matcher.same(known.node(), fresh.node());
}

std::vector<std::string> values(const sql::Matcher& matcher) {
    std::vector<std::string> texts;
    for (const sql::Bind* bind : matcher.binds()) texts.push_back(bind->value.as<std::string>());
    return texts;
}

/// Binds as each_child() lists them: the order of a compiler's parameter plan.
class ListedBinds final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        if (const auto* bind = sql::as<sql::Bind>(node)) binds.push_back(bind);
        node.each_child(*this);
    }
    std::vector<const sql::Bind*> binds;
};

}  // namespace

TEST(Matching, TheBindsOfTheNewStatementAreCollected) {
    const Shop shop;
    const auto query = [&](const char* a, const char* b, const char* c) {
        return select(shop.artist["id"], func::coalesce({shop.artist["name"], a}))
            .where(shop.artist["name"] == b && shop.artist["name"].in({c, "last"}))
            .limit(3);
    };
    const Select known = query("1", "2", "3");
    const Select fresh = query("one", "two", "three");
    sql::Matcher matcher;
    ASSERT_TRUE(matcher.same(known.node(), fresh.node()));
    ASSERT_EQ(matcher.binds().size(), 4U);
    EXPECT_EQ(matcher.binds()[0]->value, Value("one"));
    EXPECT_EQ(matcher.binds()[1]->value, Value("two"));
    EXPECT_EQ(matcher.binds()[2]->value.kind(), ValueKind::array);
    EXPECT_EQ(matcher.binds()[3]->value, Value(3));

    ListedBinds listed;
    listed.child(*fresh.node());
    EXPECT_EQ(matcher.binds(), listed.binds);
}

TEST(Matching, AStatementMatchesItself) {
    const Shop shop;
    const Select query = select(shop.artist).where(shop.artist["name"] == "a");
    sql::Matcher matcher;
    ASSERT_TRUE(matcher.same(query.node(), query.node()));
    EXPECT_EQ(values(matcher), std::vector<std::string>{"a"});
}

TEST(Matching, ABindInTwoPlacesIsCollectedTwice) {
    const auto query = [](const sql::NodePtr& a, const sql::NodePtr& b) {
        return select([&](sql::Select& q) {
            q.where = equal(artist().name, a);
            q.having = equal(artist().name, b);
        });
    };
    const sql::NodePtr shared = bind("x", TypeKind::text);
    sql::Matcher matcher;
    ASSERT_TRUE(matcher.same(query(shared, shared),
                             query(bind("y", TypeKind::text), bind("z", TypeKind::text))));
    matcher.clear();
    const sql::NodePtr twice = query(shared, shared);
    ASSERT_TRUE(matcher.same(query(bind("y", TypeKind::text), bind("z", TypeKind::text)), twice));
    EXPECT_EQ(values(matcher), (std::vector<std::string>{"x", "x"}));
}

TEST(Matching, AnEmptyOptionalIsAnotherStructure) {
    const Shop shop;
    const auto query = [&](std::optional<std::int64_t> id) {
        return select(shop.album).where(shop.album["artist_id"] == id);
    };
    EXPECT_TRUE(same(query(1), query(2)));
    EXPECT_TRUE(same(query(std::nullopt), query(std::nullopt)));
    EXPECT_FALSE(same(query(1), query(std::nullopt)));
    EXPECT_FALSE(same(query(std::nullopt), query(1)));
}

TEST(Matching, TablesOfTwoMetaDataDiffer) {
    const Shop shop;
    const Shop other;
    EXPECT_TRUE(same(select(shop.artist), select(shop.artist)));
    EXPECT_FALSE(same(select(shop.artist), select(other.artist)));
}

// A function of the program that makes its aliases anew each time must hit all the same.
TEST(Matching, FreshAliasesStandForTheKnownOnes) {
    const Shop shop;
    const auto query = [&] {
        const Table one = shop.artist.alias("one");
        const Table two = shop.artist.alias("two");
        return select(one["id"], two["id"]).join(two, two["name"] == one["name"]);
    };
    EXPECT_TRUE(same(query(), query()));
}

TEST(Matching, AliasesOfOneNameKeepTheirRoles) {
    // Both aliases look alike: only which of them stands where tells these apart.
    const auto query = [](bool swapped, bool twice) {
        const sql::NodePtr one = sql::make<sql::AliasSource>(artist().source, "");
        const sql::NodePtr two = twice ? one : sql::make<sql::AliasSource>(artist().source, "");
        const auto id = [](const sql::NodePtr& source) {
            return sql::make<sql::ColumnRef>(source, "id", SqlType(TypeKind::integer), false);
        };
        return select([&](sql::Select& q) {
            q.columns = list({id(one), id(two)});
            q.where = equal(id(swapped ? two : one), bind());
        });
    };
    const auto match = [](const sql::NodePtr& known, const sql::NodePtr& fresh) {
        EXPECT_EQ(known->key_hash(), fresh->key_hash());  // the hash cannot tell
        sql::Matcher matcher;
        return matcher.same(known, fresh);
    };
    EXPECT_TRUE(match(query(false, false), query(false, false)));
    EXPECT_TRUE(match(query(true, false), query(true, false)));
    EXPECT_TRUE(match(query(false, true), query(false, true)));
    EXPECT_FALSE(match(query(false, false), query(true, false)));
    EXPECT_FALSE(match(query(false, false), query(false, true)));
    EXPECT_FALSE(match(query(false, true), query(false, false)));
}

TEST(Matching, BindsInsideAnAliasAreCollectedOnce) {
    const Shop shop;
    const auto query = [&](const char* name) {
        const auto inner = select(shop.artist["id"], shop.artist["name"])
                               .where(shop.artist["name"] == name)
                               .subquery("named");
        return select(inner["id"], inner["name"]).where(inner["id"] > 0);
    };
    sql::Matcher matcher;
    const Select fresh = query("b");
    ASSERT_TRUE(matcher.same(query("a").node(), fresh.node()));
    ASSERT_EQ(matcher.binds().size(), 2U);
    EXPECT_EQ(matcher.binds()[0]->value, Value("b"));
}

TEST(Matching, ClearForgetsBindsAndAliases) {
    const Shop shop;
    const Table one = shop.artist.alias("one");
    const Table two = shop.artist.alias("one");
    const Select a = select(one["id"]).where(one["id"] == 1);
    const Select b = select(two["id"]).where(two["id"] == 2);
    sql::Matcher matcher;
    ASSERT_TRUE(matcher.same(a.node(), b.node()));
    EXPECT_FALSE(matcher.same(a.node(), a.node()));  // `one` is paired with `two` already
    matcher.clear();
    EXPECT_TRUE(matcher.binds().empty());
    EXPECT_TRUE(matcher.same(a.node(), a.node()));
}

TEST(Key, ValuesStayOut) {
    const auto query = [](Value value, Value rows) {
        return select([&](sql::Select& q) {
            q.where = equal(artist().id, bind(std::move(value)));
            q.limit = bind(std::move(rows));
        });
    };
    EXPECT_EQ(query(1, 10)->key_hash(), query(2, 20)->key_hash());
    sql::Matcher matcher;
    EXPECT_TRUE(matcher.same(query(1, 10), query(2, 20)));
    EXPECT_TRUE(matcher.same(query(1, 10), query(std::nullopt, 20)));
}

// The type of a column is its table's business: it may be resolved after the column was used.
TEST(Key, AStatementIsSealedAtItsFirstUse) {
    auto* node = new sql::Select;
    const sql::NodePtr query = sql::NodePtr::adopt(node);
    EXPECT_EQ(query->key_hash(), 0U);
    node->columns = list({artist().id});
    query->seal();
    EXPECT_EQ(query->key_hash(), select()->key_hash());
    query->unseal();
    EXPECT_EQ(query->key_hash(), 0U);
}

}  // namespace azoth_test
