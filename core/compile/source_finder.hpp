// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/query.hpp>

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

/// Where the join chain begins: the source named first by select_from, else the first that the
/// first join's condition speaks of, else the first of all.
[[nodiscard]] inline sql::NodePtr join_base(const sql::Select& select,
                                            const std::vector<sql::NodePtr>& sources) {
    if (!select.from.empty()) return select.from.front();
    if (!select.joins.empty()) {
        const auto& join = sql::cast<sql::Join>(*select.joins.front());
        for (const sql::NodePtr& source : sources) {
            SourceFinder finder(source);
            if (join.condition) finder.child(*join.condition);
            if (finder.found) return source;
        }
    }
    return sources.front();
}

}  // namespace azoth::compile
