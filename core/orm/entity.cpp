// SPDX-License-Identifier: MIT
#include <azoth/orm/entity.hpp>

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/source.hpp>

#include "entity_data.hpp"

namespace azoth {

namespace detail {

namespace {

/// The description whose members are being made on this thread. A member made outside of any, or
/// behind one that is ready, is found by its place.
struct UnderConstruction {
    EntityData* data = nullptr;
    const EntityBase* entity = nullptr;
    // Of aliased().
    const EntityBase* original = nullptr;
    const std::string* alias = nullptr;
};
// Trivially destructible: descriptions with static storage are destroyed after the thread's own.
UnderConstruction& under_construction() noexcept {
    static thread_local constinit UnderConstruction current;
    return current;
}

std::ptrdiff_t place_of(const void* member) noexcept {
    return static_cast<const std::byte*>(member) -
           reinterpret_cast<const std::byte*>(under_construction().entity);
}

sql::NodePtr column_node(const EntityData& data, const ColumnData& column) {
    auto* ref = new sql::ColumnRef(data.source, column.name, column.type, column.nullable,
                                   column.known_as, column.quoting);
    ref->seal();
    return sql::NodePtr::adopt(ref);
}

/// What a column is beside its options.
void complete(ColumnData& column, bool& own_type, std::string_view text, const MemberOps& ops) {
    if (column.name.empty()) column.name = member_name(text);
    own_type = column.type.is_known();
    if (!own_type) column.type = ops.sql_type();
    if (!column.type.is_known()) {
        throw ArgumentError("bad_column", "the column \"" + column.name +
                                              "\" needs a type: that of its member has none");
    }
    column.nullable = ops.nullable;
    if (column.primary_key && ops.nullable) {
        throw ArgumentError("bad_column", "the key column \"" + column.name +
                                              "\" is an optional member, but a key is never NULL");
    }
    if (column.foreign_key) column.foreign_key->columns = {column.name};
}

void add_column(EntityData& data, std::string_view text, const MemberOps& ops, Locate locate,
                const void* at, std::initializer_list<ColumnOption> options) {
    MappedColumn mapped{&ops, locate, place_of(at), {}, false};
    for (const ColumnOption& option : options) option.apply(mapped.data);
    complete(mapped.data, mapped.own_type, text, ops);
    mapped.data.ref = column_node(data, mapped.data);
    data.columns.push_back(std::move(mapped));
}

/// The same column of another alias.
sql::NodePtr repeat_column(EntityData& data) {
    const std::size_t index = data.columns.size();
    const std::vector<MappedColumn>& known = data.original->columns;
    if (index >= known.size()) return nullptr;
    data.columns.push_back(known[index]);
    data.columns.back().data.ref = column_node(data, known[index].data);
    return data.columns.back().data.ref;
}

}  // namespace

std::string_view member_name(std::string_view text) noexcept {
    // g++: "… [with auto M = &Artist::name; std::string_view = …]", clang: "… [M = &Artist::name]".
    text.remove_prefix(text.find("M = ") + 4);
    text = text.substr(0, text.find_first_of(";]"));
    while (text.ends_with(')')) text.remove_suffix(1);
    return text.substr(text.rfind(':') + 1);
}

sql::NodePtr register_column(std::string_view text, const MemberOps& ops, Locate locate,
                             const void* at, std::initializer_list<ColumnOption> options) {
    const UnderConstruction& current = under_construction();
    if (current.data != nullptr && current.data->original) {
        if (sql::NodePtr node = repeat_column(*current.data)) return node;
    } else if (current.data != nullptr) {
        try {
            add_column(*current.data, text, ops, locate, at, options);
            return current.data->columns.back().data.ref;
        } catch (const Error& error) {
            if (current.data->problem.empty()) current.data->problem = error.message();
        }
    }
    // A column of nothing: what is made of it says so when it is compiled.
    auto* lost = new sql::ColumnRef(nullptr, std::string(member_name(text)), ops.sql_type(), true);
    lost->seal();
    return sql::NodePtr::adopt(lost);
}

PendingAlias::PendingAlias(const EntityBase& original, std::string name) : name_(std::move(name)) {
    under_construction().original = &original;
    under_construction().alias = &name_;
}

PendingAlias::~PendingAlias() {
    under_construction().original = nullptr;
}

}  // namespace detail

EntityBase::EntityBase(const detail::StructOps& ops, std::string_view table,
                       std::initializer_list<TableItem> items)
    : data_(std::make_shared<detail::EntityData>(ops, table)), source_(sql::NodePtr()) {
    detail::UnderConstruction& current = detail::under_construction();
    data_->table_name = table;
    if (const EntityBase* original = std::exchange(current.original, nullptr)) {
        const auto& known = original->data_->original;
        data_->original = known ? known : original->data_;
        data_->source = sql::make<sql::AliasSource>(data_->original->source, *current.alias);
    } else {
        data_->source = sql::make<sql::TableSource>(sql::next_source_identity(), std::string(),
                                                    std::string(table));
        for (const TableItem& item : items) data_->draft.add(item);
    }
    source_ = Source(data_->source);
    current.data = data_.get();
    current.entity = this;
}

EntityBase::EntityBase(const EntityBase& other) = default;

EntityBase::~EntityBase() {
    detail::UnderConstruction& current = detail::under_construction();
    if (current.data == data_.get()) current = {};
}

Relationship::Relationship(detail::RelationDraft draft) {
    const detail::UnderConstruction& current = detail::under_construction();
    if (current.data == nullptr) return;
    entity_ = current.entity->entity();
    index_ = entity_->relations.size();
    std::string name(detail::member_name(draft.text));
    entity_->relations.push_back(
        {std::move(draft), std::move(name), detail::place_of(this), {}, {}, {}});
}

Relationship::Relationship(const Relationship&) = default;
Relationship::~Relationship() = default;

std::string_view Relationship::name() const noexcept {
    return entity_ ? std::string_view(entity_->relations[index_].name) : std::string_view();
}

std::vector<sql::JoinStep> Relationship::join_steps() const {
    const detail::MappedRelation* relation = entity_ ? &entity_->root().relations[index_] : nullptr;
    const auto target = relation == nullptr ? nullptr : relation->target.lock();
    if (!target) {
        throw OrmError("not_registered",
                       "the relationship \"" + std::string(name()) +
                           "\" is in no Registry together with its other side",
                       {.hint = "make a Registry of both descriptions first"});
    }
    sql::NodePtr on;
    for (std::size_t i = 0; i < relation->own_columns.size(); ++i) {
        const Predicate equal = Expr(entity_->columns[relation->own_columns[i]].data.ref) ==
                                Expr(target->columns[relation->target_columns[i]].data.ref);
        on = on ? (Predicate(on) && equal).node() : equal.node();
    }
    return {{target->source, std::move(on)}};
}

}  // namespace azoth
