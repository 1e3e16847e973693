// SPDX-License-Identifier: MIT
#include "loader.hpp"

#include <algorithm>
#include <new>
#include <unordered_map>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/select.hpp>

#include "key_condition.hpp"

namespace azoth::detail {

namespace {

constexpr std::size_t keys_per_query = 500;

/// A whole entity, as a session selects it for itself.
class WholeEntity : public EntityQuery {
public:
    WholeEntity(const Mapping& mapping, const Predicate& condition, bool in_order)
        : EntityQuery(select_of(mapping, condition, in_order), {{mapping.entity, 0}}) {}

private:
    static sql::NodePtr select_of(const Mapping& mapping, const Predicate& condition,
                                  bool in_order) {
        std::vector<Expr> columns;
        for (const ColumnSlot& slot : mapping.columns) columns.emplace_back(slot.ref);
        Select query = select(std::span<const Expr>(columns)).where(condition);
        if (in_order) {
            for (const std::size_t key : mapping.key) {
                query = query.order_by(Expr(mapping.columns[key].ref));
            }
        }
        return query.node();
    }
};

bool is_loaded(const ObjectNode& owner, const Relation& relation) {
    const RelatedState* state =
        RelatedAccess::state(relation.in(const_cast<ObjectNode&>(owner).object()));
    return state == nullptr || state->is_loaded;
}

/// What the database has, with what was added and taken out in the meantime.
void set_loaded(ObjectNode& owner, const Relation& relation, std::vector<ObjectNode*> found) {
    RelatedState& state = RelatedAccess::changing(relation.in(owner.object()));
    std::vector<ObjectNode*> items = found;
    for (ObjectNode* removed : state.removed) std::erase(items, removed);
    for (ObjectNode* added : state.items) {
        if (std::find(items.begin(), items.end(), added) == items.end()) items.push_back(added);
    }
    state.items = std::move(items);
    state.stored = std::move(found);
    state.removed.clear();
    state.is_loaded = true;
}

/// The one side of an object whose many side has just been loaded.
void set_inverse(ObjectNode& child, const Relation& relation, ObjectNode& owner) {
    if (relation.inverse == nullptr || is_loaded(child, *relation.inverse)) return;
    set_loaded(child, *relation.inverse, {&owner});
}

void load_many(SessionCore& session, const std::vector<ObjectNode*>& owners,
               const Relation& relation) {
    for (std::size_t first = 0; first < owners.size(); first += keys_per_query) {
        const std::size_t end = std::min(owners.size(), first + keys_per_query);
        KeyCondition condition(*relation.target, relation.theirs);
        for (std::size_t i = first; i < end; ++i) condition.add(KeyViews(*owners[i]).get());
        const auto found = read_objects(session, *relation.target, condition.take(), true);
        std::unordered_map<const ObjectNode*, std::vector<ObjectNode*>> by_owner;
        for (ObjectNode* child : found) {
            if (child->snapshot == nullptr) continue;
            const KeyViews key(child->snapshot, relation.theirs);
            if (ObjectNode* owner = session.identities().find(*relation.owner, key.get())) {
                by_owner[owner].push_back(child);
            }
        }
        for (std::size_t i = first; i < end; ++i) {
            std::vector<ObjectNode*> children = std::move(by_owner[owners[i]]);
            for (ObjectNode* child : children) set_inverse(*child, relation, *owners[i]);
            set_loaded(*owners[i], relation, std::move(children));
        }
    }
}

void load_one(SessionCore& session, const std::vector<ObjectNode*>& owners,
              const Relation& relation) {
    const auto target_of = [&](const ObjectNode& owner) {
        return session.identities().find(*relation.target,
                                         KeyViews(owner.snapshot, relation.own).get());
    };
    std::vector<ObjectNode*> missing;
    for (ObjectNode* owner : owners) {
        const KeyViews key(owner->snapshot, relation.own);
        if (key.has_null() || target_of(*owner) != nullptr) continue;
        missing.push_back(owner);
    }
    for (std::size_t first = 0; first < missing.size(); first += keys_per_query) {
        const std::size_t end = std::min(missing.size(), first + keys_per_query);
        KeyCondition condition(*relation.target, relation.target->key);
        for (std::size_t i = first; i < end; ++i) {
            condition.add(KeyViews(missing[i]->snapshot, relation.own).get());
        }
        static_cast<void>(read_objects(session, *relation.target, condition.take(), false));
    }
    for (ObjectNode* owner : owners) {
        const KeyViews key(owner->snapshot, relation.own);
        std::vector<ObjectNode*> found;
        if (!key.has_null()) {
            if (ObjectNode* target = target_of(*owner)) found.push_back(target);
        }
        set_loaded(*owner, relation, std::move(found));
    }
}

}  // namespace

std::vector<ObjectNode*> read_objects(SessionCore& session, const Mapping& mapping,
                                      const Predicate& condition, bool in_order) {
    const WholeEntity query(mapping, condition, in_order);
    Result result = session.connections().reader().execute(static_cast<const Statement&>(query),
                                                           session.execution_options());
    RowStream& stream = *result.row_stream();
    ObjectReader reader(session, query, stream);
    std::vector<ObjectNode*> nodes;
    while (stream.next()) nodes.push_back(reader.object(0));
    return nodes;
}

void refresh(SessionCore& session, ObjectNode& node) {
    const Mapping& mapping = *node.mapping;
    if (node.snapshot == nullptr) {
        throw OrmError("not_flushed",
                       "an object of \"" + mapping.name() + "\" is not in the database yet");
    }
    KeyCondition condition(mapping, mapping.key);
    condition.add(KeyViews(node).get());
    const WholeEntity query(mapping, condition.take(), false);
    Result result = session.connections().reader().execute(static_cast<const Statement&>(query),
                                                           session.execution_options());
    RowStream& stream = *result.row_stream();
    if (!stream.next()) {
        throw OrmError("row_gone", "the row of an object of \"" + mapping.name() + "\" is gone",
                       {.table = mapping.name()});
    }
    session.note(node);
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        mapping.columns[i].ops->read(stream, i, mapping.columns[i].in(node.object()));
    }
    node.snapshot = make_snapshot(node);
    for (const auto& relation : mapping.relations) {
        RelatedAccess::reset(relation->in(node.object()), *relation->unloaded);
    }
}

