// SPDX-License-Identifier: MIT
// Walking, rewriting, comparing and binding of whole statements, by the handles that programs have.
#include <azoth/sql/tree.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/join_path.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/select_columns.hpp>

#include "sample_nodes.hpp"

namespace azoth_test {

namespace {

class TreeTest : public testing::Test {
protected:
    MetaData metadata;
    Table doc{"doc", metadata, Column{"id", Integer{}, primary_key},
              Column{"tenant_id", Integer{}, not_null}, Column{"title", Text{}}};
    Table note{"note", metadata, Column{"id", Integer{}, primary_key},
               Column{"tenant_id", Integer{}, not_null}, Column{"doc_id", ForeignKey{"doc.id"}}};
    Table country{"country", metadata, Column{"code", Text{}, primary_key}};
};

std::string code_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return "nothing thrown";
}

}  // namespace

TEST_F(TreeTest, WalksParentsFirstAndEverythingOnce) {
    const auto query = azoth::select(doc["id"], doc["id"]).where(doc["id"] == 1);
    std::vector<sql::NodeKind> kinds;
    traverse(query, [&](const sql::Node& node) { kinds.push_back(node.kind()); });
    using sql::NodeKind;
    EXPECT_EQ(kinds, (std::vector<NodeKind>{NodeKind::select, NodeKind::column, NodeKind::table,
                                            NodeKind::binary, NodeKind::bind}));
    EXPECT_EQ(iterate(query).size(), kinds.size());
    EXPECT_EQ(iterate(query).front(), query.node());
    EXPECT_EQ(children(query).size(), 3U);
}

TEST_F(TreeTest, AWalkLeavesOutWhatItIsToldTo) {
    const auto query = azoth::select(doc["id"]).where(
        doc["id"].in(azoth::select(note["doc_id"]).where(note["id"] == 7)));
    int binds = 0;
    traverse(query, [&](const sql::Node& node) {
        binds += node.kind() == sql::NodeKind::bind;
        return node.kind() != sql::NodeKind::subquery;
    });
    EXPECT_EQ(binds, 0);
}

TEST_F(TreeTest, WalksAnyHandleAndThirdPartySyntax) {
    const Expr zone(sql::make<AtZone>(doc["id"].node(), "UTC"));
    EXPECT_EQ(iterate(zone).size(), 3U);
    EXPECT_EQ(iterate(desc(doc["id"])).size(), 3U);
    EXPECT_EQ(iterate(doc["id"] == 1).size(), 4U);
    EXPECT_EQ(iterate(doc).size(), 1U);
}

TEST_F(TreeTest, RewritingKeepsTheHandleAndSharesTheRest) {
    const auto query = azoth::select(doc["title"]).where(doc["id"] == 1).order_by(doc["id"]);
    const azoth::Select same = rewrite(azoth::Select(query), [](const auto& node) { return node; });
    EXPECT_TRUE(compare(same, azoth::Select(query)));
    const auto other = rewrite(query, [&](const sql::NodePtr& node) -> sql::NodePtr {
        const auto* bind = sql::as<sql::Bind>(*node);
        return bind == nullptr ? node : literal(2).node();
    });
    EXPECT_EQ(to_sql(other, {.literal_binds = true}),
              "SELECT doc.title FROM doc WHERE doc.id = 2 ORDER BY doc.id");
    EXPECT_EQ(to_sql(query, {.literal_binds = true}),
              "SELECT doc.title FROM doc WHERE doc.id = 1 ORDER BY doc.id");
    const auto& before = sql::cast<sql::Select>(*query.node());
    const auto& after = sql::cast<sql::Select>(*other.node());
    EXPECT_EQ(before.columns[0], after.columns[0]);
    EXPECT_EQ(before.order_by[0], after.order_by[0]);
}

TEST_F(TreeTest, AReplacedSourceTakesItsColumnsAlong) {
    const Table archive{"archive", metadata, Column{"id", Integer{}, primary_key},
                        Column{"tenant_id", Integer{}}, Column{"title", Text{}}};
    const auto recent = azoth::select(doc["id"], doc["title"]).where(doc["id"] > 5).subquery("r");
    const auto query = azoth::select(recent["title"]).where(recent["id"] < 9);
    const auto moved = rewrite(query, [&](const sql::NodePtr& node) {
        return node == doc.source() ? archive.source() : node;
    });
    EXPECT_EQ(to_sql(moved),
              "SELECT r.title FROM (SELECT archive.id, archive.title FROM archive WHERE archive.id "
              "> :param_1) AS r WHERE r.id < :param_2");
}

