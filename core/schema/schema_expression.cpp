// SPDX-License-Identifier: MIT
#include <azoth/schema/schema_expression.hpp>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

namespace {

/// Lists the binds below a node in canonical order.
class Binds final : public sql::ChildVisitor {
public:
    explicit Binds(const sql::Node& root) { child(root); }
    void child(const sql::Node& node) override {
        if (const auto* bind = sql::as<sql::Bind>(node)) {
            found.push_back(bind);
        } else {
            node.each_child(*this);
        }
    }
    std::vector<const sql::Bind*> found;
};

bool same_values(const sql::Node& a, const sql::Node& b) {
    const Binds left(a);
    const Binds right(b);
    if (left.found.size() != right.found.size()) return false;
    for (std::size_t i = 0; i < left.found.size(); ++i) {
        if (!(left.found[i]->value == right.found[i]->value)) return false;
    }
    return true;
}

/// No table has this identity: it stands for the one that is being described.
constexpr std::uint64_t this_table = 0;

}  // namespace

bool operator==(const SchemaExpression& a, const SchemaExpression& b) {
    if (a.text_ != b.text_ || !a.node_ != !b.node_) return false;
    if (!a.node_ || a.node_.get() == b.node_.get()) return true;
    sql::Matcher matcher;
    return matcher.same(a.node_, b.node_) && same_values(*a.node_, *b.node_);
}

Expr this_column(ParamName name) {
    if (name.view().empty()) throw ArgumentError("bad_identifier", "this_column() needs a name");
    static const sql::NodePtr source =
        sql::make<sql::TableSource>(this_table, std::string(), std::string());
    return Expr(sql::make<sql::ColumnRef>(source, name.text(), SqlType(), true));
}

bool detail::is_this_column(const sql::Node& node) noexcept {
    const auto* column = sql::as<sql::ColumnRef>(node);
    if (column == nullptr || !column->source) return false;
    const auto* source = sql::as<sql::TableSource>(*column->source);
    return source != nullptr && source->identity == this_table;
}

}  // namespace azoth
