// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/orm/entity.hpp>
#include <azoth/orm/relationship.hpp>
#include <azoth/sql/select.hpp>

namespace azoth {

namespace detail {

/// What a session reads from a row: an object of consecutive columns, or one value.
struct SelectedItem {
    std::shared_ptr<EntityData> entity;  ///< null: a value
    std::size_t first_column;
};

/// A query that yields objects, free of types.
class AZOTH_EXPORT EntityQuery : public Query {
public:
    [[nodiscard]] const std::vector<SelectedItem>& items() const noexcept { return items_; }
    [[nodiscard]] const std::vector<LoaderOption>& loader_options() const noexcept {
        return options_;
    }

protected:
    EntityQuery(sql::NodePtr node, std::vector<SelectedItem> items) noexcept
        : Query(std::move(node)), items_(std::move(items)) {}
    void add_option(const LoaderOption& option) { options_.push_back(option); }

private:
    std::vector<SelectedItem> items_;
    std::vector<LoaderOption> options_;
};

template <class Item>
struct SelectedAs {
    using type = typename Item::value_type;
};
template <entity E>
struct SelectedAs<E> {
    using type = std::shared_ptr<typename E::struct_type>;
};

/// Collects what a select lists.
class AZOTH_EXPORT EntityItems {
public:
    void add(const EntityBase& entity);
    void add(const Expr& expression, bool is_required);

    [[nodiscard]] sql::NodeList take_columns() noexcept { return std::move(columns_); }
    [[nodiscard]] std::vector<SelectedItem> take_items() noexcept { return std::move(items_); }

    /// Columns of values that cannot be NULL, see SelectBuilder::make.
    std::uint64_t required = 0;

private:
    sql::NodeList columns_;
    std::vector<SelectedItem> items_;
};

template <class Item>
void add_item(EntityItems& items, const Item& item) {
    if constexpr (entity<Item>) {
        items.add(item);
    } else {
        items.add(item, !is_optional<typename Item::value_type>);
    }
}

}  // namespace detail

/// A select whose rows are objects, or tuples of objects and values. A session executes it; a
/// connection sees its columns. An entity on the outer side of an outer join is null where there is
/// no row.
template <class... Ts>
class EntitySelect : public SelectMethods<EntitySelect<Ts...>, detail::EntityQuery> {
    using Base = SelectMethods<EntitySelect<Ts...>, detail::EntityQuery>;

public:
    EntitySelect(sql::NodePtr node, std::vector<detail::SelectedItem> items)
        : Base(std::move(node), std::move(items)) {}

    /// What is loaded along: `options(selectinload(artists.albums))`.
    template <std::same_as<LoaderOption>... Options>
    [[nodiscard]] EntitySelect options(const Options&... options) const {
        EntitySelect copy = *this;
        (copy.add_option(options), ...);
        return copy;
    }

private:
    friend class SelectMethods<EntitySelect<Ts...>, detail::EntityQuery>;
};

namespace detail {
template <class T>
concept entity_or_typed = entity<T> || typed_expression<T>;
}  // namespace detail

/// SELECT of whole entities, and of typed columns beside them: rows are
/// `std::shared_ptr<Artist>`, or tuples.
template <class... Items>
requires((detail::entity_or_typed<std::remove_cvref_t<Items>> && ...) &&
         (entity<std::remove_cvref_t<Items>> || ...))
    [[nodiscard]] auto select(const Items&... items) {
    detail::EntityItems list;
    (detail::add_item(list, items), ...);
    const std::uint64_t required = list.required;
    return EntitySelect<typename detail::SelectedAs<Items>::type...>(
        detail::SelectBuilder::make(list.take_columns(), required), list.take_items());
}

}  // namespace azoth
