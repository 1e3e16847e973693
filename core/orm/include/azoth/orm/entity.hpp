// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include <azoth/error/export.hpp>
#include <azoth/orm/member.hpp>
#include <azoth/orm/relationship.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/typed_expr.hpp>

/// The description of a struct as a table, beside the struct or in another file:
///
///     struct Artists : Entity<Artist, "artist"> {
///         Mapped<&Artist::id>   id{"artist_id", primary_key};
///         Mapped<&Artist::name> name{String{120}};
///     };
///     inline const Artists artists;
///
/// An object of it is an alias of the table: `artists.name == "Queen"` is a typed expression, and
/// `aliased(artists, "other")` is the same table in a second role. The struct stays as it is and
/// may belong to somebody else. What a description gets wrong is told by the Registry that takes
/// it, since objects like the one above are made before main().
///
/// Threads: made on one thread, then read from any number.
namespace azoth {

namespace detail {

/// Text as a template argument.
template <std::size_t size>
struct FixedText {
    constexpr FixedText(const char (&text)[size]) {  // NOLINT(google-explicit-constructor)
        std::copy_n(text, size, chars);
    }
    char chars[size]{};
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {chars, size - 1}; }
};

struct EntityData;

/// Writes a column down in the description under construction.
[[nodiscard]] AZOTH_EXPORT sql::NodePtr register_column(
    std::string_view text, const MemberOps& ops, Locate locate, const void* at,
    std::initializer_list<ColumnOption> options);

}  // namespace detail

/// What descriptions have in common.
class AZOTH_EXPORT EntityBase {
public:
    EntityBase(const EntityBase& other);
    EntityBase& operator=(const EntityBase&) = delete;

    /// As a source of rows: `join(artists)`, `insert(artists)`.
    operator const FromItem&() const noexcept {  // NOLINT(google-explicit-constructor)
        return source_;
    }
    [[nodiscard]] const std::shared_ptr<detail::EntityData>& entity() const noexcept {
        return data_;
    }

protected:
    EntityBase(const detail::StructOps& ops, std::string_view table,
               std::initializer_list<TableItem> items);
    ~EntityBase();

private:
    struct Source : FromItem {
        using FromItem::FromItem;
    };

    std::shared_ptr<detail::EntityData> data_;
    Source source_;
};

/// A column: the member that holds it. Its name is the member's unless it is given another one, its
/// type that of the member unless a wider one is named, and it can be NULL if the member is a
/// `std::optional` and never else.
template <auto M, class S = detail::member_owner<M>>
class Mapped : public TypedExpr<detail::member_type<M>> {
    using T = detail::member_type<M>;
    static constexpr bool is_column = detail::column_value<T>;
    static_assert(is_column, "azoth: the type of this member is none that a column can hold");
    static constexpr bool is_own = std::is_base_of_v<detail::member_owner<M>, S>;
    static_assert(is_own, "azoth: this is a member of another struct");

public:
    Mapped(std::initializer_list<ColumnOption> options = {})
        : TypedExpr<T>(detail::register_column(detail::member_text<M>(), detail::member_ops<T>,
                                               &detail::locate<M, S>, this, options)) {}
};

/// The table's name may be followed by the parts that a Table takes beside its columns:
/// `Albums() : Entity{Schema{"music"}, UniqueConstraint{{"title", "artist_id"}}} {}`.
template <class S, detail::FixedText table>
class Entity : public EntityBase {
    static constexpr bool can_be_made =
        std::is_default_constructible_v<S> && std::is_move_constructible_v<S>;
    static_assert(can_be_made, "azoth: a mapped struct can be made empty, and moved");
    static constexpr bool is_aligned = alignof(S) <= alignof(std::max_align_t);
    static_assert(is_aligned, "azoth: a mapped struct has no alignment of its own");

public:
    using struct_type = S;
    // Members may be inherited ones, so their owner is named here.
    template <auto M>
    using Mapped = azoth::Mapped<M, S>;
    template <auto M, auto... Keys>
    using HasMany = detail::HasManyOf<S, M, Keys...>;
    template <auto M, auto... Keys>
    using BelongsTo = detail::BelongsToOf<S, M, Keys...>;

    Entity(std::initializer_list<TableItem> items = {})
        : EntityBase(detail::struct_ops<S>, table.view(), items) {}
};

/// A description of a mapped struct.
template <class E>
concept entity = std::derived_from<E, EntityBase> && requires {
    typename E::struct_type;
};

namespace detail {
/// Makes the next description of this thread an alias of another one.
class AZOTH_EXPORT PendingAlias {
public:
    PendingAlias(const EntityBase& original, std::string name);
    ~PendingAlias();
    PendingAlias(const PendingAlias&) = delete;
    PendingAlias& operator=(const PendingAlias&) = delete;

private:
    std::string name_;
};
}  // namespace detail

/// The same table in a second role: `auto other = aliased(artists, "other");`. Queries may outlive
/// it. Without a name it is numbered within the statement.
template <entity E>
[[nodiscard]] E aliased(const E& original, ParamName name = "") {
    const detail::PendingAlias pending(original, name.text());
    return E();
}

}  // namespace azoth
