// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/sql/typed_expr.hpp>

namespace azoth {

class Subquery;

/// How a join treats rows without a partner: `query.join(album, outer)`.
enum class JoinType : std::uint8_t { inner, outer, full };
inline constexpr JoinType outer = JoinType::outer;

/// All work of a select's builder, out of line and free of types.
class AZOTH_EXPORT SelectBase : public Statement {
public:
    /// This select as a source of rows with a name: `FROM (SELECT …) AS name`.
    [[nodiscard]] Subquery subquery(ParamName name) const;
    /// This one-column select as a value.
    [[nodiscard]] Expr scalar_subquery() const;
    [[nodiscard]] Predicate exists() const;

protected:
    explicit SelectBase(sql::NodeList columns);

    void add_column(sql::NodePtr column);
    void add_from(const FromItem& source);
    void add_join(const FromItem& target, JoinType type);
    void add_join(const FromItem& target, Condition on, JoinType type);
    void add_where(Condition condition);
    void add_having(Condition condition);
    void add_group_by(std::initializer_list<const Expr*> expressions);
    void add_order_by(Ordering ordering);
    void set_limit(std::int64_t rows);
    void set_offset(std::int64_t rows);
    void set_distinct();
    void set_lock(bool exclusive);
};

/// The builder's words, once for every kind of select. Each returns a new value; on a temporary the
/// value is reused.
template <class Self>
class SelectMethods : public SelectBase {
public:
    /// Names the source explicitly where no column does: `select(func::count()).select_from(t)`.
    [[nodiscard]] Self select_from(const FromItem& source) const& {
        return changed([&](Self& self) { self.add_from(source); });
    }
    [[nodiscard]] Self select_from(const FromItem& source) && {
        this->add_from(source);
        return std::move(self());
    }

    /// Joins along the one foreign key between `target` and what is selected already; none or
    /// several is an `ArgumentError` (`no_foreign_key`, `ambiguous_foreign_key`).
    [[nodiscard]] Self join(const FromItem& target, JoinType type = JoinType::inner) const& {
        return changed([&](Self& self) { self.add_join(target, type); });
    }
    [[nodiscard]] Self join(const FromItem& target, JoinType type = JoinType::inner) && {
        this->add_join(target, type);
        return std::move(self());
    }
    [[nodiscard]] Self join(const FromItem& target, const Condition& on,
                            JoinType type = JoinType::inner) const& {
        return changed([&](Self& self) { self.add_join(target, on, type); });
    }
    [[nodiscard]] Self join(const FromItem& target, Condition on,
                            JoinType type = JoinType::inner) && {
        this->add_join(target, std::move(on), type);
        return std::move(self());
    }
    [[nodiscard]] Self outer_join(const FromItem& target) const& {
        return join(target, JoinType::outer);
    }
    [[nodiscard]] Self outer_join(const FromItem& target) && {
        return std::move(*this).join(target, JoinType::outer);
    }
    [[nodiscard]] Self outer_join(const FromItem& target, const Condition& on) const& {
        return join(target, on, JoinType::outer);
    }
    [[nodiscard]] Self outer_join(const FromItem& target, Condition on) && {
        return std::move(*this).join(target, std::move(on), JoinType::outer);
    }

    /// Several conditions, in one call or in many, are joined by AND.
    template <std::convertible_to<Condition>... More>
    [[nodiscard]] Self where(const Condition& condition, const More&... more) const& {
        return changed([&](Self& self) {
            self.add_where(condition);
            (self.add_where(more), ...);
        });
    }
    template <std::convertible_to<Condition>... More>
    [[nodiscard]] Self where(Condition condition, const More&... more) && {
        this->add_where(std::move(condition));
        (this->add_where(more), ...);
        return std::move(self());
    }
    [[nodiscard]] Self having(const Condition& condition) const& {
        return changed([&](Self& self) { self.add_having(condition); });
    }
    [[nodiscard]] Self having(Condition condition) && {
        this->add_having(std::move(condition));
        return std::move(self());
    }

