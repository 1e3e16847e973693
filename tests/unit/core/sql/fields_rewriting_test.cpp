// SPDX-License-Identifier: MIT
// Passes that replace parts of a statement share what they leave alone.
#include <gtest/gtest.h>

#include "sample_nodes.hpp"

namespace azoth_test {

namespace {

/// Replaces one node, wherever it stands.
class Replace final : public sql::Rewriter {
public:
    Replace(sql::NodePtr from, sql::NodePtr to) : from_(std::move(from)), to_(std::move(to)) {}

    sql::NodePtr rewrite(const sql::NodePtr& node) override {
        return node == from_ ? to_ : node->with_rewritten_children(*this);
    }

private:
    sql::NodePtr from_;
    sql::NodePtr to_;
};

bool same(const sql::NodePtr& known, const sql::NodePtr& fresh) {
    sql::Matcher matcher;
    return matcher.same(known, fresh);
}

sql::NodePtr query(const sql::NodePtr& column, const sql::NodePtr& value) {
    return select([&](sql::Select& q) {
        q.columns = list({artist().id, sql::make<sql::Label>(column, sql::Name("n"))});
        q.where = equal(column, value);
        q.order_by = list({sql::make<AtZone>(column, "UTC")});
        q.limit = bind(10);
    });
}

}  // namespace

TEST(Rewriting, WithoutAChangeItIsTheSameNode) {
    const sql::NodePtr before = query(artist().name, bind());
    Replace nothing(bind(), bind());
    EXPECT_EQ(nothing.rewrite(before), before);
}

TEST(Rewriting, AChangeMakesANewStatementWithItsOwnKey) {
    const sql::NodePtr value = bind();
    const sql::NodePtr before = query(artist().name, value);
    const std::uint64_t key = before->key_hash();
    Replace names(artist().name, other_artist().name);
    const sql::NodePtr after = names.rewrite(before);

    EXPECT_NE(after, before);
    EXPECT_EQ(after->kind(), sql::NodeKind::select);
    EXPECT_TRUE(same(after, query(other_artist().name, bind())));
    EXPECT_EQ(after->key_hash(), query(other_artist().name, bind())->key_hash());
    EXPECT_TRUE(after->has_binds());
    // The one before is what it was.
    EXPECT_EQ(before->key_hash(), key);
    EXPECT_TRUE(same(before, query(artist().name, bind())));
}

TEST(Rewriting, WhatIsLeftAloneIsShared) {
    const sql::NodePtr before = query(artist().name, bind());
    Replace names(artist().name, other_artist().name);
    const sql::NodePtr after = names.rewrite(before);
    const auto& old_parts = sql::cast<sql::Select>(*before);
    const auto& new_parts = sql::cast<sql::Select>(*after);
    EXPECT_EQ(old_parts.limit, new_parts.limit);
    EXPECT_EQ(old_parts.columns[0], new_parts.columns[0]);
    EXPECT_NE(old_parts.columns[1], new_parts.columns[1]);
}

TEST(Rewriting, PlainPartsAndTypesAreKept) {
    auto* like = new sql::Binary(sql::Operator::like, artist().name, bind("a%", TypeKind::text),
                                 SqlType(TypeKind::boolean));
    like->escape = '/';
    like->seal();
    const sql::NodePtr before = sql::NodePtr::adopt(like);
    Replace names(artist().name, other_artist().name);
    const sql::NodePtr after = names.rewrite(before);
    const auto& copy = sql::cast<sql::Binary>(*after);
    EXPECT_EQ(copy.op, sql::Operator::like);
    EXPECT_EQ(copy.escape, '/');
    EXPECT_EQ(copy.left, other_artist().name);
    EXPECT_EQ(copy.right, like->right);
    EXPECT_EQ(copy.type(), SqlType(TypeKind::boolean));
}

TEST(Rewriting, ThirdPartySyntaxIsRewrittenToo) {
    const sql::NodePtr before = sql::make<AtZone>(artist().id, "CET");
    Replace ids(artist().id, other_artist().id);
    const sql::NodePtr after = ids.rewrite(before);
    EXPECT_TRUE(same(after, sql::make<AtZone>(other_artist().id, "CET")));
    ASSERT_NE(after->extension(), nullptr);
    EXPECT_EQ(after->extension()->extension_name(), "test.at_zone");
}

TEST(Rewriting, ChildrenAreVisitedInTheOrderOfFields) {
    class Kinds final : public sql::ChildVisitor {
    public:
        void child(const sql::Node& node) override { kinds.push_back(node.kind()); }
        std::vector<sql::NodeKind> kinds;
    } seen;
    query(artist().name, bind())->each_child(seen);
    using sql::NodeKind;
    EXPECT_EQ(seen.kinds,
              (std::vector<NodeKind>{NodeKind::column, NodeKind::label, NodeKind::binary,
                                     sql::make<AtZone>(artist().id, "")->kind(), NodeKind::bind}));
}

}  // namespace azoth_test
