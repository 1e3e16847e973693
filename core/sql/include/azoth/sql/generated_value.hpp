// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/value/convert.hpp>
#include <azoth/value/value.hpp>
#include <azoth/value/value_traits.hpp>

namespace azoth {

/// The row for which a default is made, as far as the statement gives it. Borrowed for the call.
class AZOTH_EXPORT RowContext {
public:
    virtual ~RowContext();

    /// The value given to a column, itself perhaps NULL; empty where the statement gives none, or
    /// an SQL expression. Text stays where it is, and is valid during the call.
    [[nodiscard]] virtual std::optional<ValueView> find(std::string_view column) const = 0;
};

namespace sql {

/// Makes the value of a column for which a statement gives none. Called once per row, on the thread
/// that executes; from many threads at a time if the table is used so.
class AZOTH_EXPORT ValueGenerator {
public:
    virtual ~ValueGenerator();
    [[nodiscard]] virtual Value make(const RowContext& row) const = 0;
};

/// A value that the program makes when the statement runs. Its identity enters the key.
class GeneratedValue final : public NodeOf<GeneratedValue, NodeKind::generated_value> {
public:
    explicit GeneratedValue(std::shared_ptr<const ValueGenerator> generator)
        : generator(std::move(generator)) {}

    std::shared_ptr<const ValueGenerator> generator;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&GeneratedValue::generator);
    }
};

/// Stands in a statement for what a column's default says: an expression, a constant or a
/// GeneratedValue. Made by the compiler, where a statement leaves the column out.
class DefaultValue final : public NodeOf<DefaultValue, NodeKind::default_value> {
public:
    DefaultValue(NodePtr value, const SqlType& type) : NodeOf(type), value(std::move(value)) {}

    NodePtr value;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&DefaultValue::value);
    }
};

}  // namespace sql

}  // namespace azoth
