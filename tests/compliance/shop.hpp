// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <azoth/compliance/bench.hpp>

namespace azoth::compliance {

using Names = std::vector<std::string>;
using Ids = std::vector<std::int64_t>;

/// The first column of a query's rows.
[[nodiscard]] Names names(Connection& db, const Statement& query);
[[nodiscard]] Ids ids(Connection& db, const Statement& query);

/// A small record shop for queries whose answers are known. Its tables have no keys, so that a
/// database without such can be asked, too.
///
///     artist_id  name        boss        album_id  title          year  artist_id
///     1          Queen       NULL        1         Jazz           1978  1
///     2          AC/DC       1           2         The Game       1980  1
///     3          ABBA        1           3         Back in Black  1980  2
///     4          100%_\pure  2           4         Arrival        NULL  3
///                                        5         Orphan         2001  NULL
struct Shop {
    MetaData metadata;
    Table artist;
    Table album;

    explicit Shop(Bench& bench);
    /// ON of the album's artist.
    [[nodiscard]] Predicate of_artist() const { return album["artist_id"] == artist["artist_id"]; }
};

}  // namespace azoth::compliance
