// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <azoth/azoth.hpp>

namespace differential {

/// What stands inside JSON, the same on every database: documents, places in them, and what each
/// way to read a place gives.
class JsonPlaces {
public:
    using Cell = std::optional<std::string>;
    /// Runs a statement; of a query the only cell. Throws what the database throws.
    using Run = std::function<Cell(const azoth::Statement& statement)>;

    explicit JsonPlaces(const azoth::SqlType& type);

    [[nodiscard]] const azoth::MetaData& metadata() const noexcept { return metadata_; }
    /// Fills the table, which is there and empty.
    void fill(const Run& run) const;

    struct Outcome {
        std::vector<std::string> mistakes;
        std::vector<std::string> refused;   ///< ways to read that the dialect does not write
        std::vector<std::string> declined;  ///< errors where elsewhere there is a value
    };
    [[nodiscard]] Outcome outcome(const Run& run) const;

private:
    azoth::MetaData metadata_;
    azoth::Table table_;
};

}  // namespace differential
