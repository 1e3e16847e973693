// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <azoth/compile/ledger.hpp>
#include <azoth/engine/connection_access.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/dml.hpp>

#include "key_condition.hpp"
#include "unit_of_work.hpp"

/// The second part of a flush: what is sent.
namespace azoth::detail {

namespace {

/// Rows per statement where each brings its key along.
constexpr std::size_t page_size = 500;

template <class Act>
void in_pages(const std::vector<ObjectNode*>& nodes, const Act& act) {
    for (std::size_t first = 0; first < nodes.size(); first += page_size) {
        const std::size_t count = std::min(page_size, nodes.size() - first);
        act(std::vector<ObjectNode*>(nodes.begin() + static_cast<std::ptrdiff_t>(first),
                                     nodes.begin() + static_cast<std::ptrdiff_t>(first + count)));
    }
}

/// While it lives, listeners hear that the RETURNING of what is executed could be done without.
class OptionalReturning {
public:
    explicit OptionalReturning(Connection& connection) : connection_(connection) {
        ConnectionAccess::tell_optional_returning(connection_, true);
    }
    ~OptionalReturning() { ConnectionAccess::tell_optional_returning(connection_, false); }
    OptionalReturning(const OptionalReturning&) = delete;
    OptionalReturning& operator=(const OptionalReturning&) = delete;

private:
    Connection& connection_;
};

/// A new object's key is the database's to give while it is what a new struct has.
bool is_unset(const ValueView& key) noexcept {
    return key.is_null() || (key.kind() == ValueKind::int64 && key.int64() == 0) ||
           (key.kind() == ValueKind::uint64 && key.uint64() == 0);
}

[[noreturn]] void throw_stale(const Mapping& mapping, const char* what, std::size_t expected,
                              std::int64_t found) {
    throw OrmError("stale_data",
                   std::to_string(expected) + " rows of \"" + mapping.name() + "\" were to be " +
                       what + ", but " + std::to_string(found) + " were there",
                   {.hint = "another transaction has deleted them; refresh() the objects and do "
                            "the unit of work again",
                    .table = mapping.name()});
}

}  // namespace

void UnitOfWork::execute() {
    insert_all();
    update_all();
    delete_all();
}

Connection& UnitOfWork::connection() {
    has_sent_ = true;
    return session_.connections().writer();
}

Result UnitOfWork::run(const Statement& statement, const std::vector<Params>& sets) {
    return connection().execute(statement, std::span<const Params>(sets),
                                session_.execution_options());
}

Value UnitOfWork::key_part(ObjectNode& node, std::size_t part) {
    const std::size_t column = node.mapping->key[part];
    if (const Row* row = find_row(node)) {
        for (const auto& [learned, value] : row->learned) {
            if (learned == column) return value;
        }
        // A key that is itself another object's.
        if (link_of(row, column) != nullptr) return value_of(node, row, column, true);
    }
    Value scratch;
    return Value::copy_of(node.mapping->columns[column].view(node.object(), scratch));
}

Value UnitOfWork::value_of(ObjectNode& node, const Row* row, std::size_t column,
                           bool postponed_too) {
    if (const Link* linked = link_of(row, column)) {
        if (linked->parent == nullptr || (linked->is_postponed && !postponed_too)) return Value();
        const auto at = std::find(linked->columns->begin(), linked->columns->end(), column);
        return key_part(*linked->parent, static_cast<std::size_t>(at - linked->columns->begin()));
    }
    Value scratch;
    return Value::copy_of(node.mapping->columns[column].view(node.object(), scratch));
}

// ── INSERT ──────────────────────────────────────────────────────────────────────────────────────

std::vector<std::size_t> UnitOfWork::inserted_columns(ObjectNode& node) {
    std::vector<std::size_t> columns;
    Value scratch;
    const Row* row = find_row(node);
    const Mapping& mapping = *node.mapping;
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        const ColumnSlot& slot = mapping.columns[i];
        if (slot.is_fetched) continue;
        if (link_of(row, i) == nullptr) {
            const ValueView value = slot.view(node.object(), scratch);
            if (mapping.generated_key == i && is_unset(value)) continue;
            if (slot.has_default && value.is_null()) continue;
        }
        columns.push_back(i);
    }
    return columns;
}

