// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <azoth/sql/bind.hpp>
#include <azoth/sql/change.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/source.hpp>

/// Nodes of whole statements.
namespace azoth::sql {

enum class LockStrength : std::uint8_t { none, update, no_key_update, share, key_share };
enum class LockWait : std::uint8_t { wait, nowait, skip_locked };
/// Which sources of the query around a subquery need not be named in it again.
enum class Correlation : std::uint8_t { automatic, only, except };
enum class PhrasePlace : std::uint8_t { prefix, suffix, hint, table_hint };

/// Words for one dialect at a fixed place of a statement or CTE, checked when built.
class Phrase final : public NodeOf<Phrase, NodeKind::phrase> {
public:
    Phrase(PhrasePlace place, std::string text, std::string dialect, NodePtr source = nullptr)
        : place(place),
          text(std::move(text)),
          dialect(std::move(dialect)),
          source(std::move(source)) {}

    PhrasePlace place;
    std::string text;
    std::string dialect;  ///< or the server; empty: every dialect
    NodePtr source;       ///< whose table hint it is

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Phrase::place, &Phrase::text, &Phrase::dialect, &Phrase::source);
    }
};

/// The clauses that few SELECTs have, so that most pay for one pointer only.
class SelectOptions final : public NodeOf<SelectOptions, NodeKind::select_options> {
public:
    SelectOptions() = default;
    SelectOptions(const SelectOptions&) = default;

    NodeList distinct_on;
    NodeList ctes;  ///< added by name, referred to or not
    NodeList phrases;
    NodeList correlated;  ///< what `correlation` speaks of
    Correlation correlation = Correlation::automatic;
    bool with_ties = false;  ///< of the row limit
    bool percent = false;
    LockStrength lock = LockStrength::none;
    LockWait lock_wait = LockWait::wait;
    NodeList lock_of;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&SelectOptions::distinct_on, &SelectOptions::ctes, &SelectOptions::phrases,
                    &SelectOptions::correlated, &SelectOptions::correlation,
                    &SelectOptions::with_ties, &SelectOptions::percent, &SelectOptions::lock,
                    &SelectOptions::lock_wait, &SelectOptions::lock_of);
    }
};

/// A SELECT under construction or in use. Builders change it only while they are its only owner;
/// otherwise they change a copy.
class Select final : public CommonNodeOf<Select, NodeKind::select> {
public:
    Select() = default;
    Select(const Select&) = default;
    [[gnu::hot]] ~Select() override = default;

    bool distinct = false;
    NodeList columns;
    NodeList from;   ///< sources named by select_from
    NodeList joins;  ///< Join nodes, applied in order to the first source
    NodePtr where;
    NodeList group_by;
    NodePtr having;
    NodeList order_by;
    NodePtr limit;
    NodePtr offset;
    NodePtr options;  ///< SelectOptions, null where there are none
    /// One bit for each of the first 64 columns: read as a type that cannot be NULL.
    std::uint64_t required = 0;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Select::distinct, &Select::columns, &Select::from, &Select::joins,
                    &Select::where, &Select::group_by, &Select::having, &Select::order_by,
                    &Select::limit, &Select::offset, &Select::options, &Select::required);
    }
};

enum class SetOperator : std::uint8_t { union_, intersect, except };

/// `part UNION part …` with an order and limits of its own.
class SetOperation final : public NodeOf<SetOperation, NodeKind::set_operation> {
public:
    SetOperation(SetOperator op, bool all, NodeList parts)
        : op(op), all(all), parts(std::move(parts)) {}
    SetOperation(const SetOperation&) = default;

    SetOperator op;
    bool all;
    NodeList parts;  ///< two queries or more
    NodeList order_by;
    NodePtr limit;
    NodePtr offset;
    bool with_ties = false;  ///< of the row limit
    bool percent = false;
    NodeList phrases;  ///< at its end; those at its beginning are of its first SELECT

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&SetOperation::op, &SetOperation::all, &SetOperation::parts,
                    &SetOperation::order_by, &SetOperation::limit, &SetOperation::offset,
                    &SetOperation::with_ties, &SetOperation::percent, &SetOperation::phrases);
    }
};

/// `VALUES (…), (…)`; `rows` holds the rows one after another, each as wide as `columns`.
class Values final : public NodeOf<Values, NodeKind::values> {
public:
    Values(NodeList columns, NodeList rows) : columns(std::move(columns)), rows(std::move(rows)) {}

    NodeList columns;  ///< ColumnRefs without a source: names and types
    NodeList rows;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Values::columns, &Values::rows);
    }
};

/// A query used as a value, a set to test, or (through an AliasSource) a source of rows.
class Subquery final : public NodeOf<Subquery, NodeKind::subquery> {
public:
    Subquery(NodePtr select, const SqlType& type) : NodeOf(type), select(std::move(select)) {}

    NodePtr select;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Subquery::select);
    }
};

class Exists final : public NodeOf<Exists, NodeKind::exists> {
public:
    Exists(NodePtr select, const SqlType& type) : NodeOf(type), select(std::move(select)) {}

    NodePtr select;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Exists::select);
    }
};

/// A whole statement given as text with `:name` binds; parts[0] bind[0] parts[1] …
class TextStatement final : public NodeOf<TextStatement, NodeKind::text_statement> {
public:
    TextStatement(std::string sql, NodeList pieces, NodeList columns = {})
        : sql(std::move(sql)), pieces(std::move(pieces)), columns(std::move(columns)) {}

    std::string sql;   ///< as the user wrote it
    NodeList pieces;   ///< TextFragments and Binds in turn
    NodeList columns;  ///< ColumnRefs without a source, where the user said what it returns

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&TextStatement::sql, &TextStatement::pieces, &TextStatement::columns);
    }
};

/// CALL procedure(arguments).
class Call final : public NodeOf<Call, NodeKind::call> {
public:
    explicit Call(NodePtr procedure) : procedure(std::move(procedure)) {}

    NodePtr procedure;  ///< a Function: its name and the arguments

    static constexpr auto fields(auto&& list) { return list(&Call::procedure); }
};

}  // namespace azoth::sql
