// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <azoth/azoth.hpp>

namespace differential {

/// What CAST makes of values that fit in a type, nearly fit and do not, the same on every database:
/// a table of them, and what each becomes.
class Casts {
public:
    using Cell = std::optional<std::string>;
    /// Runs a statement; of a query the only cell. Throws what the database throws.
    using Run = std::function<Cell(const azoth::Statement& statement)>;

    Casts();

    [[nodiscard]] const azoth::MetaData& metadata() const noexcept { return metadata_; }
    /// Fills the table, which is there and empty.
    void fill(const Run& run) const;

    struct Outcome {
        std::vector<std::string> mistakes;
        std::vector<std::string> refused;  ///< the types of casts that the dialect does not write
    };
    [[nodiscard]] Outcome outcome(const Run& run) const;

private:
    azoth::MetaData metadata_;
    azoth::Table table_;
};

}  // namespace differential
