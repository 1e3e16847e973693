// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/constraint.hpp>
#include <azoth/schema/dialect_option.hpp>
#include <azoth/schema/schema_expression.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/sort_order.hpp>

namespace azoth {

/// One part of an index: a column or an expression, in a direction.
class AZOTH_EXPORT IndexPart {
public:
    IndexPart() = default;
    template <class T>
    requires std::convertible_to<const T&, std::string_view> IndexPart(const T& column)
        : column(std::string_view(column)) {}
    template <class E>
    requires std::derived_from<E, Expr> IndexPart(const E& expression)
        : IndexPart(expression.node()) {}
    /// `desc("year")`, `desc(this_column("year")).nulls_last()`.
    IndexPart(const Ordering& ordering) : IndexPart(ordering.node()) {}
    explicit IndexPart(const sql::NodePtr& node);

    std::string column{};           ///< empty: an expression
    SchemaExpression expression{};  ///< empty: a column
    sql::Direction direction = sql::Direction::by_default;
    sql::Nulls nulls = sql::Nulls::by_default;
    std::string collation{};
    std::string operator_class{};

    /// The same part under another order of text, or with PostgreSQL's operator class.
    [[nodiscard]] IndexPart collate(const ParamName& name) const;
    [[nodiscard]] IndexPart with_operators(const ParamName& name) const;

    friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

/// An index as the schema keeps it.
struct IndexData {
    std::string name{};
    std::vector<IndexPart> parts{};
    bool unique = false;
    SchemaExpression where{};            ///< of a partial index
    std::vector<std::string> include{};  ///< columns it carries without being ordered by them
    bool generated_name = false;
    std::string comment{};
    DialectOptions options{};
    Quoting name_quoting = Quoting::by_rule;

    /// The columns among its parts, in order.
    [[nodiscard]] AZOTH_EXPORT std::vector<std::string> columns() const;
    friend bool operator==(const IndexData&, const IndexData&) = default;
};

struct unique_index_t {};
inline constexpr unique_index_t unique_index{};

/// `Index{"ix_album_title", {"title", desc("year")}}`; `unique_index` as third argument makes it
/// unique. An empty name leaves it to the naming convention, in general ix_<table>_<column>.
class Index : public detail::ConstraintWords<Index, IndexData> {
public:
    Index(const ParamName& name, std::initializer_list<IndexPart> parts)
        : ConstraintWords({name.text(), std::vector<IndexPart>(parts)}) {}
    Index(const ParamName& name, std::initializer_list<IndexPart> parts, unique_index_t)
        : ConstraintWords({name.text(), std::vector<IndexPart>(parts), true}) {}
    explicit Index(IndexData data) : ConstraintWords(std::move(data)) {}

    /// Only rows that fulfil the condition: a partial index.
    [[nodiscard]] Index where(SchemaExpression condition) const {
        return changed([&](IndexData& data) { data.where = std::move(condition); });
    }
    [[nodiscard]] Index include(std::initializer_list<ParamName> columns) const {
        return changed([&](IndexData& data) { data.include = column_names(columns); });
    }
};

}  // namespace azoth
