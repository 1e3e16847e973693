// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <azoth/sql/expression.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/locking.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/statement.hpp>
#include <azoth/sql/subquery.hpp>
#include <azoth/sql/typed_expr.hpp>

namespace azoth {

/// How a join treats rows without a partner: `query.join(album, outer)`.
enum class JoinType : std::uint8_t { inner, outer, full };
inline constexpr JoinType outer = JoinType::outer;

/// How a row limit counts: `query.fetch(10, {.with_ties = true})`.
struct FetchOptions {
    bool with_ties = false;  ///< and the rows that are equal to the last one in the order
    bool percent = false;    ///< of the rows, rounded up, instead of a number of them
};

/// How labels() names the columns of a query.
enum class LabelStyle : std::uint8_t {
    table_and_column,  ///< artist_name
    distinct,          ///< name, name_1: only what stands twice gets another name
};

namespace detail {

/// All work of a select's builder, out of line and free of types.
class AZOTH_EXPORT SelectBuilder {
public:
    [[nodiscard]] static sql::NodePtr make(sql::NodeList columns, std::uint64_t required);
    [[nodiscard]] static sql::NodePtr checked(sql::NodePtr select);
    static void forget_types(Statement& query);
    static void add_column(Statement& query, sql::NodePtr column);
    static void add_from(Statement& query, const FromItem& source);
    static void add_join(Statement& query, const FromItem& target, JoinType type);
    static void add_join(Statement& query, const FromItem& target, Condition on, JoinType type);
    static void add_join(Statement& query, const JoinPath& path, JoinType type);
    static void add_cross_join(Statement& query, const FromItem& target);
    static void add_where(Statement& query, Condition condition);
    static void add_filter(Statement& query, const Params& equal);
    static void add_having(Statement& query, Condition condition);
    static void add_group_by(Statement& query, std::initializer_list<const Expr*> expressions);
    static void add_group_by(Statement& query, const Expr& expression);
    static void add_group_by(Statement& query, ParamName label);
    static void add_order_by(Statement& query, Ordering ordering);
    static void set_limit(Statement& query, std::int64_t rows);
    static void set_limit(Statement& query, const Expr& rows);
    static void set_offset(Statement& query, std::int64_t rows);
    static void set_offset(Statement& query, const Expr& rows);
    static void set_fetch(Statement& query, std::int64_t rows, const FetchOptions& options);
    static void set_distinct(Statement& query);
    static void add_distinct_on(Statement& query, std::initializer_list<const Expr*> expressions);
    static void set_lock(Statement& query, const LockOptions& options);
    static void set_correlation(Statement& query, std::initializer_list<const FromItem*> sources,
                                bool except);
    static void add_cte(Statement& query, const FromItem& cte);
    static void add_prefix(Statement& query, std::string_view words, std::string_view dialect);
    static void add_suffix(Statement& query, std::string_view words, std::string_view dialect);
    static void add_hint(Statement& query, std::string_view hint, std::string_view dialect);
    static void add_table_hint(Statement& query, const FromItem& table, std::string_view words,
                               std::string_view dialect);
    /// Gives `query` everything of `other` but its columns.
    static void replace_columns(Statement& query, const Query& other);
    static void reduce_columns(Statement& query);
    static void set_labels(Statement& query, LabelStyle style);
};

/// One bit for each of the first 64 types that cannot be NULL.
template <class... Ts>
constexpr std::uint64_t required_columns() {
    std::uint64_t bits = 0;
    unsigned index = 0;
    ((bits |= index < 64 && !is_optional<Ts> ? std::uint64_t{1} << index : 0, ++index), ...);
    return bits;
}

/// What scalar_subquery() and in() need to know of a query of one column.
template <class... Ts>
struct OnlyColumn {};
template <class T>
struct OnlyColumn<T> {
    using only_column = T;
};

}  // namespace detail

template <class... Ts>
class TypedQuery : public Query, public detail::OnlyColumn<Ts...> {
public:
    /// This one-column query as a value. Without rows it is NULL, so its type is optional.
    [[nodiscard]] auto scalar_subquery() const {
        constexpr bool has_one_column = sizeof...(Ts) == 1;
        static_assert(has_one_column, "azoth: a scalar subquery selects exactly one column");
        return TypedExpr<
            std::optional<without_optional<typename detail::OnlyColumn<Ts...>::only_column>>>(
            Query::scalar_subquery().node());
    }

protected:
    explicit TypedQuery(sql::NodePtr node) noexcept : Query(std::move(node)) {}
};

/// The builder's words, once for every kind of select. Each returns a new value; on a temporary the
/// value is reused.
template <class Self, class Base>
class SelectMethods : public Base {
public:
    /// Names the source explicitly where no column does: `select(func::count()).select_from(t)`.
    [[nodiscard]] Self select_from(const FromItem& source) const& {
        return changed([&](Self& self) { Work::add_from(self, source); });
    }
    [[nodiscard]] Self select_from(const FromItem& source) && {
        Work::add_from(*this, source);
        return std::move(self());
    }

