// SPDX-License-Identifier: MIT
#include "mapping.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <new>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>

#include "related_state.hpp"

namespace azoth::detail {

namespace {

[[noreturn]] void throw_bad_mapping(const std::string& entity, const std::string& what,
                                    std::string hint = {}) {
    throw ArgumentError("bad_mapping", "the description of \"" + entity + "\" " + what,
                        {.hint = std::move(hint), .table = entity});
}

/// An empty object of a struct, to find its members in.
class Prototype {
public:
    explicit Prototype(const StructOps& ops)
        : ops_(ops), object_(::operator new(ops.size, std::align_val_t(ops.alignment))) {
        ops_.construct(object_);
    }
    ~Prototype() {
        ops_.destroy(object_);
        ::operator delete(object_, std::align_val_t(ops_.alignment));
    }
    Prototype(const Prototype&) = delete;
    Prototype& operator=(const Prototype&) = delete;

    [[nodiscard]] std::size_t offset(Locate locate) const noexcept {
        return static_cast<std::size_t>(static_cast<std::byte*>(locate(object_)) -
                                        static_cast<std::byte*>(object_));
    }

private:
    const StructOps& ops_;
    void* object_;
};

std::optional<std::size_t> column_at(const Mapping& mapping, std::size_t offset) {
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        if (mapping.columns[i].offset == offset) return i;
    }
    return std::nullopt;
}

void check_places(const EntityData& data, std::size_t size) {
    const auto check = [&](std::ptrdiff_t place, const std::string& name) {
        if (place >= 0 && static_cast<std::size_t>(place) < size) return;
        throw_bad_mapping(data.table_name, "has a stray member \"" + name + "\"",
                          "Mapped and relationships stand inside of their description");
    };
    for (const MappedColumn& column : data.columns) check(column.place, column.data.name);
    for (const MappedRelation& relation : data.relations) check(relation.place, relation.name);
}

/// A text whose width only the referred column says takes that type.
bool takes_referred_type(const MappedColumn& column) {
    return !column.own_type && column.data.foreign_key &&
           column.data.type.kind() == TypeKind::string;
}

TableData table_of(const EntityData& data, const MetaDataOptions& options,
                   const std::vector<std::unique_ptr<Mapping>>& all) {
    TableDraft draft = data.draft;
    for (const MappedColumn& column : data.columns) {
        ColumnData copy = column.data;
        const bool knows_target =
            copy.foreign_key && std::any_of(all.begin(), all.end(), [&](const auto& mapping) {
                return mapping->entity->table_name == copy.foreign_key->referred_table;
            });
        if (takes_referred_type(column) && knows_target) copy.type = SqlType();
        draft.add(copy);
    }
    TableData table = std::move(draft).take(options);
    table.source = data.source;
    return table;
}

ColumnSlot slot_of(const MappedColumn& mapped, const ColumnData& column, std::size_t offset) {
    ColumnSlot slot{};
    slot.ops = mapped.ops;
    slot.offset = offset;
    slot.name = column.name;
    slot.ref = column.ref;
    slot.is_key = column.primary_key;
    slot.is_fetched = column.computed || column.fetched || column.system ||
                      (column.identity && column.identity->always);
    slot.has_default = mapped.ops->nullable && (column.default_value || column.server_default);
    slot.changes_on_update = column.update_default || column.fetched_on_update || column.computed;
    return slot;
}

/// A type's name as programs write it.
std::string readable_name(const std::type_info& type) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
    return name ? name.get() : type.name();
}

/// Whether rows of `mapping` hold the key of rows of `other`.
bool refers(const Mapping& mapping, const Mapping& other) {
    const auto is_target = [&](const ForeignKeyData& key) {
        return key.referred_table == other.table->name &&
               key.referred_schema == other.table->schema;
    };
    const auto leads_there = [&](const auto& relation) {
        return !relation->is_many() && relation->target == &other;
    };
    const auto leads_here = [&](const auto& relation) {
        return relation->is_many() && relation->target == &mapping;
    };
    return std::any_of(mapping.table->foreign_keys.begin(), mapping.table->foreign_keys.end(),
                       is_target) ||
           std::any_of(mapping.relations.begin(), mapping.relations.end(), leads_there) ||
           std::any_of(other.relations.begin(), other.relations.end(), leads_here);
}

