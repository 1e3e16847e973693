// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <azoth/orm/entity_select.hpp>

#include "session_core.hpp"

namespace azoth::detail {

/// Loads a relationship of many objects by one query per page of keys. Those that have it already
/// are left alone; what was added or taken out meanwhile stays so.
void load_relation(SessionCore& session, std::span<ObjectNode* const> owners,
                   const Relation& relation);

/// Reads the columns of an object again. Throws `OrmError` (`row_gone`).
void refresh(SessionCore& session, ObjectNode& node);

/// Reads whole objects of one mapping by a condition. In the order of keys if asked.
[[nodiscard]] std::vector<ObjectNode*> read_objects(SessionCore& session, const Mapping& mapping,
                                                    const Predicate& condition, bool in_order);

/// Makes objects of the rows of a query.
class ObjectReader {
public:
    ObjectReader(SessionCore& session, const EntityQuery& query, RowStream& stream);
    ~ObjectReader();
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    /// The object of an item in the current row; null where its key is NULL. A row that the session
    /// has already is the object it is; its members are not touched.
    [[nodiscard]] ObjectNode* object(std::size_t item);
    [[nodiscard]] RowStream& stream() noexcept { return stream_; }
    [[nodiscard]] std::size_t first_column(std::size_t item) const noexcept {
        return items_[item].first_column;
    }
    /// After the last row: what loader options ask for.
    void load_options(const EntityQuery& query);

private:
    struct Item {
        const Mapping* mapping;
        std::size_t first_column;
        void* scratch;  ///< an object to read keys into
        std::vector<ObjectNode*> seen;
    };

    SessionCore& session_;
    RowStream& stream_;
    std::vector<Item> items_;
    // The key of the current object, reused from row to row.
    std::vector<ValueView> key_;
    std::vector<Value> made_;
};

}  // namespace azoth::detail
