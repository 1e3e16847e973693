// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/error/export.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/statement.hpp>

namespace azoth {

struct ViewOptions {
    bool temporary = false;
    bool materialized = false;  ///< its rows are kept, until REFRESH
    std::string schema{};
    std::string comment{};
};

/// A query under a name: `View long_tracks{"long_tracks", metadata, select(…).where(…)}`. Selected
/// from like a table; its columns are those of the query. create_all() makes views after the
/// tables, in the order of their description. The query's values become literals.
class AZOTH_EXPORT View : public Table {
public:
    /// Throws `ArgumentError`: `duplicate_table`; `bad_view` for a query that is no SELECT, changes
    /// rows in a CTE, or has a column without a name.
    View(ParamName name, MetaData& metadata, const Statement& query,
         const ViewOptions& options = {});
};

}  // namespace azoth
