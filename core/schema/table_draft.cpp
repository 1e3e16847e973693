// SPDX-License-Identifier: MIT
#include <azoth/schema/table_draft.hpp>

#include <utility>

#include <azoth/schema/metadata.hpp>

#include "stored_names.hpp"

namespace azoth {

/// Puts each kind of part in its place.
struct TableDraft::Parts {
    TableDraft& draft;
    TableData& data = draft.data_;

    void operator()(Column& column) { draft.add(column.data()); }
    void operator()(Index& index) { data.indexes.push_back(index.data()); }
    void operator()(ForeignKeyConstraint& key) { data.foreign_keys.push_back(key.data()); }
    void operator()(UniqueConstraint& unique) { data.uniques.push_back(unique.data()); }
    void operator()(CheckConstraint& check) { data.checks.push_back(check.data()); }
    void operator()(PrimaryKeyConstraint& key) { data.primary_key = key.data(); }
    void operator()(TextConstraint& text) { data.other_constraints.push_back(text.data()); }
    void operator()(Schema& schema) { draft.schema_ = std::move(schema); }
    void operator()(Quoting& quoting) { data.quoting = quoting; }
    void operator()(Comment& comment) { data.comment = std::move(comment.text); }
    void operator()(DialectOption& option) { data.options.push_back(std::move(option)); }
    void operator()(Prefix& prefix) { data.prefixes.push_back(std::move(prefix.words)); }
    void operator()(temporary_t&) { data.temporary = true; }
    void operator()(Info& info) { data.info.push_back(std::move(info)); }
    void operator()(keep_existing_t&) { draft.if_declared_ = IfDeclared::keep; }
    void operator()(extend_existing_t&) { draft.if_declared_ = IfDeclared::extend; }
};

TableDraft::TableDraft(std::string name) {
    data_.name = std::move(name);
}

void TableDraft::add(const TableItem& item) {
    Parts parts{*this};
    item.visit(parts);
}

void TableDraft::add(const ColumnData& column) {
    if (column.primary_key) data_.primary_key.columns.push_back(column.name);
    if (column.foreign_key) data_.foreign_keys.push_back(*column.foreign_key);
    if (column.unique) data_.uniques.push_back({{}, {column.name}});
    if (column.indexed) data_.indexes.push_back({{}, {column.name}});
    data_.columns.push_back(column);
}

TableData TableDraft::take(const MetaDataOptions& options) && {
    data_.schema = schema_ ? schema_->name : options.schema;
    data_.schema_quoting = schema_ ? schema_->quoting : options.schema_quoting;
    for (ForeignKeyData& key : data_.foreign_keys) {
        if (key.referred_schema.empty()) key.referred_schema = options.schema;
    }
    use_stored_names(data_);
    apply_naming(options.naming, data_);
    return std::move(data_);
}

}  // namespace azoth