    /// Joins along the one foreign key between `target` and what is selected already, also where
    /// subqueries and CTEs show its columns; none or several is an `ArgumentError`
    /// (`no_foreign_key`, `ambiguous_foreign_key`).
    [[nodiscard]] Self join(const FromItem& target, JoinType type = JoinType::inner) const& {
        return changed([&](Self& self) { Work::add_join(self, target, type); });
    }
    [[nodiscard]] Self join(const FromItem& target, JoinType type = JoinType::inner) && {
        Work::add_join(*this, target, type);
        return std::move(self());
    }
    [[nodiscard]] Self join(const FromItem& target, const Condition& on,
                            JoinType type = JoinType::inner) const& {
        return changed([&](Self& self) { Work::add_join(self, target, on, type); });
    }
    [[nodiscard]] Self join(const FromItem& target, Condition on,
                            JoinType type = JoinType::inner) && {
        Work::add_join(*this, target, std::move(on), type);
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
            Work::add_where(self, condition);
            (Work::add_where(self, more), ...);
        });
    }
    template <std::convertible_to<Condition>... More>
    [[nodiscard]] Self where(Condition condition, const More&... more) && {
        Work::add_where(*this, std::move(condition));
        (Work::add_where(*this, more), ...);
        return std::move(self());
    }
    [[nodiscard]] Self having(const Condition& condition) const& {
        return changed([&](Self& self) { Work::add_having(self, condition); });
    }
    [[nodiscard]] Self having(Condition condition) && {
        Work::add_having(*this, std::move(condition));
        return std::move(self());
    }

    template <std::derived_from<Expr>... E>
    [[nodiscard]] Self group_by(const E&... expressions) const& {
        return changed([&](Self& self) { Work::add_group_by(self, {&expressions...}); });
    }
    template <std::derived_from<Expr>... E>
    [[nodiscard]] Self group_by(const E&... expressions) && {
        Work::add_group_by(*this, {&expressions...});
        return std::move(self());
    }
    /// Some by the name of what is selected: `group_by("month", order["shop"])`. Compiling throws
    /// `CompileError` (`no_such_label`) where nothing is called so.
    template <class... Keys>
    requires(!(std::derived_from<Keys, Expr> && ...) &&
             ((std::derived_from<Keys, Expr> || std::convertible_to<const Keys&, ParamName>)&&...))
        [[nodiscard]] Self group_by(const Keys&... keys) const {
        return changed([&](Self& self) { (Work::add_group_by(self, keys), ...); });
    }
    /// By a list that is made at run time.
    [[nodiscard]] Self group_by(std::span<const Expr> expressions) const {
        return changed([&](Self& self) {
            for (const Expr& expression : expressions) Work::add_group_by(self, expression);
        });
    }
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] Self order_by(const O&... orderings) const& {
        return changed([&](Self& self) { (Work::add_order_by(self, orderings), ...); });
    }
    template <std::convertible_to<Ordering>... O>
    [[nodiscard]] Self order_by(O&&... orderings) && {
        (Work::add_order_by(*this, std::forward<O>(orderings)), ...);
        return std::move(self());
    }
    /// By a list that is made at run time.
    [[nodiscard]] Self order_by(std::span<const Ordering> orderings) const {
        return changed([&](Self& self) {
            for (const Ordering& ordering : orderings) Work::add_order_by(self, ordering);
        });
    }

    /// At most so many rows; negative is an `ArgumentError` (`bad_limit`).
    [[nodiscard]] Self limit(std::integral auto rows) const& {
        return changed([&](Self& self) { Work::set_limit(self, static_cast<std::int64_t>(rows)); });
    }
    [[nodiscard]] Self limit(std::integral auto rows) && {
        Work::set_limit(*this, static_cast<std::int64_t>(rows));
        return std::move(self());
    }
    [[nodiscard]] Self offset(std::integral auto rows) const& {
        return changed(
            [&](Self& self) { Work::set_offset(self, static_cast<std::int64_t>(rows)); });
    }
    [[nodiscard]] Self offset(std::integral auto rows) && {
        Work::set_offset(*this, static_cast<std::int64_t>(rows));
        return std::move(self());
    }
    [[nodiscard]] Self distinct() const {
        return changed([](Self& self) { Work::set_distinct(self); });
    }

    // What follows is wanted less often, and copies the query.

    /// Joins along a path with conditions of its own: `join(artists.albums)`.
    [[nodiscard]] Self join(const JoinPath& path, JoinType type = JoinType::inner) const {
        return changed([&](Self& self) { Work::add_join(self, path, type); });
    }
    [[nodiscard]] Self outer_join(const JoinPath& path) const {
        return join(path, JoinType::outer);
    }
    /// Joins a pair of sources: `join_from(left, right)`.
    [[nodiscard]] Self join_from(const FromItem& left, const FromItem& right,
                                 JoinType type = JoinType::inner) const {
        return select_from(left).join(right, type);
    }
    [[nodiscard]] Self join_from(const FromItem& left, const FromItem& right, const Condition& on,
                                 JoinType type = JoinType::inner) const {
        return select_from(left).join(right, on, type);
    }
    [[nodiscard]] Self full_join(const FromItem& target) const {
        return join(target, JoinType::full);
    }
    [[nodiscard]] Self full_join(const FromItem& target, const Condition& on) const {
        return join(target, on, JoinType::full);
    }
    /// Every row with every row.
    [[nodiscard]] Self cross_join(const FromItem& target) const {
        return changed([&](Self& self) { Work::add_cross_join(self, target); });
    }
    /// `column = value` for each pair; the columns are looked for in all sources of the query. One
    /// that is nowhere is an `ArgumentError` (`no_such_column`), one in several
    /// `ambiguous_column`. A null value means IS NULL.
    [[nodiscard]] Self filter_by(const Params& equal) const {
        return changed([&](Self& self) { Work::add_filter(self, equal); });
    }
    /// limit() and offset() that an execution gives, `limit(bind<int>("rows"))`, or an expression
    /// where the database takes one. What depends on rows is an `ArgumentError` (`bad_limit`).
    [[nodiscard]] Self limit(const Expr& rows) const {
        return changed([&](Self& self) { Work::set_limit(self, rows); });
    }
    [[nodiscard]] Self offset(const Expr& rows) const {
        return changed([&](Self& self) { Work::set_offset(self, rows); });
    }
    /// The rows from `start` on and before `stop`, counted from 0.
    [[nodiscard]] Self slice(std::integral auto start, std::integral auto stop) const {
        return offset(start).limit(static_cast<std::int64_t>(stop) -
                                   static_cast<std::int64_t>(start));
    }
    /// limit() with ties or as a percentage; by numbers of rows where the database has no words.
    [[nodiscard]] Self fetch(std::integral auto rows, const FetchOptions& options) const {
        return changed(
            [&](Self& self) { Work::set_fetch(self, static_cast<std::int64_t>(rows), options); });
    }
    /// The first row, in the query's order, of those that agree in `expressions`.
    template <std::derived_from<Expr>... E>
    [[nodiscard]] Self distinct_on(const E&... expressions) const {
        return changed([&](Self& self) { Work::add_distinct_on(self, {&expressions...}); });
    }
    /// Locks the rows read until the transaction ends, see <azoth/sql/locking.hpp>.
    [[nodiscard]] Self for_update(const LockOptions& options = {}) const {
        return changed([&](Self& self) { Work::set_lock(self, options); });
    }
    /// As a subquery, takes these sources, and no others, from the query around it. By default it
    /// takes what both name, or nothing if that were all. Without arguments it takes nothing.
    template <std::derived_from<FromItem>... Sources>
    [[nodiscard]] Self correlate(const Sources&... sources) const {
        return changed([&](Self& self) { Work::set_correlation(self, {&sources...}, false); });
    }
    /// Takes everything but these from the query around it.
    template <std::derived_from<FromItem>... Sources>
    [[nodiscard]] Self correlate_except(const Sources&... sources) const {
        return changed([&](Self& self) { Work::set_correlation(self, {&sources...}, true); });
    }
    /// Writes a CTE that nothing refers to, such as a changing one.
    [[nodiscard]] Self add_cte(const FromItem& cte) const {
        return changed([&](Self& self) { Work::add_cte(self, cte); });
    }

    // Words for one dialect or server, or for all without a name. They are SQL you vouch for, and
    // are checked: an open quote, a comment or a semicolon is an `ArgumentError` (`bad_phrase`).

    /// Behind SELECT: `prefix_with("SQL_NO_CACHE", "mysql")`.
    [[nodiscard]] Self prefix_with(std::string_view words, std::string_view dialect = {}) const {
        return changed([&](Self& self) { Work::add_prefix(self, words, dialect); });
    }
    /// At the end of the statement.
    [[nodiscard]] Self suffix_with(std::string_view words, std::string_view dialect = {}) const {
        return changed([&](Self& self) { Work::add_suffix(self, words, dialect); });
    }
    /// `SELECT /*+ hint */ …`: `with_statement_hint("MAPJOIN(a)", "hive")`.
    [[nodiscard]] Self with_statement_hint(std::string_view hint,
                                           std::string_view dialect = {}) const {
        return changed([&](Self& self) { Work::add_hint(self, hint, dialect); });
    }
    /// Behind a table in FROM: `with_hint(artist, "INDEXED BY ix_name", "sqlite")`.
    [[nodiscard]] Self with_hint(const FromItem& table, std::string_view words,
                                 std::string_view dialect = {}) const {
        return changed([&](Self& self) { Work::add_table_hint(self, table, words, dialect); });
    }
    /// The same columns under labels, see LabelStyle.
    [[nodiscard]] Self labels(LabelStyle style) const {
        return changed([&](Self& self) { Work::set_labels(self, style); });
    }

