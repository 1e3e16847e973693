// SPDX-License-Identifier: MIT
// Give the language a word that it does not have, a statement of one's own, and another way to
// write one that it has.
#include <iostream>
#include <string_view>

#include <azoth/azoth.hpp>
#include <azoth/compile/render_override.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/scalar.hpp>

using namespace azoth;

/// The larger of two values. The number is any that no other class of the program has.
class Larger final : public sql::ExtensionOf<Larger, 0x0101> {
public:
    Larger(sql::NodePtr a, sql::NodePtr b)
        : ExtensionOf(a->type()), a(std::move(a)), b(std::move(b)) {}
    sql::NodePtr a;
    sql::NodePtr b;

    /// All that tells one from another: what is not named here is not seen by caches.
    static constexpr auto fields(auto&& list) { return list(&Larger::a, &Larger::b); }
    std::string_view extension_name() const override { return "shop.larger"; }
    void render(compile::SqlCompiler& out) const override {
        const std::string_view dialect = out.ledger().dialect();
        if (dialect == "hive") out.ledger().refuse("larger()", "use case_()");
        out.write(dialect == "sqlite" ? "max(" : "greatest(");
        out.emit(*a);
        out.write(", ");
        out.emit(*b);
        out.write(")");
    }
};
Expr larger(const Expr& a, const Expr& b) {
    return Expr(sql::make<Larger>(a.node(), b.node()));
}

/// How the database would run a query.
class Plan final : public sql::ExtensionOf<Plan, 0x0102> {
public:
    explicit Plan(sql::NodePtr query) : query(std::move(query)) {}
    sql::NodePtr query;

    static constexpr auto fields(auto&& list) { return list(&Plan::query); }
    std::string_view extension_name() const override { return "shop.plan"; }
    void render(compile::SqlCompiler& out) const override {
        out.write(out.ledger().dialect() == "sqlite" ? "EXPLAIN QUERY PLAN " : "EXPLAIN ");
        out.emit(*query);
    }
};
class Explain : public Statement {
public:
    explicit Explain(const Query& query) : Statement(sql::make<Plan>(query.node())) {}
};

int main(int, char** argv) {
    MetaData metadata;
    Table item{"item", metadata, Column{"id", Integer{}, primary_key},
               Column{"price", Integer{}, not_null}, Column{"least", Integer{}, not_null}};
    Engine engine = create_engine(argv[1]);
    Connection db = engine.connect();
    metadata.create_all(db);
    db.execute(insert(item),
               {{{"id", 1}, {"price", 5}, {"least", 8}}, {{"id", 2}, {"price", 9}, {"least", 8}}});

    const auto paid = larger(item["price"], item["least"]);
    const auto query = select(item["id"], paid.label("paid")).where(paid * 2 > 16);
    for (const Row& row : db.execute(query)) {
        std::cout << row["id"].as<int>() << " for " << row["paid"].as<int>() << '\n';
    }
    std::cout << to_sql(query, "postgresql") << '\n';
    for (const PortabilityFinding& finding : check_portability(query, "hive")) {
        std::cout << finding.message << '\n';
    }
    for (const Row& row : db.execute(Explain(query))) {
        std::cout << row["detail"].as<std::string>() << '\n';
    }

    const auto texts = compile::override_rendering<sql::Cast>(
        "sqlite", [](const sql::Cast& cast, compile::SqlCompiler& out) {
            if (!cast.type().is_text()) return out.emit_standard(cast);
            out.write("printf('%s', ");
            out.emit(*cast.operand);
            out.write(")");
        });
    std::cout << to_sql(select(cast(item["price"], Text{}), cast(item["id"], Double{})), "sqlite")
              << '\n';
}
