// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include <azoth/sql/from_item.hpp>

namespace azoth {

/// A source whose rows are locked.
class LockTarget {
public:
    LockTarget(const FromItem& source) : source_(source.source()) {}
    [[nodiscard]] const sql::NodePtr& source() const noexcept { return source_; }

private:
    sql::NodePtr source_;
};

/// How a SELECT locks the rows it reads: `for_update({.skip_locked = true, .of = {artist}})`. Each
/// is refused where the database has no such lock; nothing is weakened silently.
struct LockOptions {
    bool read = false;         ///< FOR SHARE: others may read, too
    bool nowait = false;       ///< an error instead of waiting
    bool skip_locked = false;  ///< rows that others hold are left out
    bool key_share = false;    ///< the weaker lock that spares foreign keys (PostgreSQL)
    std::vector<LockTarget> of{};
};

}  // namespace azoth
