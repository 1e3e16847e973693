// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/fields.hpp>

namespace azoth::compile {

/// Whether an expression or statement speaks of a column of a source, at any depth.
class SourceFinder final : public sql::ChildVisitor {
public:
    explicit SourceFinder(const sql::NodePtr& wanted) : wanted_(wanted) {}
    void child(const sql::Node& node) override {
        if (const auto* column = sql::as<sql::ColumnRef>(node)) {
            found = found || column->source == wanted_;
        } else {
            node.each_child(*this);
        }
    }
    bool found = false;

private:
    const sql::NodePtr& wanted_;
};

}  // namespace azoth::compile
