// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <azoth/error/export.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/schema/sequence_data.hpp>
#include <azoth/sql/expression.hpp>

namespace azoth {

/// A generator of numbers of its own: `Sequence numbers{"invoice_number", metadata, {.start =
/// 1000}}`. create_all() makes it before the tables; databases without sequences refuse it. A cheap
/// handle.
class AZOTH_EXPORT Sequence {
public:
    /// Throws `ArgumentError` (`duplicate_sequence`, `bad_identifier`).
    Sequence(ParamName name, MetaData& metadata, const SequenceOptions& options = {},
             SqlType type = {});
    /// One in a schema of its own rather than the metadata's.
    Sequence(ParamName name, MetaData& metadata, const Schema& schema,
             const SequenceOptions& options = {}, SqlType type = {});
    /// With everything there is to say: `Sequence{{.name = "numbers", .optional = true},
    /// metadata}`. Without a schema it is in the metadata's.
    Sequence(SequenceData data, MetaData& metadata);
    explicit Sequence(std::shared_ptr<const SequenceData> data) : data_(std::move(data)) {}

    /// The next number, as an expression of a statement or a column's default.
    [[nodiscard]] Expr next_value() const;
    [[nodiscard]] const SequenceData& data() const noexcept { return *data_; }

private:
    std::shared_ptr<const SequenceData> data_;
};

}  // namespace azoth
