// SPDX-License-Identifier: MIT
#include <azoth/schema/view.hpp>

#include <azoth/error/error.hpp>
#include <azoth/sql/change.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

namespace azoth {

namespace {

/// Finds a statement that changes rows, at the top or in a CTE.
class ChangeFinder final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        switch (node.kind()) {
            case sql::NodeKind::insert:
            case sql::NodeKind::update:
            case sql::NodeKind::delete_from:
            case sql::NodeKind::partition_insert:
            case sql::NodeKind::call: found = found == nullptr ? &node : found; return;
            default: break;
        }
        if (found == nullptr) node.each_child(*this);
    }
    const sql::Node* found = nullptr;
};

TableData describe(const std::string& name, const MetaData& metadata, const Statement& query,
                   const ViewOptions& options) {
    TableData view;
    view.name = name;
    view.schema = options.schema.empty() ? metadata.options().schema : options.schema;
    view.kind = options.materialized ? TableKind::materialized_view : TableKind::view;
    view.temporary = options.temporary;
    view.comment = options.comment;
    view.definition = SchemaExpression(query.node());
    ChangeFinder changes;
    changes.child(*query.node());
    if (changes.found != nullptr) {
        throw ArgumentError("bad_view", "the view \"" + name + "\" is made from a query, and " +
                                            std::string(node_kind_name(changes.found->kind())) +
                                            " is none");
    }
    for (const sql::NodePtr& item : sql::query_columns(*query.node())) {
        if (sql::item_name(*item).empty()) {
            throw ArgumentError("bad_view",
                                "a column of the view \"" + name + "\" has no name: label it");
        }
    }
    // The columns that the query has as a source of rows.
    for (const sql::NodePtr& node :
         sql::source_columns(sql::make<sql::AliasSource>(query.node(), name))) {
        const auto& ref = sql::cast<sql::ColumnRef>(*node);
        ColumnData column;
        column.name = ref.name;
        column.type = ref.type();
        column.nullable = ref.nullable;
        view.columns.push_back(std::move(column));
    }
    if (view.columns.empty()) {
        throw ArgumentError("bad_view",
                            "the view \"" + name + "\" is made from a query with columns");
    }
    return view;
}

}  // namespace

View::View(ParamName name, MetaData& metadata, const Statement& query, const ViewOptions& options)
    : Table(describe(name.text(), metadata, query, options), metadata) {}

}  // namespace azoth
