// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/value/array.hpp>
#include <azoth/value/tuple.hpp>

namespace azoth {

/// What insert() and upsert() have in common; the work of InsertMethods, out of line.
class AZOTH_EXPORT InsertBase : public Statement {
protected:
    explicit InsertBase(const FromItem& table);

    void add_rows(std::span<const Params> rows);
    /// An array of rows, each an array.
    void add_rows_by_position(const Value& rows);
    void add_to_every_row(const ParamName& column, detail::Operand value);
    void set_select(std::span<const ParamName> columns, const Statement& query);
    void set_select(std::span<const std::string> columns, const Statement& query);
    void set_returning(std::span<const Expr> expressions);
    void set_in_parameter_order();
    void add_defaults_to_returning();
    void append_cte(const FromItem& cte);
    void append_prefix(std::string_view words, std::string_view dialect);
    void append_suffix(std::string_view words, std::string_view dialect);
    void append_hint(std::string_view hint, std::string_view dialect);
};

/// The builder's words of INSERT, once for insert() and upsert(). Each returns a new value.
template <class Self>
class InsertMethods : public InsertBase {
public:
    /// One row, or several with the same columns. A row without columns takes the defaults of all,
    /// like insert() without values(). Throws `ArgumentError`: `no_such_column`,
    /// `mixed_parameter_names` for rows with different columns, `empty_parameters` for no rows.
    [[nodiscard]] Self values(const Params& row) const { return values(std::span(&row, 1)); }
    [[nodiscard]] Self values(std::initializer_list<Params> rows) const {
        const Params nothing;  // what values({}) says
        return values(rows.size() == 0 ? std::span(&nothing, 1)
                                       : std::span(rows.begin(), rows.size()));
    }
    [[nodiscard]] Self values(std::span<const Params> rows) const {
        return changed([&](Self& self) { self.add_rows(rows); });
    }
    /// Rows without names: `values(std::tuple(1, "Queen"))` gives each column of the table a value,
    /// in their order. Throws `ArgumentError` (`column_count`).
    template <bindable... Ts>
    [[nodiscard]] Self values(const std::tuple<Ts...>& row) const {
        return values(std::vector<std::tuple<Ts...>>{row});
    }
    template <bindable... Ts>
    [[nodiscard]] Self values(const std::vector<std::tuple<Ts...>>& rows) const {
        return changed([&](Self& self) { self.add_rows_by_position(Value(rows)); });
    }
    /// `column = expression` in every row, whether the rows stand in the statement or come with its
    /// execution: `insert(log).set("at", func::now())`. Throws `ArgumentError`: `no_such_column`,
    /// `duplicate_assignment`.
    [[nodiscard]] Self set(ParamName column, detail::Operand value) const {
        return changed([&](Self& self) { self.add_to_every_row(column, std::move(value)); });
    }
    /// The rows that a select yields; its items go to `columns` in order. Throws `ArgumentError`:
    /// `no_such_column`, `column_count`, `insert_has_values`.
    [[nodiscard]] Self from_select(std::initializer_list<ParamName> columns,
                                   const Statement& query) const {
        return changed([&](Self& self) {
            self.set_select(std::span(columns.begin(), columns.size()), query);
        });
    }
    /// The same of columns known at run time.
    [[nodiscard]] Self from_select(std::span<const std::string> columns,
                                   const Statement& query) const {
        return changed([&](Self& self) { self.set_select(columns, query); });
    }
    [[nodiscard]] Self returning(std::initializer_list<Expr> expressions) const {
        return returning(std::span(expressions.begin(), expressions.size()));
    }
    [[nodiscard]] Self returning(std::span<const Expr> expressions) const {
        return changed([&](Self& self) { self.set_returning(expressions); });
    }
    /// Returns the columns whose values the statement does not say: the generated key, and columns
    /// with a Default, a ServerDefault or `fetched_value`. Adds to returning().
    [[nodiscard]] Self return_defaults() const {
        return changed([](Self& self) { self.add_defaults_to_returning(); });
    }
    /// Executed with many sets of parameters, the n-th returned row belongs to the n-th set. Rows
    /// are still sent many at a time where an exact way exists to tell them apart: keys that the
    /// program gives, an insert_sentinel column, or generated keys that ascend; else one by one.
    /// Where triggers make that impossible, `OperationalError` (`returned_order_unknown`). An
    /// upsert returns no row for a set that it leaves alone; the others keep their order.
    [[nodiscard]] Self in_parameter_order() const {
        return changed([](Self& self) { self.set_in_parameter_order(); });
    }
    /// Adds a CTE that nothing in the statement refers to, such as one that changes other rows.
    /// Throws `ArgumentError` (`not_a_cte`).
    [[nodiscard]] Self add_cte(const FromItem& cte) const {
        return changed([&](Self& self) { self.append_cte(cte); });
    }

