// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/bind.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth {

/// The type of a value that comes from one of several places: of numbers the widest, else the first
/// that is known.
class CommonType {
public:
    /// Of what is no value: whole numbers beside it take its type where it holds them.
    void add(const detail::Operand& operand) {
        if (operand.expression()) add(operand.expression()->type());
    }
    void add(const SqlType& type) {
        if (!type_.is_known() || (type_.is_number() && rank(type) > rank(type_))) type_ = type;
    }
    [[nodiscard]] const SqlType& type() const noexcept { return type_; }
    /// A NULL that the program gave as a value has no type of its own.
    void give_to_null(sql::NodePtr& node) const {
        const auto* bind = sql::as<sql::Bind>(*node);
        if (bind == nullptr || !bind->name.empty() || bind->type().is_known()) return;
        if (type_.is_known() && bind->value.is_null()) node = sql::make<sql::Bind>(Value(), type_);
    }

private:
    static int rank(const SqlType& type) noexcept {
        switch (type.kind()) {
            case TypeKind::double_: return 6;
            case TypeKind::float_: return 5;
            case TypeKind::numeric: return 4;
            case TypeKind::unsigned_big_integer: return 3;
            case TypeKind::big_integer: return 2;
            case TypeKind::integer: return 1;
            default: return 0;
        }
    }
    SqlType type_;
};

}  // namespace azoth
