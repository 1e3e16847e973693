// SPDX-License-Identifier: MIT
// Syntax of a program's own, outside the project: an expression that knows how each dialect says
// it, a statement that is executed, and a built-in node that is written otherwise for one dialect.
// `elements URL` prints and runs them.
#include <iostream>
#include <string>
#include <string_view>

#include <azoth/azoth.hpp>
#include <azoth/compile/render_override.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/tree.hpp>

namespace shop {

using namespace azoth;

/// The text backwards, where the database can.
class Reversed final : public sql::ExtensionOf<Reversed, 0x9301> {
public:
    explicit Reversed(sql::NodePtr text)
        : ExtensionOf(SqlType(TypeKind::text)), text(std::move(text)) {}
    sql::NodePtr text;

    static constexpr auto fields(auto&& list) { return list(&Reversed::text); }
    [[nodiscard]] std::string_view extension_name() const override { return "shop.reversed"; }
    void render(compile::SqlCompiler& out) const override {
        if (out.ledger().dialect() == "sqlite") out.ledger().refuse("reversed()");
        out.write("reverse(").emit(*text);
        out.write(")");
    }
};
TypedExpr<std::string> reversed(const Expr& text) {
    return TypedExpr<std::string>(sql::make<Reversed>(text.node()));
}

/// How a database would run a query.
class ExplainNode final : public sql::ExtensionOf<ExplainNode, 0x9302> {
public:
    explicit ExplainNode(sql::NodePtr query) : query(std::move(query)) {}
    sql::NodePtr query;

    static constexpr auto fields(auto&& list) { return list(&ExplainNode::query); }
    [[nodiscard]] std::string_view extension_name() const override { return "shop.explain"; }
    void render(compile::SqlCompiler& out) const override {
        out.write(out.ledger().dialect() == "sqlite" ? "EXPLAIN QUERY PLAN " : "EXPLAIN ");
        out.emit(*query);
    }
};
class Explain : public Statement {
public:
    explicit Explain(const Query& query) : Statement(sql::make<ExplainNode>(query.node())) {}
};

}  // namespace shop

int main(int argc, char** argv) {
    using namespace azoth;
    MetaData metadata;
    const Table item{"item", metadata, Column{"id", Integer{}, primary_key},
                     Column{"name", String{40}, not_null}, Column{"sold", Boolean{}}};
    const auto by_name = [&](const char* name) {
        return select(item["id"]).where(item["name"] == name);
    };
    try {
        std::cout << "anywhere: " << to_sql(select(shop::reversed(item["name"]))) << '\n';

        // Third-party nodes take part in every pass.
        std::cout << "nodes: " << iterate(select(shop::reversed(item["name"]))).size() << '\n';

        auto truth = compile::override_rendering<sql::Cast>(
            "sqlite", [](const sql::Cast& cast, compile::SqlCompiler& out) {
                if (cast.type().kind() != TypeKind::boolean) return out.emit_standard(cast);
                out.write("iif(").emit(*cast.operand);
                out.write(", 1, 0)");
            });
        const auto sold = select(cast(item["id"], Boolean{}), cast(item["id"], Text{}));
        std::cout << "overridden: " << to_sql(sold, "sqlite") << '\n';
        truth.end();
        std::cout << "back: " << to_sql(sold, "sqlite") << '\n';

        const Engine engine = create_engine(argc > 1 ? argv[1] : "sqlite://");
        Connection db = engine.connect();
        metadata.create_all(db);
        for (const char* name : {"plate", "cup"}) {
            std::size_t rows = 0;
            for (const Row& row : db.execute(shop::Explain(by_name(name)))) rows += row.size() != 0;
            std::cout << "explained: " << (rows != 0 ? "yes" : "no") << '\n';
        }
        std::cout << "compiled: " << engine.cache_statistics().size << '\n';
        (void)db.execute(select(shop::reversed(item["name"])));
    } catch (const Error& error) {
        std::cout << error.code() << ": " << error.message() << '\n';
    }
    return 0;
}
