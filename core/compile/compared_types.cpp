// SPDX-License-Identifier: MIT
#include "compared_types.hpp"

#include <algorithm>

#include <azoth/sql/query.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::compile {

namespace {

bool is_exact(const SqlType& type) noexcept {
    return type.kind() == TypeKind::numeric;
}

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

bool is_moment(const SqlType& type) noexcept {
    return type.is_temporal() && type.kind() != TypeKind::interval;
}

}  // namespace

void refuse_mixed_exactness(const sql::Node& one, const sql::Node& other, const Ledger& ledger) {
    const SqlType& a = one.type();
    const SqlType& b = other.type();
    if ((is_exact(a) && is_real(b)) || (is_real(a) && is_exact(b))) {
        ledger.lacks("a Numeric together with a Double",
                     "cast the Numeric to Double{} if rounding is acceptable");
    }
}

void require_comparable(const sql::Node& one, const sql::Node& other, const Ledger& ledger) {
    const auto* row = sql::as<sql::Tuple>(one);
    const auto* other_row = sql::as<sql::Tuple>(other);
    if (row != nullptr && other_row != nullptr) {
        for (std::size_t i = 0; i < std::min(row->items.size(), other_row->items.size()); ++i) {
            require_comparable(*row->items[i], *other_row->items[i], ledger);
        }
        return;
    }
    refuse_mixed_exactness(one, other, ledger);
    if (one.type().is_text() == other.type().is_text()) return;
    const SqlType& no_text = one.type().is_text() ? other.type() : one.type();
    if (!no_text.is_number() && !is_moment(no_text)) return;
    ledger.lacks("comparing " + one.type().describe() + " and " + other.type().describe(),
                 "cast() one of them");
}

void require_comparable(const sql::InQuery& test, const Ledger& ledger) {
    const auto* subquery = sql::as<sql::Subquery>(*test.query);
    if (subquery == nullptr) return;
    const sql::NodeList& columns = sql::query_columns(*subquery->select);
    const auto* row = sql::as<sql::Tuple>(*test.operand);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (row != nullptr && i == row->items.size()) return;
        require_comparable(row != nullptr ? *row->items[i] : *test.operand, *columns[i], ledger);
    }
}

}  // namespace azoth::compile
