// SPDX-License-Identifier: MIT
#include <azoth/schema/index.hpp>

#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth {

IndexPart::IndexPart(const sql::NodePtr& node) {
    const sql::NodePtr* inner = &node;
    if (const auto* ordering = sql::as<sql::Ordering>(*node)) {
        direction = ordering->direction;
        nulls = ordering->nulls;
        inner = &ordering->operand;
    }
    const auto* collate = sql::as<sql::Collate>(**inner);
    if (collate != nullptr && collate->schema.empty()) {
        collation = collate->name;
        inner = &collate->operand;
    }
    if (const auto* ref = sql::as<sql::ColumnRef>(**inner)) {
        column = ref->name;
    } else if (const auto* label = sql::as<sql::LabelRef>(**inner)) {
        column = label->name.view();  // desc("year")
    } else {
        expression = SchemaExpression(*inner);
    }
}

IndexPart IndexPart::collate(const ParamName& name) const {
    IndexPart copy = *this;
    copy.collation = name.text();
    return copy;
}

IndexPart IndexPart::with_operators(const ParamName& name) const {
    IndexPart copy = *this;
    copy.operator_class = name.text();
    return copy;
}

std::vector<std::string> IndexData::columns() const {
    std::vector<std::string> names;
    for (const IndexPart& part : parts) {
        if (!part.column.empty()) names.push_back(part.column);
    }
    return names;
}

}  // namespace azoth
