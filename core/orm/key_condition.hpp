// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include <azoth/sql/operators.hpp>

#include "mapping.hpp"

namespace azoth::detail {

/// `key IN (…)` over columns of a mapping, in a form that every database has.
class KeyCondition {
public:
    /// Borrowed.
    KeyCondition(const Mapping& mapping, const std::vector<std::size_t>& columns)
        : mapping_(mapping), columns_(columns) {}

    void add(std::span<const ValueView> key) {
        if (columns_.size() == 1) {
            values_.push_back(Value::copy_of(key.front()));
            return;
        }
        std::vector<Predicate> parts;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            parts.push_back(Expr(mapping_.columns[columns_[i]].ref) == Value::copy_of(key[i]));
        }
        rows_.push_back(and_(std::span<const Predicate>(parts)));
    }
    [[nodiscard]] bool empty() const noexcept { return values_.empty() && rows_.empty(); }
    [[nodiscard]] Predicate take() {
        if (columns_.size() > 1) return or_(std::span<const Predicate>(rows_));
        return Expr(mapping_.columns[columns_.front()].ref).in(values_);
    }

private:
    const Mapping& mapping_;
    const std::vector<std::size_t>& columns_;
    std::vector<Value> values_;
    std::vector<Predicate> rows_;
};

}  // namespace azoth::detail
