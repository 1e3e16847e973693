// SPDX-License-Identifier: MIT
#include <azoth/schema/column.hpp>

#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/sql/bind.hpp>

namespace azoth {

ServerDefault ServerDefault::of(Value value) {
    // Without a type of its own: the column's says how it is written.
    return ServerDefault(
        SchemaExpression(sql::NodePtr(sql::make<sql::Bind>(std::move(value), SqlType()))));
}

void ColumnOption::apply(ColumnData& column) const {
    switch (kind_) {
        case Kind::name:
            if (!column.name.empty()) {
                throw ArgumentError("bad_column", "the column \"" + column.name +
                                                      "\" is given a second name, \"" +
                                                      std::string(text_) + "\"");
            }
            column.name = text_;
            return;
        case Kind::type:
            if (column.type.is_known()) {
                throw ArgumentError("bad_column",
                                    "the column \"" + column.name + "\" is given two types");
            }
            column.type = *static_cast<const SqlType*>(object_);
            return;
        case Kind::foreign_key:
            if (column.foreign_key) {
                throw ArgumentError("bad_column",
                                    "the column \"" + column.name + "\" is given two foreign keys");
            }
            column.foreign_key = static_cast<const ForeignKey*>(object_)->data();
            return;
        case Kind::server_default:
            column.server_default = static_cast<const ServerDefault*>(object_)->expression;
            return;
        case Kind::computed: column.computed = *static_cast<const Computed*>(object_); return;
        case Kind::identity: column.identity = *static_cast<const Identity*>(object_); return;
        case Kind::comment: column.comment = static_cast<const Comment*>(object_)->text; return;
        case Kind::option:
            column.options.push_back(*static_cast<const DialectOption*>(object_));
            return;
        case Kind::primary_key:
            column.primary_key = true;
            column.nullable = false;
            return;
        case Kind::not_null: column.nullable = false; return;
        case Kind::nullable: column.nullable = true; return;
        case Kind::unique: column.unique = true; return;
        case Kind::indexed: column.indexed = true; return;
        case Kind::no_autoincrement: column.autoincrement = false; return;
        case Kind::system_column: column.system = true; return;
        case Kind::known_as: column.known_as = static_cast<const KnownAs*>(object_)->name; return;
        case Kind::doc: column.doc = static_cast<const Doc*>(object_)->text; return;
        case Kind::info: column.info.push_back(*static_cast<const Info*>(object_)); return;
        case Kind::default_value:
            column.default_value = static_cast<const Default*>(object_)->node();
            return;
        case Kind::update_default:
            column.update_default = static_cast<const UpdateDefault*>(object_)->node();
            return;
        case Kind::fetched_value: column.fetched = true; return;
        case Kind::fetched_on_update: column.fetched_on_update = true; return;
        case Kind::insert_sentinel: column.sentinel = true; return;
        case Kind::quoting: column.quoting = quoting_; return;
    }
}

Column::Column(std::initializer_list<ColumnOption> options) {
    for (const ColumnOption& option : options) option.apply(data_);
    if (data_.name.empty()) throw ArgumentError("bad_column", "a column needs a name");
    if (!data_.type.is_known() && !data_.foreign_key) {
        throw ArgumentError("bad_column", "the column \"" + data_.name +
                                              "\" needs a type or a foreign key to take it from");
    }
    if (data_.foreign_key) data_.foreign_key->columns = {data_.name};
    if ((data_.computed && (data_.server_default || data_.identity)) ||
        (data_.identity && data_.server_default)) {
        throw ArgumentError("bad_column", "the column \"" + data_.name +
                                              "\" has two sources of values: it is computed, an "
                                              "identity or has a default");
    }
}

Column::Column(ColumnData data) : data_(std::move(data)) {}

}  // namespace azoth