// Registries write what they find out into the descriptions that they share.
std::mutex& descriptions_mutex() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace

const ColumnSlot* Mapping::find(const std::string& column) const noexcept {
    for (const ColumnSlot& slot : columns) {
        if (slot.name == column) return &slot;
    }
    return nullptr;
}

Mappings::Mappings(MetaData& metadata, std::initializer_list<EntityRef> entities) {
    const std::lock_guard lock(descriptions_mutex());
    for (const EntityRef& entity : entities) add(entity);
    for (const auto& mapping : all_) describe(*mapping, metadata);
    for (const auto& mapping : all_) relate(*mapping);
    pair_inverses();
    rank();
}

void Mappings::add(const EntityRef& entity) {
    EntityData& data = *entity.data();
    if (data.original) throw_bad_mapping(data.table_name, "is an alias", "register the original");
    if (entity.offset() != 0) {
        throw_bad_mapping(data.table_name, "has a base before Entity",
                          "Entity stands first, fragments behind it: what is before is not seen");
    }
    if (!data.problem.empty()) throw_bad_mapping(data.table_name, "is wrong: " + data.problem);
    check_places(data, entity.size());
    if (find(data.ops->type) != nullptr) {
        throw_bad_mapping(data.table_name, "is the second one of its struct");
    }
    all_.push_back(std::make_unique<Mapping>(entity.data(), all_.size()));
}

void Mappings::describe(Mapping& mapping, MetaData& metadata) {
    const EntityData& data = *mapping.entity;
    mapping.table = metadata.adopt(table_of(data, metadata.options(), all_));
    const Prototype prototype(*data.ops);
    for (std::size_t i = 0; i < data.columns.size(); ++i) {
        mapping.columns.push_back(slot_of(data.columns[i], mapping.table->columns[i],
                                          prototype.offset(data.columns[i].locate)));
    }
    const ColumnData* generated = mapping.table->autoincrement_column();
    for (const std::string& name : mapping.table->primary_key.columns) {
        const ColumnSlot* slot = mapping.find(name);
        mapping.key.push_back(static_cast<std::size_t>(slot - mapping.columns.data()));
        if (generated != nullptr && slot->name == generated->name) {
            mapping.generated_key = mapping.key.back();
        }
    }
    if (mapping.key.empty()) {
        throw_bad_mapping(data.table_name, "has no key",
                          "objects are told apart by it: give columns the option primary_key");
    }
}

void Mappings::relate(Mapping& mapping) {
    const Prototype prototype(mapping.ops());
    for (MappedRelation& mapped : mapping.entity->relations) {
        Mapping* target = find(mapped.draft.target);
        if (target == nullptr) {
            throw_bad_mapping(mapping.name(), "has the relationship \"" + mapped.name +
                                                  "\" to a struct that is not in this Registry");
        }
        auto relation = std::make_unique<Relation>();
        relation->name = mapped.name;
        relation->kind = mapped.draft.kind;
        relation->offset = prototype.offset(mapped.draft.member);
        relation->owner = &mapping;
        relation->target = target;
        relation->cascade = mapped.draft.cascade;
        const Mapping& one_side = relation->is_many() ? mapping : *target;
        const Mapping& many_side = relation->is_many() ? *target : mapping;
        std::vector<std::size_t> foreign_key;
        const Prototype holder(many_side.ops());
        for (const Locate key : mapped.draft.keys) {
            const auto column = column_at(many_side, holder.offset(key));
            if (!column) {
                throw_bad_mapping(mapping.name(), "has the relationship \"" + mapped.name +
                                                      "\" whose key is no column of \"" +
                                                      many_side.name() + "\"");
            }
            foreign_key.push_back(*column);
        }
        if (foreign_key.size() != one_side.key.size()) {
            throw_bad_mapping(mapping.name(), "has the relationship \"" + mapped.name + "\" with " +
                                                  std::to_string(foreign_key.size()) +
                                                  " key columns, but \"" + one_side.name() +
                                                  "\" has " + std::to_string(one_side.key.size()));
        }
        relation->own = relation->is_many() ? mapping.key : foreign_key;
        relation->theirs = relation->is_many() ? foreign_key : target->key;
        relation->unloaded = RelatedState::make_unloaded(*relation);
        relation->empty = RelatedState::make_empty(*relation);
        mapped.target = target->entity;
        mapped.own_columns = relation->own;
        mapped.target_columns = relation->theirs;
        mapping.relations.push_back(std::move(relation));
    }
}