protected:
    using Base::Base;
    explicit SelectMethods(const Query& other) : Base(other) {}

private:
    using Work = detail::SelectBuilder;

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
class Select : public SelectMethods<Select, Query> {
public:
    explicit Select(sql::NodeList columns)
        : SelectMethods(detail::SelectBuilder::make(std::move(columns), 0)) {}
    /// A handle of a select that a pass has met. Throws `ArgumentError` (`not_a_select`).
    explicit Select(sql::NodePtr node)
        : SelectMethods(detail::SelectBuilder::checked(std::move(node))) {}
    /// Forgets the types of a typed query.
    template <class... Ts>
    Select(const TypedSelect<Ts...>& query) : SelectMethods(static_cast<const Query&>(query)) {
        detail::SelectBuilder::forget_types(*this);
    }

    [[nodiscard]] Select add_columns(std::initializer_list<Expr> columns) const {
        return add_columns(std::span(columns));
    }
    [[nodiscard]] Select add_columns(std::span<const Expr> columns) const {
        Select copy = *this;
        for (const Expr& column : columns) {
            detail::SelectBuilder::add_column(copy, column.node());
        }
        return copy;
    }
    /// Leaves out columns that an equality of the joins makes equal to one before them.
    [[nodiscard]] Select reduce_columns() const {
        Select copy = *this;
        detail::SelectBuilder::reduce_columns(copy);
        return copy;
    }

private:
    friend class SelectMethods<Select, Query>;
};

