// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/orm/member.hpp>
#include <azoth/orm/related.hpp>
#include <azoth/sql/from_item.hpp>

namespace azoth {

/// What becomes of related objects.
enum class Cascade : std::uint8_t {
    /// New ones are inserted with the object. Those that are taken out, or whose object is deleted,
    /// refer to none: their key columns become NULL.
    save,
    /// And they are deleted with the object.
    all,
    /// And also when they are taken out.
    all_delete_orphan,
    /// The database deletes them with the object, by ON DELETE CASCADE; they are not loaded for it.
    passive_deletes,
};
inline constexpr Cascade cascade_all = Cascade::all;
inline constexpr Cascade cascade_all_delete_orphan = Cascade::all_delete_orphan;
inline constexpr Cascade passive_deletes = Cascade::passive_deletes;

namespace detail {

enum class RelationKind : std::uint8_t { has_many, belongs_to };

/// A relationship as its description writes it down.
struct RelationDraft {
    RelationKind kind;
    std::string_view text;         ///< with the member's name in it
    Locate member;                 ///< the Many or One
    const std::type_info& target;  ///< the struct it leads to
    std::vector<Locate> keys;      ///< the members that hold the foreign key
    Cascade cascade = Cascade::save;
};

struct EntityData;

}  // namespace detail

/// A relationship of a description: what `join()` and loader options take. Made by HasMany and
/// BelongsTo only.
class AZOTH_EXPORT Relationship : public JoinPath {
public:
    /// Throws `OrmError` (`not_registered`) before a Registry has both sides.
    [[nodiscard]] std::vector<sql::JoinStep> join_steps() const override;
    [[nodiscard]] std::string_view name() const noexcept;
    /// The description that it is part of, and its place among its relationships.
    [[nodiscard]] const std::shared_ptr<detail::EntityData>& entity() const noexcept {
        return entity_;
    }
    [[nodiscard]] std::size_t index() const noexcept { return index_; }

protected:
    explicit Relationship(detail::RelationDraft draft);
    ~Relationship() override;
    Relationship(const Relationship&);
    Relationship& operator=(const Relationship&) = delete;

private:
    std::shared_ptr<detail::EntityData> entity_;
    std::size_t index_ = 0;
};

namespace detail {
template <class T>
struct RelatedStruct;
template <class S>
struct RelatedStruct<Many<S>> {
    using type = S;
};
template <class S>
struct RelatedStruct<One<S>> {
    using type = S;
};
template <class T>
inline constexpr bool is_many = false;
template <class S>
inline constexpr bool is_many<Many<S>> = true;
template <class T>
inline constexpr bool is_one = false;
template <class S>
inline constexpr bool is_one<One<S>> = true;
/// HasMany as a member of a description of S, which may inherit the member.
template <class S, auto M, auto... Keys>
class HasManyOf : public Relationship {
    using Member = member_type<M>;
    static constexpr bool leads_to_many = is_many<Member>;
    static_assert(leads_to_many, "azoth: HasMany describes a member of type Many");
    static constexpr bool has_keys = sizeof...(Keys) > 0;
    static_assert(has_keys, "azoth: HasMany names the members that hold the foreign key");

public:
    using target_struct = typename RelatedStruct<Member>::type;
    static constexpr bool keys_are_theirs =
        (std::is_base_of_v<member_owner<Keys>, target_struct> && ...);
    static_assert(keys_are_theirs, "azoth: the keys of HasMany are members of the other struct");

    HasManyOf() : HasManyOf(Cascade::save) {}
    HasManyOf(Cascade cascade)  // NOLINT(google-explicit-constructor)
        : Relationship({RelationKind::has_many,
                        member_text<M>(),
                        &locate<M, S>,
                        typeid(target_struct),
                        {&locate<Keys, target_struct>...},
                        cascade}) {}
};

/// BelongsTo as a member of a description of S.
template <class S, auto M, auto... Keys>
class BelongsToOf : public Relationship {
    using Member = member_type<M>;
    static constexpr bool leads_to_one = is_one<Member>;
    static_assert(leads_to_one, "azoth: BelongsTo describes a member of type One");
    static constexpr bool has_keys = sizeof...(Keys) > 0;
    static_assert(has_keys, "azoth: BelongsTo names the members that hold the foreign key");

public:
    using target_struct = typename RelatedStruct<Member>::type;
    static constexpr bool keys_are_own = (std::is_base_of_v<member_owner<Keys>, S> && ...);
    static_assert(keys_are_own, "azoth: the keys of BelongsTo are members of the same struct");

    BelongsToOf()
        : Relationship({RelationKind::belongs_to,
                        member_text<M>(),
                        &locate<M, S>,
                        typeid(target_struct),
                        {&locate<Keys, S>...}}) {}
};

}  // namespace detail

/// The many side: `HasMany<&Artist::albums, &Album::artist_id> albums{cascade_all_delete_orphan};`
/// The keys are the members of the other struct that hold this one's primary key, in its order.
template <auto M, auto... Keys>
using HasMany = detail::HasManyOf<detail::member_owner<M>, M, Keys...>;

/// The one side: `BelongsTo<&Album::artist, &Album::artist_id> artist;` The keys are the members of
/// this struct that hold the other one's primary key, in its order.
template <auto M, auto... Keys>
using BelongsTo = detail::BelongsToOf<detail::member_owner<M>, M, Keys...>;

/// Loads a relationship with the objects of a query, by one further query for all of them:
/// `.options(selectinload(artists.albums))`. Several names follow one another:
/// `selectinload(artists.albums, albums.tracks)`.
class AZOTH_EXPORT LoaderOption {
public:
    explicit LoaderOption(std::initializer_list<const Relationship*> path);
    struct Step {
        std::shared_ptr<detail::EntityData> entity;
        std::size_t relationship;
    };
    [[nodiscard]] const std::vector<Step>& path() const noexcept { return path_; }

private:
    std::vector<Step> path_;
};

template <std::derived_from<Relationship>... Path>
[[nodiscard]] LoaderOption selectinload(const Path&... path) {
    return LoaderOption({&path...});
}

}  // namespace azoth
