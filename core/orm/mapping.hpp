// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <typeinfo>
#include <vector>

#include <azoth/orm/registry.hpp>
#include <azoth/sql/column_ref.hpp>

#include "entity_data.hpp"

/// What a Registry has made of descriptions: all that a session needs, found once.
namespace azoth::detail {

class Mapping;
struct RelatedState;

/// A column and where its value is in an object.
struct ColumnSlot {
    const MemberOps* ops;
    std::size_t offset;
    std::string name;
    sql::NodePtr ref;
    bool is_key;
    /// Its value is the database's alone: computed, or fetched; never sent.
    bool is_fetched;
    /// Left out of an INSERT while the optional member is empty, so that its default applies.
    bool has_default;
    bool changes_on_update;

    [[nodiscard]] void* in(void* object) const noexcept {
        return static_cast<std::byte*>(object) + offset;
    }
    [[nodiscard]] const void* in(const void* object) const noexcept {
        return static_cast<const std::byte*>(object) + offset;
    }
    /// What parameters call it.
    [[nodiscard]] const std::string& known_as() const noexcept {
        return sql::cast<sql::ColumnRef>(*ref).known_as();
    }
    [[nodiscard]] ValueView view(const void* object, Value& scratch) const {
        return ops->view(in(object), scratch);
    }
};

/// One relationship of a mapping. Its columns are paired: `own[i]` of this struct equals
/// `theirs[i]` of the target.
struct Relation {
    std::string name;
    RelationKind kind;
    std::size_t offset;  ///< of the Many or One
    Mapping* owner;
    Mapping* target;
    std::vector<std::size_t> own;
    std::vector<std::size_t> theirs;
    Cascade cascade;
    Relation* inverse = nullptr;
    std::shared_ptr<RelatedState> unloaded;  ///< what handles of objects from the database begin as
    std::shared_ptr<RelatedState> empty;     ///< and those of new ones

    /// The many side's rows hold the key of the one side's.
    [[nodiscard]] bool is_many() const noexcept { return kind == RelationKind::has_many; }
    [[nodiscard]] RelatedBase& in(void* object) const noexcept {
        return *reinterpret_cast<RelatedBase*>(static_cast<std::byte*>(object) + offset);
    }
};

/// One struct and its table.
class Mapping {
public:
    Mapping(std::shared_ptr<EntityData> entity, std::size_t index) noexcept
        : entity(std::move(entity)), index(index) {}

    std::shared_ptr<EntityData> entity;
    std::size_t index;     ///< among all mappings of the registry
    std::size_t rank = 0;  ///< of those that its rows refer to is lower; in a cycle it is the same
    std::shared_ptr<const TableData> table;
    std::vector<ColumnSlot> columns;           ///< in the order of the description
    std::vector<std::size_t> key;              ///< the key's columns, in its order
    std::optional<std::size_t> generated_key;  ///< the column that the database may number
    std::vector<std::unique_ptr<Relation>> relations;
    std::vector<const Relation*> collections;  ///< of other objects, in which rows of this one are

    [[nodiscard]] const StructOps& ops() const noexcept { return *entity->ops; }
    [[nodiscard]] const std::string& name() const noexcept { return entity->table_name; }
    [[nodiscard]] Table table_handle() const { return Table(table); }
    [[nodiscard]] const ColumnSlot* find(const std::string& column) const noexcept;
};

/// All mappings of a registry. Immutable once made.
class Mappings {
public:
    Mappings(MetaData& metadata, std::initializer_list<EntityRef> entities);

    [[nodiscard]] Mapping* find(const std::type_info& type) const noexcept;
    [[nodiscard]] Mapping& of(const std::type_info& type) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Mapping>>& all() const noexcept { return all_; }

private:
    void add(const EntityRef& entity);
    void describe(Mapping& mapping, MetaData& metadata);
    void relate(Mapping& mapping);
    void pair_inverses();
    void rank();

    std::vector<std::unique_ptr<Mapping>> all_;
};

}  // namespace azoth::detail
