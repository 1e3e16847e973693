// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <azoth/sql/fields.hpp>

namespace azoth::compile {
class SqlCompiler;
}

namespace azoth::sql {

/// Syntax the library does not know: a dialect or a user derives from it, describes the parts with
/// fields() as every node does, and renders itself. Example: PostgreSQL's `AT TIME ZONE`.
///
///     class AtTimeZone final : public sql::ExtensionOf<AtTimeZone, 0x8001> {
///     public:
///         NodePtr operand; std::string zone;
///         static constexpr auto fields(auto&& list) { … }
///         std::string_view extension_name() const override { return "acme.at_time_zone"; }
///         void render(compile::SqlCompiler& out) const override;
///     };
///
/// Two extensions may choose the same number: their names tell them apart when statements are
/// compared.
///
/// It is an expression as `Expr(sql::make<AtTimeZone>(…))`, a condition as `Predicate(…)`. What
/// stands around it puts it in parentheses; between its own parts render() does, by
/// `out.emit_grouped(*operand)` where `out.emit(*operand)` could be read in another way. A
/// statement of one's own derives from `Statement` and is executed like any other:
///
///     class Explain : public Statement {
///     public:
///         explicit Explain(const Query& query)
///             : Statement(sql::make<ExplainNode>(query.node())) {}
///     };
class AZOTH_EXPORT Extension {
public:
    virtual ~Extension();
    [[nodiscard]] virtual std::string_view extension_name() const = 0;
    /// Writes the SQL through the compiler; throws `CompileError` where the dialect cannot.
    virtual void render(compile::SqlCompiler& compiler) const = 0;
    /// Of a statement or query, what it returns: items as a select has them, borrowed from the
    /// node. By default null: the driver is asked at each execution whether rows come.
    [[nodiscard]] virtual const NodeList* result_columns() const noexcept;
};

/// Whether another node is an extension of the same name.
[[nodiscard]] AZOTH_EXPORT bool same_extension(const Extension& extension, const Node& other);

template <class Derived, std::uint16_t Number>
class ExtensionOf : public NodeOf<Derived, static_cast<NodeKind>(Number | 0x8000)>,
                    public Extension {
    using Base = NodeOf<Derived, static_cast<NodeKind>(Number | 0x8000)>;

public:
    [[nodiscard]] const Extension* extension() const noexcept override { return this; }
    /// Two libraries may have chosen the same number for different classes.
    [[nodiscard]] bool same_fields(const Node& other, Matcher& matcher) const override {
        return same_extension(*this, other) && Base::same_fields(other, matcher);
    }

protected:
    explicit ExtensionOf(SqlType type = {}) : Base(std::move(type)) {}
};

}  // namespace azoth::sql
