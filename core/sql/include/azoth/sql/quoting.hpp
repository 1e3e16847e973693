// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth {

/// How a name of the program's schema becomes SQL: an option of tables, schemas and columns, for
/// names whose quotes the dialect's rules get wrong, such as a word that a newer server reserves:
/// `Column{"vector", Quoting::always, Text{}}`.
enum class Quoting : std::uint8_t {
    by_rule,  ///< in quotes where the dialect's rules ask for them
    always,
    never,  ///< as it stands. Only names that mean themselves without quotes: `[a-z_][a-z0-9_$]*`
};

}  // namespace azoth