void Mappings::pair_inverses() {
    for (const auto& mapping : all_) {
        for (const auto& relation : mapping->relations) {
            if (relation->is_many()) relation->target->collections.push_back(relation.get());
            for (const auto& other : relation->target->relations) {
                if (other->target == mapping.get() && other->kind != relation->kind &&
                    other->own == relation->theirs) {
                    relation->inverse = other.get();
                }
            }
        }
    }
}

void Mappings::rank() {
    const std::size_t count = all_.size();
    // reaches[a][b]: rows of a refer to rows of b, directly or through others.
    std::vector<std::vector<bool>> reaches(count, std::vector<bool>(count, false));
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = 0; b < count; ++b) {
            reaches[a][b] = a == b || refers(*all_[a], *all_[b]);
        }
    }
    for (std::size_t through = 0; through < count; ++through) {
        for (std::size_t a = 0; a < count; ++a) {
            if (!reaches[a][through]) continue;
            for (std::size_t b = 0; b < count; ++b) {
                if (reaches[through][b]) reaches[a][b] = true;
            }
        }
    }
    // What reaches more stands later; those of a cycle reach the same.
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = 0; b < count; ++b) {
            if (reaches[a][b]) ++all_[a]->rank;
        }
    }
}

Mapping* Mappings::find(const std::type_info& type) const noexcept {
    for (const auto& mapping : all_) {
        if (mapping->ops().type == type) return mapping.get();
    }
    return nullptr;
}

Mapping& Mappings::of(const std::type_info& type) const {
    if (Mapping* found = find(type)) return *found;
    throw OrmError("not_registered",
                   "the struct " + readable_name(type) + " is not in this Registry",
                   {.hint = "add its description to the Registry"});
}

}  // namespace azoth::detail

namespace azoth {

Table Mapper::table() const {
    return mapping_->table_handle();
}

std::vector<Mapper::Attribute> Mapper::attributes() const {
    std::vector<Attribute> result;
    for (const detail::ColumnSlot& slot : mapping_->columns) {
        result.push_back({slot.name, &mapping_->table->column(slot.name), slot.is_key});
    }
    return result;
}

std::vector<Mapper::RelationshipInfo> Mapper::relationships() const {
    std::vector<RelationshipInfo> result;
    for (const auto& relation : mapping_->relations) {
        result.push_back(
            {relation->name, relation->target->name(), relation->is_many(),
             relation->inverse == nullptr ? std::string_view() : relation->inverse->name});
    }
    return result;
}

Registry::Registry(std::initializer_list<detail::EntityRef> entities)
    : Registry(MetaData(), entities) {}

Registry::Registry(MetaData metadata, std::initializer_list<detail::EntityRef> entities)
    : metadata_(std::move(metadata)),
      mappings_(std::make_shared<const detail::Mappings>(metadata_, entities)) {}

const MetaData& Registry::metadata() const noexcept {
    return metadata_;
}

MetaData& Registry::metadata() noexcept {
    return metadata_;
}

Mapper Registry::mapper_of(const std::type_info& type) const {
    return Mapper(mappings_, mappings_->of(type));
}

std::vector<Mapper> Registry::mappers() const {
    std::vector<Mapper> result;
    for (const auto& mapping : mappings_->all()) result.push_back(Mapper(mappings_, *mapping));
    return result;
}

}  // namespace azoth