/// A select whose rows are `std::tuple<Ts...>`.
template <class... Ts>
class TypedSelect : public SelectMethods<TypedSelect<Ts...>, TypedQuery<Ts...>> {
public:
    explicit TypedSelect(sql::NodeList columns)
        : SelectMethods<TypedSelect<Ts...>, TypedQuery<Ts...>>(
              detail::SelectBuilder::make(std::move(columns), detail::required_columns<Ts...>())) {}

private:
    friend class SelectMethods<TypedSelect<Ts...>, TypedQuery<Ts...>>;
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

template <class... Items>
[[nodiscard]] sql::NodeList list_of_items(Items&&... items) {
    if constexpr ((std::derived_from<std::remove_cvref_t<Items>, Expr> && ...)) {
        return sql::NodeList::of(std::forward<Items>(items).node()...);
    } else {
        sql::NodeList columns;
        columns.reserve(sizeof...(items));
        (append_item(columns, std::forward<Items>(items)), ...);
        return columns;
    }
}
}  // namespace detail

/// SELECT of expressions and tables. If every item is typed the rows are, too.
template <class... Items>
requires(selectable<std::remove_cvref_t<Items>>&&...) [[nodiscard]] auto select(Items&&... items) {
    sql::NodeList columns = detail::list_of_items(std::forward<Items>(items)...);
    if constexpr (sizeof...(Items) > 0 && (typed_expression<std::remove_cvref_t<Items>> && ...)) {
        return TypedSelect<typename std::remove_cvref_t<Items>::value_type...>(std::move(columns));
    } else {
        return Select(std::move(columns));
    }
}

/// The same of columns in a container: a SELECT put together at run time.
[[nodiscard]] inline Select select(std::span<const Expr> columns) {
    sql::NodeList list;
    list.reserve(columns.size());
    for (const Expr& column : columns) list.push_back(column.node());
    return Select(std::move(list));
}

inline Predicate exists(const Query& query) {
    return query.exists();
}

/// The same sources, conditions and order, with other columns:
/// `with_only_columns(query, func::count())`.
template <class Q, class... Items>
requires std::derived_from<Q, Query> &&(selectable<Items>&&...)
    [[nodiscard]] auto with_only_columns(const Q& query, const Items&... items) {
    auto result = select(items...);
    detail::SelectBuilder::replace_columns(result, query);
    return result;
}

}  // namespace azoth