void UnitOfWork::insert_all() {
    const auto level = [this](const ObjectNode* node) {
        const Row* row = find_row(*node);
        return row == nullptr ? std::size_t{0} : row->level;
    };
    std::stable_sort(inserts_.begin(), inserts_.end(), [&](ObjectNode* a, ObjectNode* b) {
        return std::tuple(a->mapping->rank, level(a), a->mapping->index) <
               std::tuple(b->mapping->rank, level(b), b->mapping->index);
    });
    for (std::size_t first = 0; first < inserts_.size();) {
        const Mapping& mapping = *inserts_[first]->mapping;
        const std::size_t first_level = level(inserts_[first]);
        // Objects that give the same columns go together, in the order in which they came.
        std::vector<std::pair<std::vector<std::size_t>, std::vector<ObjectNode*>>> batches;
        std::size_t end = first;
        for (; end < inserts_.size() && inserts_[end]->mapping == &mapping &&
               level(inserts_[end]) == first_level;
             ++end) {
            std::vector<std::size_t> columns = inserted_columns(*inserts_[end]);
            auto batch = std::find_if(batches.begin(), batches.end(), [&](const auto& candidate) {
                return candidate.first == columns;
            });
            if (batch == batches.end()) {
                batches.emplace_back(std::move(columns), std::vector<ObjectNode*>());
                batch = batches.end() - 1;
            }
            batch->second.push_back(inserts_[end]);
        }
        for (const auto& [columns, nodes] : batches) insert_batch(mapping, columns, nodes);
        first = end;
    }
}

void UnitOfWork::insert_batch(const Mapping& mapping, const std::vector<std::size_t>& columns,
                              const std::vector<ObjectNode*>& nodes) {
    std::vector<Params> sets(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Row* row = find_row(*nodes[i]);
        for (const std::size_t column : columns) {
            sets[i].add(
                {mapping.columns[column].known_as(), value_of(*nodes[i], row, column, false)});
        }
    }
    const bool learns_key =
        mapping.generated_key &&
        std::find(columns.begin(), columns.end(), *mapping.generated_key) == columns.end();
    std::vector<std::size_t> made;  // by the database
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        const bool is_sent = std::find(columns.begin(), columns.end(), i) != columns.end();
        if (!is_sent && !(learns_key && mapping.generated_key == i)) made.push_back(i);
    }
    const Insert insert(mapping.table_handle());
    const bool returns = connection().supports(compile::Capability::insert_returning);
    if (!made.empty() && returns) {
        const OptionalReturning told(connection());
        Result result = run(insert.in_parameter_order().return_defaults(), sets);
        std::size_t at = 0;
        for (const azoth::Row& returned : result) {
            Row& row = row_of(*nodes[at++]);
            for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
                if (std::find(columns.begin(), columns.end(), i) != columns.end()) continue;
                const ColumnSlot& slot = mapping.columns[i];
                row.learned.emplace_back(i, slot.ops->as_held(returned[Expr(slot.ref)].view()));
            }
        }
        return;
    }
    if (!learns_key) {
        static_cast<void>(run(insert, sets));
    } else {
        Result result = run(insert.in_parameter_order(), sets);
        const auto keys = nodes.size() == 1
                              ? std::vector<std::vector<Value>>{result.inserted_primary_key()}
                              : result.inserted_primary_keys();
        const auto& slot = mapping.columns[*mapping.generated_key];
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            row_of(*nodes[i]).learned.emplace_back(*mapping.generated_key,
                                                   slot.ops->as_held(keys[i].front().view()));
        }
    }
    if (!made.empty()) read_back(mapping, made, nodes);
}

// ── UPDATE ──────────────────────────────────────────────────────────────────────────────────────

void UnitOfWork::update_all() {
    // What closes a cycle between new rows is written now that all of them are there.
    for (Row& row : rows_) {
        std::vector<std::size_t> columns;
        for (const Link& link : row.links) {
            if (link.is_postponed) {
                columns.insert(columns.end(), link.columns->begin(), link.columns->end());
            }
        }
        if (!columns.empty()) update_batch(*row.node->mapping, columns, {row.node});
    }
    std::map<std::pair<std::size_t, std::vector<std::size_t>>, std::vector<ObjectNode*>> batches;
    for (const auto& [node, columns] : updates_) {
        batches[{node->mapping->index, columns}].push_back(node);
    }
    for (const auto& [batch, nodes] : batches) {
        update_batch(*nodes.front()->mapping, batch.second, nodes);
    }
}

void UnitOfWork::update_batch(const Mapping& mapping, const std::vector<std::size_t>& columns,
                              const std::vector<ObjectNode*>& nodes) {
    Update update(mapping.table_handle());
    std::vector<std::string> names;
    for (const std::size_t column : columns) {
        names.push_back("new_" + std::to_string(column));
        update = update.set(mapping.columns[column].known_as(), bind(names.back()));
    }
    for (const std::size_t column : mapping.key) {
        names.push_back("key_" + std::to_string(column));
        update = update.where(Expr(mapping.columns[column].ref) == bind(names.back()));
    }
    std::vector<Params> sets(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Row* row = find_row(*nodes[i]);
        std::size_t name = 0;
        for (const std::size_t column : columns) {
            sets[i].add({names[name++], value_of(*nodes[i], row, column, true)});
        }
        for (std::size_t part = 0; part < mapping.key.size(); ++part) {
            sets[i].add({names[name++], key_part(*nodes[i], part)});
        }
    }
    const std::int64_t found = run(update, sets).rowcount();
    if (found >= 0 && found != static_cast<std::int64_t>(nodes.size())) {
        throw_stale(mapping, "changed", nodes.size(), found);
    }
    std::vector<std::size_t> made;
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        const bool is_sent = std::find(columns.begin(), columns.end(), i) != columns.end();
        if (mapping.columns[i].changes_on_update && !is_sent) made.push_back(i);
    }
    if (!made.empty()) read_back(mapping, made, nodes);
}