    // Words for one dialect or server, or for all without a name, as SelectMethods has them. They
    // hold for each row, however many are sent at once.

    /// Behind INSERT: `prefix_with("IGNORE", "mysql").prefix_with("OR IGNORE", "sqlite")`.
    [[nodiscard]] Self prefix_with(std::string_view words, std::string_view dialect = {}) const {
        return changed([&](Self& self) { self.append_prefix(words, dialect); });
    }
    /// At the end, before RETURNING: `suffix_with("ON CONFLICT DO NOTHING", "postgresql")`.
    [[nodiscard]] Self suffix_with(std::string_view words, std::string_view dialect = {}) const {
        return changed([&](Self& self) { self.append_suffix(words, dialect); });
    }
    /// `INSERT /*+ hint */ …`.
    [[nodiscard]] Self with_statement_hint(std::string_view hint,
                                           std::string_view dialect = {}) const {
        return changed([&](Self& self) { self.append_hint(hint, dialect); });
    }

protected:
    using InsertBase::InsertBase;

    template <class Change>
    [[nodiscard]] Self changed(Change change) const {
        Self copy = static_cast<const Self&>(*this);
        change(copy);
        return copy;
    }
};

/// INSERT INTO a table. Without values() the columns are those of the parameters it is executed
/// with.
class AZOTH_EXPORT Insert : public InsertMethods<Insert> {
public:
    /// Throws `ArgumentError` (`not_a_table`) for an alias or subquery.
    explicit Insert(const FromItem& table) : InsertMethods(table) {}
};

/// What update() and delete_from() have in common; the work of RowChangeMethods, out of line.
class AZOTH_EXPORT RowChange : public Statement {
protected:
    using Statement::Statement;

    void add_where(const Condition& condition);
    void add_order_by(const Ordering& ordering);
    void set_limit(std::int64_t rows);
    void set_returning(std::span<const Expr> expressions);
    void append_cte(const FromItem& cte);
    void append_prefix(std::string_view words, std::string_view dialect);
    void append_suffix(std::string_view words, std::string_view dialect);
    void append_hint(std::string_view hint, std::string_view dialect);
    void append_table_hint(const FromItem& table, std::string_view words, std::string_view dialect);

private:
    /// Their nodes call alike what they have in common.
    template <class Change>
    void change_node(Change change);
};

/// The builder's words that UPDATE and DELETE share. Each returns a new value.
template <class Self>
class RowChangeMethods : public RowChange {
public:
    /// Several conditions, in one call or in many, are joined by AND.
    template <std::convertible_to<Condition>... More>
    [[nodiscard]] Self where(const Condition& condition, const More&... more) const {
        return changed([&](Self& self) {
            self.add_where(condition);
            (self.add_where(more), ...);
        });
    }
    /// Which rows a limit takes first.
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] Self order_by(const O&... orderings) const {
        return changed([&](Self& self) { (self.add_order_by(orderings), ...); });
    }
    /// At most so many rows. Where the database has no such clause the rows are chosen by a
    /// subquery of primary keys.
    [[nodiscard]] Self limit(std::int64_t rows) const {
        return changed([&](Self& self) { self.set_limit(rows); });
    }
    [[nodiscard]] Self returning(std::initializer_list<Expr> expressions) const {
        return returning(std::span(expressions.begin(), expressions.size()));
    }
    [[nodiscard]] Self returning(std::span<const Expr> expressions) const {
        return changed([&](Self& self) { self.set_returning(expressions); });
    }
    /// As Insert::add_cte().
    [[nodiscard]] Self add_cte(const FromItem& cte) const {
        return changed([&](Self& self) { self.append_cte(cte); });
    }

