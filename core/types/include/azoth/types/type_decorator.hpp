// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

/// Stands between a program's values and a column of another type: encryption, a checked format, an
/// encoding. Attach one with `SqlType::with_decorator`; types that share a decorator object are
/// equal, so make one and keep it. The library calls it from any thread, on one value at a time,
/// NULL included; what it throws reaches the caller of execute or of the row.
class AZOTH_EXPORT TypeDecorator {
public:
    TypeDecorator() = default;
    TypeDecorator(const TypeDecorator&) = delete;
    TypeDecorator& operator=(const TypeDecorator&) = delete;
    virtual ~TypeDecorator();

    /// For logs and errors, such as "Encrypted".
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// From what the program bound to what the database stores. By default the same value.
    [[nodiscard]] virtual Value to_database(const ValueView& value) const;
    /// From what the database delivered to what the program reads. By default the same value.
    [[nodiscard]] virtual Value from_database(const ValueView& value) const;
    /// What stands for a value where it is written into SQL text (a default, a literal). By
    /// default as it is bound.
    [[nodiscard]] virtual Value to_literal(const ValueView& value) const;
    /// The type that a value gets which is compared with a column of the decorated type `own`. By
    /// default `own`, so that the value is converted as the column's are; `column.like(…)` and its
    /// like compare texts as they stand. Must depend on nothing but its arguments: the answer is
    /// part of a cached statement.
    [[nodiscard]] virtual SqlType compared_type(const SqlType& own, ValueKind value) const;
};

}  // namespace azoth