void load_relation(SessionCore& session, std::span<ObjectNode* const> owners,
                   const Relation& relation) {
    std::vector<ObjectNode*> wanting;
    for (ObjectNode* owner : owners) {
        if (owner->snapshot != nullptr && !is_loaded(*owner, relation)) wanting.push_back(owner);
    }
    if (wanting.empty()) return;
    if (relation.is_many()) {
        load_many(session, wanting, relation);
    } else {
        load_one(session, wanting, relation);
    }
}

ObjectReader::ObjectReader(SessionCore& session, const EntityQuery& query, RowStream& stream)
    : session_(session), stream_(stream) {
    items_.reserve(query.items().size());
    for (const SelectedItem& item : query.items()) {
        if (!item.entity) {
            items_.push_back({nullptr, item.first_column, nullptr, {}});
            continue;
        }
        const Mapping& mapping = session.mappings().of(item.entity->ops->type);
        if (mapping.entity.get() != &item.entity->root()) {
            throw OrmError("not_registered", "the struct of \"" + mapping.name() +
                                                 "\" is in this Registry by another description");
        }
        const StructOps& ops = mapping.ops();
        void* scratch = ::operator new(ops.size, std::align_val_t(ops.alignment));
        ops.construct(scratch);
        items_.push_back({&mapping, item.first_column, scratch, {}});
    }
}

ObjectReader::~ObjectReader() {
    for (const Item& item : items_) {
        if (item.scratch == nullptr) continue;
        item.mapping->ops().destroy(item.scratch);
        ::operator delete(item.scratch, std::align_val_t(item.mapping->ops().alignment));
    }
}

ObjectNode* ObjectReader::object(std::size_t index) {
    Item& item = items_[index];
    const Mapping& mapping = *item.mapping;
    driver::Cursor& cursor = stream_.current();
    key_.resize(mapping.key.size());
    made_.resize(mapping.key.size());
    for (std::size_t part = 0; part < key_.size(); ++part) {
        const std::size_t column = mapping.key[part];
        if (cursor.cell(item.first_column + column).is_null()) return nullptr;
        const ColumnSlot& slot = mapping.columns[column];
        slot.ops->read(stream_, item.first_column + column, slot.in(item.scratch));
        key_[part] = slot.view(item.scratch, made_[part]);
    }
    const std::size_t hash = IdentityMap::hash(mapping, key_);
    ObjectNode* node = session_.identities().find(mapping, key_, hash);
    if (node == nullptr) {
        node = &session_.heap()->make_empty(mapping.ops());
        for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
            const ColumnSlot& slot = mapping.columns[i];
            slot.ops->read(stream_, item.first_column + i, slot.in(node->object()));
        }
        session_.adopt(*node, mapping, hash);
    }
    item.seen.push_back(node);
    return node;
}

void ObjectReader::load_options(const EntityQuery& query) {
    for (const LoaderOption& option : query.loader_options()) {
        std::vector<ObjectNode*> owners;
        for (const Item& item : items_) {
            if (item.mapping == nullptr) continue;
            if (item.mapping->entity.get() != &option.path().front().entity->root()) continue;
            owners.insert(owners.end(), item.seen.begin(), item.seen.end());
        }
        for (const LoaderOption::Step& step : option.path()) {
            const Mapping& mapping = session_.mappings().of(step.entity->ops->type);
            const Relation& relation = *mapping.relations[step.relationship];
            load_relation(session_, owners, relation);
            std::vector<ObjectNode*> next;
            for (ObjectNode* owner : owners) {
                const RelatedState* state = RelatedAccess::state(relation.in(owner->object()));
                if (state == nullptr) continue;
                next.insert(next.end(), state->items.begin(), state->items.end());
            }
            owners = std::move(next);
        }
    }
}

}  // namespace azoth::detail