    // Words for one dialect or server, or for all without a name, as SelectMethods has them.

    /// Behind UPDATE or DELETE: `prefix_with("LOW_PRIORITY", "mysql")`.
    [[nodiscard]] Self prefix_with(std::string_view words, std::string_view dialect = {}) const {
        return changed([&](Self& self) { self.append_prefix(words, dialect); });
    }
    /// At the end, before RETURNING.
    [[nodiscard]] Self suffix_with(std::string_view words, std::string_view dialect = {}) const {
        return changed([&](Self& self) { self.append_suffix(words, dialect); });
    }
    /// `UPDATE /*+ hint */ …`.
    [[nodiscard]] Self with_statement_hint(std::string_view hint,
                                           std::string_view dialect = {}) const {
        return changed([&](Self& self) { self.append_hint(hint, dialect); });
    }
    /// Behind the changed table or a further one: `with_hint(artist, "USE INDEX (ix)", "mysql")`.
    [[nodiscard]] Self with_hint(const FromItem& table, std::string_view words,
                                 std::string_view dialect = {}) const {
        return changed([&](Self& self) { self.append_table_hint(table, words, dialect); });
    }

protected:
    using RowChange::RowChange;

    template <class Change>
    [[nodiscard]] Self changed(Change change) const {
        Self copy = static_cast<const Self&>(*this);
        change(copy);
        return copy;
    }
};

/// UPDATE of a table's rows. Its rowcount is the number of rows that the condition matched, whether
/// or not the new values differ.
class AZOTH_EXPORT Update : public RowChangeMethods<Update> {
public:
    /// Throws `ArgumentError` (`not_a_table`) for an alias or subquery.
    explicit Update(const FromItem& table);

    [[nodiscard]] Update values(const Params& assignments) const;
    /// `column = expression`: `set("total", order["total"] + 1)`. Assignments are written in the
    /// order in which they are made. Throws `ArgumentError`: `no_such_column`,
    /// `duplicate_assignment`.
    [[nodiscard]] Update set(ParamName column, detail::Operand value) const;
    /// A further table, alias or subquery that values and condition speak of. Say in where() how
    /// its rows belong to the updated ones; where several do, any of them is taken.
    [[nodiscard]] Update from(const FromItem& source) const;
    /// Returns the columns that change by themselves: with an UpdateDefault or `fetched_on_update`.
    /// Adds to returning().
    [[nodiscard]] Update return_defaults() const;
};

/// DELETE FROM a table.
class AZOTH_EXPORT Delete : public RowChangeMethods<Delete> {
public:
    /// Throws `ArgumentError` (`not_a_table`) for an alias or subquery.
    explicit Delete(const FromItem& table);

    /// A further table, alias or subquery that the condition speaks of.
    [[nodiscard]] Delete using_(const FromItem& source) const;
};

[[nodiscard]] inline Insert insert(const FromItem& table) {
    return Insert(table);
}
[[nodiscard]] inline Update update(const FromItem& table) {
    return Update(table);
}
[[nodiscard]] inline Delete delete_from(const FromItem& table) {
    return Delete(table);
}

}  // namespace azoth
