// SPDX-License-Identifier: MIT
#include <azoth/schema/sequence.hpp>

#include <azoth/sql/next_value.hpp>

namespace azoth {

namespace {

SequenceData describe(const ParamName& name, const std::string& schema,
                      const SequenceOptions& options, SqlType type) {
    SequenceData data;
    data.schema = schema;
    data.name = name.text();
    data.options = options;
    data.type = std::move(type);
    return data;
}

}  // namespace

Sequence::Sequence(ParamName name, MetaData& metadata, const SequenceOptions& options, SqlType type)
    : data_(metadata.add(describe(name, metadata.options().schema, options, std::move(type)))) {}

Sequence::Sequence(ParamName name, MetaData& metadata, const Schema& schema,
                   const SequenceOptions& options, SqlType type)
    : data_(metadata.add(describe(name, schema.name, options, std::move(type)))) {}

Expr Sequence::next_value() const {
    const SqlType type = data_->type.is_known() ? data_->type : SqlType(TypeKind::big_integer);
    return Expr(sql::make<sql::NextValue>(data_->schema, data_->name, type));
}

}  // namespace azoth
