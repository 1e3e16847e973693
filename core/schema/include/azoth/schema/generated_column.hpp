// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

#include <azoth/schema/schema_expression.hpp>
#include <azoth/schema/sequence_data.hpp>

namespace azoth {

/// Where a computed column lives: kept with the row, or computed when it is read.
enum class ComputedStorage : std::uint8_t { by_default, stored, virtual_ };
inline constexpr ComputedStorage stored = ComputedStorage::stored;
inline constexpr ComputedStorage virtual_column = ComputedStorage::virtual_;

/// `Column{"total", Integer{}, Computed{this_column("price") * this_column("count"), stored}}`:
/// the database computes the value, nobody writes it.
struct Computed {
    explicit Computed(SchemaExpression expression,
                      ComputedStorage storage = ComputedStorage::by_default)
        : expression(std::move(expression)), storage(storage) {}

    SchemaExpression expression;
    ComputedStorage storage;

    friend bool operator==(const Computed&, const Computed&) = default;
};

/// `Column{"id", BigInteger{}, primary_key, Identity{.always = true, .options = {.start = 1000}}}`:
/// the database numbers the rows.
struct Identity {
    bool always = false;  ///< a program cannot give a value of its own
    SequenceOptions options{};

    friend bool operator==(const Identity&, const Identity&) = default;
};

}  // namespace azoth
