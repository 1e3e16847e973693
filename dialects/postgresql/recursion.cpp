// SPDX-License-Identifier: MIT
// WITH RECURSIVE. The server gives a column the type of the first part, and takes no wider one from
// the steps: what they make of it is said there.
#include <algorithm>
#include <vector>

#include <azoth/sql/recursive_columns.hpp>
#include <azoth/sql/select_columns.hpp>

#include "compiler.hpp"
#include "widths.hpp"

namespace azoth::postgresql {

namespace {

bool is_null(const sql::Node& item) noexcept {
    if (const auto* label = sql::as<sql::Label>(item)) return is_null(*label->inner);
    const auto* literal = sql::as<sql::Literal>(item);
    return literal != nullptr && literal->keyword == sql::Keyword::null;
}

/// How much of a number a type holds; 0 for what is none.
int breadth(const SqlType& type) noexcept {
    switch (type.kind()) {
        case TypeKind::small_integer: return 1;
        case TypeKind::integer: return 2;
        case TypeKind::big_integer: return 3;
        case TypeKind::unsigned_big_integer: return 4;
        case TypeKind::numeric: return 5;
        case TypeKind::float_: return 6;
        case TypeKind::double_: return 7;
        default: return 0;
    }
}

bool stands_for_itself(const sql::Node& source) noexcept {
    const auto* alias = sql::as<sql::AliasSource>(source);
    return alias == nullptr ? source.kind() == sql::NodeKind::cte_reference
                            : stands_for_itself(*alias->inner);
}

/// The types of a recursion's columns, wide enough for all of its parts.
class WideTypes {
public:
    explicit WideTypes(const sql::SetOperation& recursion)
        : recursion_(recursion), first_(sql::query_columns(*recursion.parts.front())) {
        for (const sql::NodePtr& item : first_) types_.push_back(item->type());
        // A wider column makes those wider that a step computes from it.
        for (std::size_t round = 0; round <= first_.size() && widen(); ++round) {
        }
    }

    /// What a column must be cast to where it begins; not known where it is that already.
    [[nodiscard]] SqlType cast_of(std::size_t column) const {
        const SqlType& wide = types_[column];
        // Digits are lost on the way: a sum of numeric(10, 2) is numeric to the server.
        if (wide.kind() == TypeKind::numeric && changes(column)) {
            return SqlType(TypeKind::numeric);
        }
        const bool is_so = wide.kind() == first_[column]->type().kind() &&
                           (wide.kind() != TypeKind::big_integer || !is_narrow(*first_[column]));
        return is_so ? SqlType() : wide;
    }

private:
    bool widen() {
        bool changed = false;
        for (std::size_t part = 1; part < recursion_.parts.size(); ++part) {
            const sql::NodeList& items = sql::query_columns(*recursion_.parts[part]);
            for (std::size_t i = 0; i < items.size() && i < types_.size(); ++i) {
                const SqlType type = type_of(*items[i]);
                const bool is_open = !types_[i].is_known() && is_null(*first_[i]);
                const bool is_wider = breadth(types_[i]) != 0 && breadth(type) > breadth(types_[i]);
                if (!type.is_known() || (!is_open && !is_wider)) continue;
                types_[i] = type;
                changed = true;
            }
        }
        return changed;
    }

    [[nodiscard]] bool changes(std::size_t column) const {
        return std::any_of(recursion_.parts.begin(), recursion_.parts.end(),
                           [&](const sql::NodePtr& part) {
                               const sql::NodeList& items = sql::query_columns(*part);
                               return column < items.size() &&
                                      (items[column]->kind() != sql::NodeKind::column ||
                                       !(items[column]->type() == first_[column]->type()));
                           });
    }

    /// The type that the server gives an expression: of sums the wider side's.
    [[nodiscard]] SqlType type_of(const sql::Node& item) const {
        if (const auto* label = sql::as<sql::Label>(item)) return type_of(*label->inner);
        if (const auto* column = sql::as<sql::ColumnRef>(item)) return type_of_column(*column);
        const auto* binary = sql::as<sql::Binary>(item);
        if (binary == nullptr || breadth(item.type()) == 0) return item.type();
        SqlType widest = item.type();
        for (const sql::NodePtr& side : {binary->left, binary->right}) {
            const SqlType type = type_of(*side);
            if (breadth(type) > breadth(widest)) widest = type;
        }
        return widest;
    }

    [[nodiscard]] SqlType type_of_column(const sql::ColumnRef& column) const {
        if (!column.source || !stands_for_itself(*column.source)) return column.type();
        for (std::size_t i = 0; i < types_.size(); ++i) {
            if (sql::item_name(*first_[i]) == column.name) return types_[i];
        }
        return column.type();
    }

    const sql::SetOperation& recursion_;
    const sql::NodeList& first_;
    std::vector<SqlType> types_;
};

}  // namespace

void PostgresqlCompiler::cte_definition(const sql::CteSource& cte) {
    begins_recursion_ = cte.reference != nullptr;
    SqlCompiler::cte_definition(cte);
    begins_recursion_ = false;
}

sql::NodePtr PostgresqlCompiler::with_wide_columns(const sql::SetOperation& operation) const {
    const WideTypes wide(operation);
    std::vector<SqlType> types;
    for (std::size_t i = 0; i < sql::query_columns(*operation.parts.front()).size(); ++i) {
        types.push_back(wide.cast_of(i));
    }
    return sql::with_first_types(operation, types);
}

void PostgresqlCompiler::visit_set_operation(const sql::SetOperation& operation) {
    refuse_json_as_text(operation);
    if (std::exchange(begins_recursion_, false)) {
        if (const sql::NodePtr wider = with_wide_columns(operation)) {
            return SqlCompiler::visit_set_operation(sql::cast<sql::SetOperation>(*wider));
        }
    }
    SqlCompiler::visit_set_operation(operation);
}

}  // namespace azoth::postgresql