TEST_F(TreeTest, ARecursiveCteStaysOne) {
    const auto tree = recursive_cte(
        "tree", azoth::select(note["id"]).where(note["id"] == 1), [&](const Cte& tree) {
            return azoth::select(note["id"]).join(tree, note["doc_id"] == tree["id"]);
        });
    const auto query = azoth::select(tree["id"]);
    const auto same = rewrite(query, [](const sql::NodePtr& node) -> sql::NodePtr {
        const auto* bind = sql::as<sql::Bind>(*node);
        return bind == nullptr ? node : literal(3).node();
    });
    EXPECT_EQ(to_sql(same), to_sql(query));
    EXPECT_FALSE(compare(same, query));
}

TEST_F(TreeTest, AStatementStaysWhatItIs) {
    const auto query = azoth::select(doc["id"]);
    EXPECT_EQ(code_of([&] {
                  static_cast<void>(rewrite(query, [&](const sql::NodePtr& node) {
                      return node == query.node() ? doc["id"].node() : node;
                  }));
              }),
              "rewrite_kind");
    EXPECT_EQ(
        code_of([&] {
            static_cast<void>(rewrite(query, [](const sql::NodePtr&) { return sql::NodePtr(); }));
        }),
        "rewrite_kind");
}

TEST_F(TreeTest, ComparesStructureAndValues) {
    const auto by_id = [&](int id) { return azoth::select(doc["id"]).where(doc["id"] == id); };
    EXPECT_TRUE(compare(by_id(1), by_id(1)));
    EXPECT_FALSE(compare(by_id(1), by_id(2)));
    EXPECT_FALSE(compare(by_id(1), azoth::select(doc["id"]).where(doc["id"] != 1)));
    const auto aliased = [&] {
        const auto a = doc.alias("a");
        return azoth::select(a["id"]).where(a["title"] == "x");
    };
    EXPECT_TRUE(compare(aliased(), aliased()));
    EXPECT_TRUE(compare(doc["id"], doc["id"]));
    EXPECT_FALSE(compare(doc["id"], note["id"]));
    EXPECT_TRUE(compare(azoth::bind<int>("a", 1), azoth::bind<int>("a", 1)));
    EXPECT_FALSE(compare(azoth::bind<int>("a", 1), azoth::bind<int>("a", 2)));
    EXPECT_FALSE(compare(azoth::bind<int>("a", 1), azoth::bind<int>("a")));
}

TEST_F(TreeTest, ParamsGiveValuesToNames) {
    const auto query = azoth::select(doc["id"]).where(doc["title"] == azoth::bind("title"),
                                                      doc["id"].in(azoth::bind_list("ids")));
    const auto bound =
        with_params(query, {{"title", "SQL"}, {"ids", Value::array_of({Value(1), Value(2)})}});
    EXPECT_EQ(to_sql(bound, {.literal_binds = true}),
              "SELECT doc.id FROM doc WHERE doc.title = 'SQL' AND doc.id IN (1, 2)");
    EXPECT_EQ(bound.node()->key_hash(), query.node()->key_hash()) << "values are not in the key";
    EXPECT_EQ(code_of([&] {
                  static_cast<void>(with_params(query, {{"titel", "x"}}));
              }),
              "bind_unknown");
}

// ── a tenancy filter ────────────────────────────────────────────────────────────────────────────

namespace {

/// Shows a program the rows of one tenant only: each SELECT that reads a table with a `tenant_id`
/// asks for it, however deep it stands. On the outer side of a join it is part of the ON, so that
/// the rows of the other side stay.
class Tenancy final : public sql::Rewriter {
public:
    explicit Tenancy(int tenant) : tenant_(literal(tenant)) {}

