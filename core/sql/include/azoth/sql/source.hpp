// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/identifier_shape.hpp>
#include <azoth/sql/quoting.hpp>
#include <azoth/sql/table_description.hpp>

namespace azoth::sql {

/// What stands behind FROM and in front of a column's dot: a table as the schema room made it. It
/// is known by an identity that is never used again, not by an address or a name, so two tables
/// called "user" in different metadata never share cached SQL. It does not own the table: columns
/// refer to this small node, and no cycle arises.
class TableSource final : public NodeOf<TableSource, NodeKind::table> {
public:
    TableSource(std::uint64_t identity, std::string schema, std::string name)
        : identity(identity), schema(std::move(schema)), name(std::move(name)) {}

    std::uint64_t identity;
    std::string schema;  ///< empty: the default one
    std::string name;
    IdentifierShape shape = IdentifierShape::of(name);
    Quoting schema_quoting = Quoting::by_rule;
    Quoting quoting = Quoting::by_rule;
    /// For joins along foreign keys and for `select(table)`; gone when the table is.
    std::weak_ptr<const TableDescription> table;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&TableSource::identity);
    }
};

/// `inner AS name`. Every alias is a source of its own: two aliases of one table differ, and so do
/// their columns. The key does not say which alias is which; the Matcher pairs the aliases of two
/// statements one to one, so that a query built anew with fresh aliases finds its cached form.
/// Without a name the compiler numbers it within the statement.
class AliasSource final : public NodeOf<AliasSource, NodeKind::alias> {
public:
    AliasSource(NodePtr inner, std::string name, bool lateral = false,
                Quoting quoting = Quoting::by_rule)
        : inner(std::move(inner)), name(std::move(name)), lateral(lateral), quoting(quoting) {}

    NodePtr inner;  ///< a table, a query, or another source of rows
    std::string name;
    bool lateral;  ///< a query that sees the sources before it in the same FROM
    Quoting quoting;

    [[nodiscard]] bool same_fields(const Node& other, Matcher& matcher) const override {
        switch (matcher.pair(*this, other)) {
            case Matcher::Pairing::contradicts: return false;
            case Matcher::Pairing::known: return true;
            case Matcher::Pairing::is_new: break;
        }
        return NodeOf::same_fields(other, matcher);
    }

    static constexpr bool always_has_binds = true;  // pairs are collected like binds
    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&AliasSource::inner, &AliasSource::name, &AliasSource::lateral,
                    &AliasSource::quoting);
    }
};

enum class Materialize : std::uint8_t { by_default, yes, no };

/// `WITH name AS (inner)`, named in FROM. Paired like an alias: two of them differ, whatever their
/// names, and a statement built anew finds its cached form.
class CteSource final : public NodeOf<CteSource, NodeKind::cte> {
public:
    CteSource(NodePtr inner, std::string name, Materialize materialize, NodePtr reference = nullptr,
              Quoting quoting = Quoting::by_rule)
        : inner(std::move(inner)),
          name(std::move(name)),
          materialize(materialize),
          quoting(quoting),
          reference(std::move(reference)) {}
    CteSource(const CteSource&) = default;

    NodePtr inner;  ///< a query, or a changing statement with RETURNING
    std::string name;
    Materialize materialize;
    Quoting quoting;
    /// What the recursive part selects from; null if there is none. It stands inside `inner`.
    NodePtr reference;
    bool nesting = false;  ///< it stands in the WITH of each query that names it
    NodeList phrases;
    NodeList traversals;  ///< CteTraversal nodes; each adds columns

    [[nodiscard]] bool same_fields(const Node& other, Matcher& matcher) const override {
        switch (matcher.pair(*this, other)) {
            case Matcher::Pairing::contradicts: return false;
            case Matcher::Pairing::known: return true;
            case Matcher::Pairing::is_new: break;
        }
        return NodeOf::same_fields(other, matcher);
    }

    static constexpr bool always_has_binds = true;
    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&CteSource::inner, &CteSource::name, &CteSource::materialize,
                    &CteSource::reference, &CteSource::quoting, &CteSource::nesting,
                    &CteSource::phrases, &CteSource::traversals);
    }
};

