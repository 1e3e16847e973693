// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <azoth/types/sql_type.hpp>

namespace azoth {

/// What a type carries beside its kind and sizes. Immutable once a SqlType shares it.
struct TypeDetail {
    struct Variant {
        std::string dialect;
        SqlType type;
    };

    std::string name;
    std::string schema;
    std::string collation;
    std::string collation_schema;
    std::vector<std::string> labels;
    SqlType item;
    int dimensions = 0;
    ValueKind custom_kind = ValueKind::null;
    std::vector<Variant> variants;  ///< in order of dialect
    std::shared_ptr<const TypeDecorator> decorator;
    std::string bind_expression;
    std::string column_expression;
};

}  // namespace azoth
