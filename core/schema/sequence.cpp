// SPDX-License-Identifier: MIT
#include <azoth/schema/sequence.hpp>

#include <azoth/sql/next_value.hpp>

namespace azoth {

namespace {

SequenceData describe(const ParamName& name, const Schema& schema, const SequenceOptions& options,
                      SqlType type) {
    SequenceData data;
    data.schema = schema.name;
    data.schema_quoting = schema.quoting;
    data.name = name.text();
    data.options = options;
    data.type = std::move(type);
    return data;
}

Schema default_schema(const MetaData& metadata) {
    return Schema(metadata.options().schema, metadata.options().schema_quoting);
}

SequenceData in_schema(SequenceData data, const MetaData& metadata) {
    if (!data.schema.empty()) return data;
    data.schema = metadata.options().schema;
    data.schema_quoting = metadata.options().schema_quoting;
    return data;
}

}  // namespace

Sequence::Sequence(ParamName name, MetaData& metadata, const SequenceOptions& options, SqlType type)
    : Sequence(std::move(name), metadata, default_schema(metadata), options, std::move(type)) {}

Sequence::Sequence(ParamName name, MetaData& metadata, const Schema& schema,
                   const SequenceOptions& options, SqlType type)
    : Sequence(describe(name, schema, options, std::move(type)), metadata) {}

Sequence::Sequence(SequenceData data, MetaData& metadata)
    : data_(metadata.add(in_schema(std::move(data), metadata))) {}

Expr Sequence::next_value() const {
    const SqlType type = data_->type.is_known() ? data_->type : SqlType(TypeKind::big_integer);
    auto* next = new sql::NextValue(data_->schema, data_->name, type);
    next->schema_quoting = data_->schema_quoting;
    next->quoting = data_->quoting;
    next->is_optional = data_->optional;
    next->seal();
    return Expr(sql::NodePtr::adopt(next));
}

}  // namespace azoth
