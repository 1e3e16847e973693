// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <azoth/sql/quoting.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth {

/// How numbers are generated. What is not given is the database's choice, in general 1, 2, 3 …
struct SequenceOptions {
    std::optional<std::int64_t> start{};
    std::optional<std::int64_t> increment{};
    std::optional<std::int64_t> minimum{};
    std::optional<std::int64_t> maximum{};
    std::optional<std::int64_t> cache{};  ///< how many a session takes at once
    bool cycle = false;                   ///< begins anew at the end instead of failing

    friend bool operator==(const SequenceOptions&, const SequenceOptions&) = default;
};

/// A sequence as the schema keeps it.
struct SequenceData {
    std::string schema{};
    std::string name{};
    SequenceOptions options{};
    SqlType type{};  ///< not known: the database's own
    std::string comment{};
    /// Only made where the database does not number keys by itself; elsewhere a key whose Default
    /// it is, is the database's to number.
    bool optional = false;
    Quoting schema_quoting = Quoting::by_rule;
    Quoting quoting = Quoting::by_rule;
    /// The column that it goes with, of a table in its schema, as behind PostgreSQL's SERIAL;
    /// empty: it stands alone.
    std::string owner_table{};
    std::string owner_column{};

    friend bool operator==(const SequenceData&, const SequenceData&) = default;
};

}  // namespace azoth