// ── DELETE ──────────────────────────────────────────────────────────────────────────────────────

void UnitOfWork::delete_all() {
    // The other way round: what refers goes before what is referred to. Rows of one table were
    // planned behind those that they belong to.
    std::reverse(deletes_.begin(), deletes_.end());
    std::stable_sort(deletes_.begin(), deletes_.end(), [](ObjectNode* a, ObjectNode* b) {
        return std::pair(b->mapping->rank, b->mapping->index) <
               std::pair(a->mapping->rank, a->mapping->index);
    });
    for (std::size_t first = 0; first < deletes_.size();) {
        std::size_t end = first;
        std::vector<ObjectNode*> nodes;
        for (; end < deletes_.size() && deletes_[end]->mapping == deletes_[first]->mapping; ++end) {
            nodes.push_back(deletes_[end]);
        }
        in_pages(nodes, [&](const std::vector<ObjectNode*>& page) {
            delete_batch(*page.front()->mapping, page);
        });
        first = end;
    }
}

void UnitOfWork::delete_batch(const Mapping& mapping, const std::vector<ObjectNode*>& nodes) {
    KeyCondition condition(mapping, mapping.key);
    for (const ObjectNode* node : nodes) condition.add(KeyViews(*node).get());
    const Delete statement = delete_from(mapping.table_handle()).where(condition.take());
    Result result = connection().execute(statement, session_.execution_options());
    const std::int64_t found = result.rowcount();
    if (found >= 0 && found != static_cast<std::int64_t>(nodes.size())) {
        throw_stale(mapping, "deleted", nodes.size(), found);
    }
}

// ── what the database made ──────────────────────────────────────────────────────────────────────

namespace {

/// A key that owns its parts.
class OwnedKey {
public:
    explicit OwnedKey(std::vector<Value> parts) : parts_(std::move(parts)) {
        views_.reserve(parts_.size());
        for (const Value& part : parts_) views_.push_back(part.view());
    }
    OwnedKey(OwnedKey&&) noexcept = default;
    OwnedKey(const OwnedKey&) = delete;
    [[nodiscard]] std::span<const ValueView> views() const noexcept { return views_; }
    friend bool operator==(const OwnedKey& a, const OwnedKey& b) noexcept {
        return std::equal(a.views_.begin(), a.views_.end(), b.views_.begin(), b.views_.end());
    }

private:
    std::vector<Value> parts_;
    std::vector<ValueView> views_;  ///< moved along with what they look at
};

template <class Part>
OwnedKey owned_key(const Mapping& mapping, const Part& part_of) {
    std::vector<Value> parts;
    parts.reserve(mapping.key.size());
    for (std::size_t part = 0; part < mapping.key.size(); ++part) parts.push_back(part_of(part));
    return OwnedKey(std::move(parts));
}

}  // namespace

void UnitOfWork::read_back(const Mapping& mapping, const std::vector<std::size_t>& columns,
                           const std::vector<ObjectNode*>& all) {
    std::vector<Expr> selected;
    for (const std::size_t column : mapping.key) selected.emplace_back(mapping.columns[column].ref);
    for (const std::size_t column : columns) selected.emplace_back(mapping.columns[column].ref);
    in_pages(all, [&](const std::vector<ObjectNode*>& nodes) {
        std::unordered_multimap<std::size_t, std::pair<OwnedKey, ObjectNode*>> by_key;
        KeyCondition condition(mapping, mapping.key);
        for (ObjectNode* node : nodes) {
            OwnedKey key =
                owned_key(mapping, [&](std::size_t part) { return key_part(*node, part); });
            condition.add(key.views());
            const std::size_t hash = IdentityMap::hash(mapping, key.views());
            by_key.emplace(hash, std::pair(std::move(key), node));
        }
        const Select query = select(std::span<const Expr>(selected)).where(condition.take());
        Result result = connection().execute(query, session_.execution_options());
        for (const azoth::Row& found : result) {
            const OwnedKey key = owned_key(mapping, [&](std::size_t part) {
                return mapping.columns[mapping.key[part]].ops->as_held(found[part].view());
            });
            auto [at, end] = by_key.equal_range(IdentityMap::hash(mapping, key.views()));
            while (at != end && !(at->second.first == key)) ++at;
            if (at == end) continue;
            Row& row = row_of(*at->second.second);
            for (std::size_t i = 0; i < columns.size(); ++i) {
                row.learned.emplace_back(columns[i], mapping.columns[columns[i]].ops->as_held(
                                                         found[mapping.key.size() + i].view()));
            }
        }
    });
}

}  // namespace azoth::detail
