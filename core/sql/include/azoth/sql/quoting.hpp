// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth {

/// How a name becomes SQL: an option of tables, schemas and columns, of labels, aliases and CTEs,
/// for names whose quotes the dialect's rules get wrong, such as a word that a newer server
/// reserves: `Column{"vector", Quoting::always, Text{}}`, `x.label("vector", Quoting::always)`.
enum class Quoting : std::uint8_t {
    by_rule,  ///< in quotes where the dialect's rules ask for them
    always,
    never,  ///< as it stands. Only names that mean themselves without quotes: `[a-z_][a-z0-9_$]*`
};

}  // namespace azoth
