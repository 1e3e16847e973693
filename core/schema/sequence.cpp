// SPDX-License-Identifier: MIT
#include <azoth/schema/sequence.hpp>

#include <azoth/sql/next_value.hpp>

namespace azoth {

namespace {

SequenceData describe(const ParamName& name, const MetaData& metadata,
                      const SequenceOptions& options, SqlType type) {
    SequenceData data;
    data.schema = metadata.options().schema;
    data.name = name.text();
    data.options = options;
    data.type = std::move(type);
    return data;
}

}  // namespace

Sequence::Sequence(ParamName name, MetaData& metadata, const SequenceOptions& options, SqlType type)
    : data_(metadata.add(describe(name, metadata, options, std::move(type)))) {}

Expr Sequence::next_value() const {
    const SqlType type = data_->type.is_known() ? data_->type : SqlType(TypeKind::big_integer);
    return Expr(sql::make<sql::NextValue>(data_->schema, data_->name, type));
}

}  // namespace azoth