    sql::NodePtr rewrite(const sql::NodePtr& node) override {
        if (const auto done = done_.find(node.get()); done != done_.end()) return done->second;
        const auto* select = sql::as<sql::Select>(*node);
        sql::NodePtr result = select == nullptr
                                  ? rewritten_join(node->with_rewritten_children(*this))
                                  : rewritten_select(node, *select);
        done_.emplace(node.get(), result);
        return result;
    }

private:
    sql::NodePtr rewritten_select(const sql::NodePtr& node, const sql::Select& select) {
        std::vector<sql::NodePtr> own = sql::referred_sources(select);
        std::erase_if(own, [&](const sql::NodePtr& source) {
            return std::count(around_.begin(), around_.end(), source) != 0;
        });
        const std::size_t outside = around_.size();
        around_.insert(around_.end(), own.begin(), own.end());
        azoth::Select changed = rewrite_below(node);
        around_.resize(outside);
        for (const sql::NodePtr& source : own) {
            const bool is_joined = std::any_of(
                select.joins.begin(), select.joins.end(), [&](const sql::NodePtr& join) {
                    return sql::cast<sql::Join>(*join).target == source;
                });
            if (is_joined) continue;
            if (const auto column = tenant_column(source))
                changed = changed.where(*column == tenant_);
        }
        return changed.node();
    }

    azoth::Select rewrite_below(const sql::NodePtr& node) {
        return azoth::Select(node->with_rewritten_children(*this));
    }

    sql::NodePtr rewritten_join(sql::NodePtr node) const {
        const auto* join = sql::as<sql::Join>(*node);
        if (join == nullptr || !join->condition) return node;
        const auto column = tenant_column(join->target);
        if (!column) return node;
        return sql::make<sql::Join>(join->join_kind, join->target,
                                    (Predicate(join->condition) && *column == tenant_).node());
    }

    static std::optional<Expr> tenant_column(const sql::NodePtr& source) {
        if (source->kind() != sql::NodeKind::table && source->kind() != sql::NodeKind::alias)
            return {};
        if (const auto* alias = sql::as<sql::AliasSource>(*source)) {
            if (alias->inner->kind() != sql::NodeKind::table) return {};
        }
        for (const sql::NodePtr& column : sql::source_columns(source)) {
            if (sql::cast<sql::ColumnRef>(*column).name == "tenant_id") return Expr(column);
        }
        return {};
    }

    Expr tenant_;
    std::vector<sql::NodePtr> around_;
    std::unordered_map<const sql::Node*, sql::NodePtr> done_;
};

template <class Query>
std::string for_tenant(int tenant, const Query& query) {
    Tenancy tenancy(tenant);
    return to_sql(rewrite(query, tenancy), {.literal_binds = true});
}

}  // namespace

TEST_F(TreeTest, ATenancyFilterReachesEverySelect) {
    EXPECT_EQ(for_tenant(7, azoth::select(doc["title"])),
              "SELECT doc.title FROM doc WHERE doc.tenant_id = 7");
    EXPECT_EQ(for_tenant(7, azoth::select(country["code"])), "SELECT country.code FROM country");
    EXPECT_EQ(for_tenant(7, azoth::select(doc["title"], note["id"]).outer_join(note)),
              "SELECT doc.title, note.id FROM doc LEFT OUTER JOIN note ON note.doc_id = doc.id AND "
              "note.tenant_id = 7 WHERE doc.tenant_id = 7");
    const auto with_notes =
        azoth::select(doc["title"])
            .where(exists(azoth::select(note["id"]).where(note["doc_id"] == doc["id"])));
    EXPECT_EQ(for_tenant(7, with_notes),
              "SELECT doc.title FROM doc WHERE EXISTS (SELECT note.id FROM note WHERE note.doc_id "
              "= doc.id AND note.tenant_id = 7) AND doc.tenant_id = 7");
    const auto a = doc.alias("a");
    const auto titles = azoth::select(a["title"]).where(a["id"] > 1).cte("titles");
    EXPECT_EQ(for_tenant(7, azoth::select(titles["title"])),
              "WITH titles AS (SELECT a.title FROM doc AS a WHERE a.id > 1 AND a.tenant_id = 7) "
              "SELECT titles.title FROM titles");
}

}  // namespace azoth_test