enum class TraversalKind : std::uint8_t { depth_first, breadth_first, cycle };

/// `SEARCH DEPTH FIRST BY by SET column` or `CYCLE by SET column TO mark DEFAULT mark USING column`
/// of a recursive CTE.
class CteTraversal final : public NodeOf<CteTraversal, NodeKind::cte_traversal> {
public:
    CteTraversal(TraversalKind traversal, NodeList by, NodeList columns, NodeList marks = {})
        : traversal(traversal),
          by(std::move(by)),
          columns(std::move(columns)),
          marks(std::move(marks)) {}

    TraversalKind traversal;
    NodeList by;       ///< ColumnRefs without a source, as are
    NodeList columns;  ///< those that it adds
    NodeList marks;    ///< constants: of a row that closes a cycle, and of the others

    static constexpr auto fields(auto&& list) {
        return list(&CteTraversal::traversal, &CteTraversal::by, &CteTraversal::columns,
                    &CteTraversal::marks);
    }
};

/// A recursive CTE as its own query sees it. It does not own the query, so no cycle arises; its
/// columns are those of the query's first part.
class CteReference final : public NodeOf<CteReference, NodeKind::cte_reference> {
public:
    CteReference(std::string name, NodeList columns, Quoting quoting = Quoting::by_rule)
        : name(std::move(name)), quoting(quoting), columns(std::move(columns)) {}

    std::string name;
    Quoting quoting;
    NodeList columns;  ///< names and types; what they select is compared where the CTE stands

    [[nodiscard]] bool same_fields(const Node& other, Matcher& matcher) const override {
        switch (matcher.pair(*this, other)) {
            case Matcher::Pairing::contradicts: return false;
            case Matcher::Pairing::known: return true;
            case Matcher::Pairing::is_new: break;
        }
        return NodeOf::same_fields(other, matcher);
    }

    static constexpr bool always_has_binds = true;
    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&CteReference::name, &CteReference::quoting);
    }
};

/// `function(arguments)` as a source of rows; stands inside an AliasSource.
class TableFunction final : public NodeOf<TableFunction, NodeKind::table_function> {
public:
    TableFunction(NodePtr call, NodeList columns, bool with_ordinality)
        : call(std::move(call)), columns(std::move(columns)), with_ordinality(with_ordinality) {}

    NodePtr call;      ///< a Function
    NodeList columns;  ///< ColumnRefs without a source: names and types
    bool with_ordinality;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&TableFunction::call, &TableFunction::columns, &TableFunction::with_ordinality);
    }
};

enum class SampleMethod : std::uint8_t { bernoulli, system };

/// `table TABLESAMPLE method (percent)`; stands inside an AliasSource.
class TableSample final : public NodeOf<TableSample, NodeKind::sample> {
public:
    TableSample(NodePtr table, SampleMethod method, NodePtr percent, NodePtr seed)
        : table(std::move(table)),
          method(method),
          percent(std::move(percent)),
          seed(std::move(seed)) {}

    NodePtr table;
    SampleMethod method;
    NodePtr percent;
    NodePtr seed;  ///< REPEATABLE; may be null

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&TableSample::table, &TableSample::method, &TableSample::percent,
                    &TableSample::seed);
    }
};

enum class JoinKind : std::uint8_t { inner, left, full, cross };

/// `JOIN target ON condition`, one step of a select's join chain.
class Join final : public CommonNodeOf<Join, NodeKind::join> {
public:
    Join(JoinKind join_kind, NodePtr target, NodePtr condition)
        : join_kind(join_kind), target(std::move(target)), condition(std::move(condition)) {}

    JoinKind join_kind;
    NodePtr target;
    NodePtr condition;  ///< null for CROSS JOIN

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Join::join_kind, &Join::target, &Join::condition);
    }
};

/// A number no other source of this process has or will have.
[[nodiscard]] AZOTH_EXPORT std::uint64_t next_source_identity() noexcept;

}  // namespace azoth::sql
