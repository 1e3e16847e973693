// SPDX-License-Identifier: MIT
#include <azoth/orm/session.hpp>

#include <unordered_set>
#include <utility>

#include <azoth/error/error.hpp>

#include "key_condition.hpp"
#include "loader.hpp"
#include "session_core.hpp"

namespace azoth {

namespace detail {

namespace {
[[noreturn]] void throw_none() {
    throw NoResultFound("no_result", "one row was asked for, there is none");
}
}  // namespace

void require_one(std::size_t rows) {
    if (rows == 0) throw_none();
    if (rows > 1) {
        throw MultipleResultsFound("multiple_results",
                                   "one row was asked for, there are " + std::to_string(rows));
    }
}

const std::shared_ptr<void>& ObjectList::one_object() const {
    require_one(objects_.size());
    return objects_.front();
}

std::vector<std::shared_ptr<void>> ObjectList::unique_objects() const {
    std::unordered_set<const void*> seen;
    std::vector<std::shared_ptr<void>> result;
    for (const std::shared_ptr<void>& object : objects_) {
        if (seen.insert(object.get()).second) result.push_back(object);
    }
    return result;
}

}  // namespace detail

Session::Session(Engine engine, Registry models, SessionOptions options)
    : Session(ReadWriteRouter{std::move(engine), {}}, std::move(models), std::move(options)) {}

Session::Session(ReadWriteRouter router, Registry models, SessionOptions options)
    : core_(std::make_unique<detail::SessionCore>(
          detail::SessionConnections(std::move(router), options.execution_options),
          std::move(models), options)) {}

Session::Session(Connection& connection, Registry models, SessionOptions options)
    : core_(std::make_unique<detail::SessionCore>(
          detail::SessionConnections(connection, options.join_mode), std::move(models), options)) {}

Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

// ── objects ─────────────────────────────────────────────────────────────────────────────────────

std::shared_ptr<void> Session::add_object(const detail::StructOps& ops, void* from) {
    const detail::Mapping& mapping = core_->mappings().of(ops.type);
    detail::ObjectNode& node = core_->heap()->make_moved(ops, from);
    core_->attach(node, mapping);
    return core_->heap()->pointer(node);
}

void Session::delete_object(const std::shared_ptr<void>& object) {
    core_->mark_deleted(core_->node_of(object));
}

std::shared_ptr<void> Session::get_object(const std::type_info& type, std::span<const Value> key) {
    const detail::Mapping& mapping = core_->mappings().of(type);
    if (key.size() != mapping.key.size()) {
        throw ArgumentError("key_parts", "the key of \"" + mapping.name() + "\" has " +
                                             std::to_string(mapping.key.size()) + " parts, not " +
                                             std::to_string(key.size()));
    }
    core_->require_usable();
    std::vector<Value> held;
    std::vector<ValueView> views;
    held.reserve(key.size());
    views.reserve(key.size());
    for (std::size_t part = 0; part < key.size(); ++part) {
        const detail::ColumnSlot& slot = mapping.columns[mapping.key[part]];
        held.push_back(slot.ops->as_held(key[part].view()));
    }
    for (const Value& part : held) views.push_back(part.view());
    detail::ObjectNode* node = core_->identities().find(mapping, views);
    if (node == nullptr) {
        core_->autoflush();
        detail::KeyCondition condition(mapping, mapping.key);
        condition.add(views);
        const auto found = detail::read_objects(*core_, mapping, condition.take(), false);
        if (!found.empty()) node = found.front();
    }
    if (node == nullptr || node->state == detail::ObjectState::deleting) return nullptr;
    return core_->heap()->pointer(*node);
}

void Session::refresh_object(const std::shared_ptr<void>& object) {
    core_->require_usable();
    detail::refresh(*core_, core_->node_of(object));
}

void Session::load_related(const std::shared_ptr<void>& object, const Relationship& relationship) {
    core_->require_usable();
    core_->autoflush();
    detail::ObjectNode* node = &core_->node_of(object);
    if (!relationship.entity() || relationship.entity()->ops->type != node->mapping->ops().type) {
        throw ArgumentError("other_entity", "the relationship \"" +
                                                std::string(relationship.name()) +
                                                "\" is none of \"" + node->mapping->name() + "\"");
    }
    detail::load_relation(*core_, {&node, 1}, *node->mapping->relations[relationship.index()]);
}

void Session::expunge_object(const std::shared_ptr<void>& object) {
    core_->let_go(core_->node_of(object));
}

void Session::expunge_all() {
    core_->expunge_all();
}

bool Session::contains_object(const std::shared_ptr<void>& object) const {
    return core_->has(detail::ObjectHeap::node_of(object));
}

bool Session::is_object_modified(const std::shared_ptr<void>& object) const {
    return detail::SessionCore::is_modified(core_->node_of(object));
}

std::size_t Session::size() const noexcept {
    core_->sweep();
    return core_->tracked().size();
}

void Session::throw_no_object() {
    throw NoResultFound("no_result", "there is no row with this key");
}

void Session::throw_no_row() {
    detail::throw_none();
}

// ── the unit of work ────────────────────────────────────────────────────────────────────────────

void Session::flush() {
    core_->flush();
}

void Session::commit() {
    core_->commit();
}

void Session::rollback() {
    core_->rollback();
}

void Session::close() {
    core_->close();
}

bool Session::in_transaction() const noexcept {
    return core_->connections().in_transaction();
}

// ── queries ─────────────────────────────────────────────────────────────────────────────────────

Result Session::execute(const Statement& statement, const Params& params,
                        const ExecutionOptions& options) {
    Connection& connection = connection_for(statement);
    const detail::NearerOptions nearer(*core_, options);
    return connection.execute(statement, params, core_->execution_options());
}

Result Session::execute(const Statement& statement, const ExecutionOptions& options) {
    return execute(statement, Params{}, options);
}

Connection& Session::connection() {
    core_->require_usable();
    core_->autoflush();
    core_->connections().note_write();
    return core_->connections().writer();
}

Connection& Session::connection_for(const Statement& statement) {
    return core_->connection_for(statement);
}

const ExecutionOptions& Session::options() const noexcept {
    return core_->execution_options();
}

void Session::read(const detail::EntityQuery& query, const ExecutionOptions& options,
                   void (*row)(detail::ObjectReader& reader, void* rows), void* rows) {
    Connection& connection = connection_for(query);
    const detail::NearerOptions nearer(*core_, options);
    Result result =
        connection.execute(static_cast<const Statement&>(query), core_->execution_options());
    detail::RowStream& stream = *result.row_stream();
    detail::ObjectReader reader(*core_, query, stream);
    while (stream.next()) row(reader, rows);
    reader.load_options(query);
}

std::vector<std::shared_ptr<void>> Session::read_objects(const detail::EntityQuery& query,
                                                         const ExecutionOptions& options) {
    std::vector<std::shared_ptr<void>> objects;
    read(
        query, options,
        [](detail::ObjectReader& reader, void* rows) {
            static_cast<std::vector<std::shared_ptr<void>>*>(rows)->push_back(object_of(reader, 0));
        },
        &objects);
    return objects;
}

std::shared_ptr<void> Session::object_of(detail::ObjectReader& reader, std::size_t item) {
    detail::ObjectNode* node = reader.object(item);
    return node == nullptr ? nullptr : node->heap->pointer(*node);
}

detail::RowStream& Session::stream_of(detail::ObjectReader& reader) noexcept {
    return reader.stream();
}

std::size_t Session::column_of(detail::ObjectReader& reader, std::size_t item) {
    return reader.first_column(item);
}

}  // namespace azoth