    template <std::derived_from<Expr>... E>
    [[nodiscard]] Self group_by(const E&... expressions) const& {
        return changed([&](Self& self) { self.add_group_by({&expressions...}); });
    }
    template <std::derived_from<Expr>... E>
    [[nodiscard]] Self group_by(const E&... expressions) && {
        this->add_group_by({&expressions...});
        return std::move(self());
    }
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] Self order_by(const O&... orderings) const& {
        return changed([&](Self& self) { (self.add_order_by(orderings), ...); });
    }
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] Self order_by(O&&... orderings) && {
        (this->add_order_by(std::forward<O>(orderings)), ...);
        return std::move(self());
    }

    /// At most so many rows; negative is an `ArgumentError` (`bad_limit`).
    [[nodiscard]] Self limit(std::integral auto rows) const& {
        return changed([&](Self& self) { self.set_limit(static_cast<std::int64_t>(rows)); });
    }
    [[nodiscard]] Self limit(std::integral auto rows) && {
        this->set_limit(static_cast<std::int64_t>(rows));
        return std::move(self());
    }
    [[nodiscard]] Self offset(std::integral auto rows) const& {
        return changed([&](Self& self) { self.set_offset(static_cast<std::int64_t>(rows)); });
    }
    [[nodiscard]] Self offset(std::integral auto rows) && {
        this->set_offset(static_cast<std::int64_t>(rows));
        return std::move(self());
    }
    [[nodiscard]] Self distinct() const {
        return changed([](Self& self) { self.set_distinct(); });
    }
    /// Locks the rows read until the transaction ends.
    [[nodiscard]] Self for_update() const {
        return changed([](Self& self) { self.set_lock(true); });
    }

protected:
    using SelectBase::SelectBase;
    explicit SelectMethods(const SelectBase& other) : SelectBase(other) {}

private:
    template <class Other>
    friend class SelectMethods;

    [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
    template <class Change>
    [[nodiscard]] Self changed(Change change) const {
        Self copy = static_cast<const Self&>(*this);
        change(copy);
        return copy;
    }
};

template <class... Ts>
class TypedSelect;

/// A query whose columns are known at run time. Has one nameable type and can be extended:
/// `if (filter) query = query.where(*filter);`.
class Select : public SelectMethods<Select> {
public:
    explicit Select(sql::NodeList columns) : SelectMethods(std::move(columns)) {}
    /// Forgets the types of a typed query.
    template <class... Ts>
    Select(const TypedSelect<Ts...>& query) : SelectMethods(query) {}

    [[nodiscard]] Select add_columns(std::initializer_list<Expr> columns) const {
        Select copy = *this;
        for (const Expr& column : columns) copy.add_column(column.node());
        return copy;
    }

private:
    friend class SelectMethods<Select>;
};

/// A query whose rows are `std::tuple<Ts...>`.
template <class... Ts>
class TypedSelect : public SelectMethods<TypedSelect<Ts...>> {
public:
    explicit TypedSelect(sql::NodeList columns)
        : SelectMethods<TypedSelect<Ts...>>(std::move(columns)) {}

private:
    friend class SelectMethods<TypedSelect<Ts...>>;
};

/// What may be listed in select(): expressions and sources of rows.
template <class T>
concept selectable = std::derived_from<T, Expr> || std::derived_from<T, FromItem>;

namespace detail {
template <class Item>
void append_item(sql::NodeList& list, Item&& item) {
    if constexpr (std::derived_from<std::remove_cvref_t<Item>, Expr>) {
        list.push_back(std::forward<Item>(item).node());
    } else {
        for (auto& column : item.column_nodes()) list.push_back(std::move(column));
    }
}
}  // namespace detail

/// SELECT of expressions and tables. If every item is typed the rows are, too.
template <class... Items>
    requires(selectable<std::remove_cvref_t<Items>> && ...)
[[nodiscard]] auto select(Items&&... items) {
    sql::NodeList columns;
    columns.reserve(sizeof...(items));
    (detail::append_item(columns, std::forward<Items>(items)), ...);
    if constexpr (sizeof...(Items) > 0 && (typed_expression<std::remove_cvref_t<Items>> && ...)) {
        return TypedSelect<typename std::remove_cvref_t<Items>::value_type...>(std::move(columns));
    } else {
        return Select(std::move(columns));
    }
}

/// A select as a source of rows: `sub["total"]` names its columns.
class AZOTH_EXPORT Subquery : public FromItem {
public:
    explicit Subquery(sql::NodePtr alias) noexcept : FromItem(std::move(alias)) {}
    /// Throws `ArgumentError` (`no_such_column`).
    [[nodiscard]] Expr operator[](ParamName name) const;
};

inline Predicate exists(const SelectBase& query) { return query.exists(); }

}  // namespace azoth
