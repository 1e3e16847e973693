// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/error/export.hpp>
#include <azoth/schema/diff.hpp>

namespace azoth {

/// Compares a description with what reflection found in a database of that dialect:
///
///     MetaData found;
///     found.reflect(engine, {.views = true});
///     for (const SchemaDifference& difference : diff(metadata, found, db.dialect()))
///         std::cout << difference.describe() << '\n';
///
/// Throws `CompileError` where the model has what the dialect cannot hold.
[[nodiscard]] AZOTH_EXPORT std::vector<SchemaDifference> diff(const MetaData& model,
                                                              const MetaData& database,
                                                              const Dialect& dialect,
                                                              const ToSqlOptions& options = {});

}  // namespace azoth
