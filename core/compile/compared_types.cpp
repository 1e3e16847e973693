// SPDX-License-Identifier: MIT
#include "compared_types.hpp"

#include <algorithm>
#include <string_view>

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

/// Whether both have been there among what it was given.
class Exactness {
public:
    void add(const SqlType& type) {
        has_exact_ = has_exact_ || is_exact(type);
        has_real_ = has_real_ || is_real(type);
    }
    void require_one(const Ledger& ledger) const {
        if (!has_exact_ || !has_real_) return;
        ledger.lacks("a Numeric together with a Double",
                     "cast the Numeric to Double{} if rounding is acceptable");
    }

private:
    bool has_exact_ = false;
    bool has_real_ = false;
};

bool is_moment(const SqlType& type) noexcept {
    return type.is_temporal() && type.kind() != TypeKind::interval;
}

}  // namespace

void refuse_mixed_exactness(const sql::Node& one, const sql::Node& other, const Ledger& ledger) {
    Exactness exactness;
    exactness.add(one.type());
    exactness.add(other.type());
    exactness.require_one(ledger);
}

void require_one_exactness(const sql::Function& function, const Ledger& ledger) {
    constexpr std::string_view choosing[] = {"coalesce", "greatest", "lag",
                                             "lead",     "least",    "nullif"};
    if (!function.known || function.arguments.size() < 2) return;
    const auto* const end = std::end(choosing);
    if (std::find(std::begin(choosing), end, function.name.view()) == end) return;
    Exactness exactness;
    for (const sql::NodePtr& argument : function.arguments) exactness.add(argument->type());
    exactness.require_one(ledger);
}

void require_one_exactness(const sql::CaseWhen& choice, const Ledger& ledger) {
    Exactness exactness;
    for (std::size_t i = 1; i < choice.branches.size(); i += 2) {
        exactness.add(choice.branches[i]->type());
    }
    if (choice.otherwise) exactness.add(choice.otherwise->type());
    exactness.require_one(ledger);
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
