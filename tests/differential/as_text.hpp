// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <azoth/azoth.hpp>

#include "evaluator.hpp"

namespace differential {

/// Random expressions as they are written for a dialect that has no driver here, with their values
/// in the text. Somebody else brings the text to the server and the answer back.
class AsText {
public:
    using Cell = std::optional<std::string>;  ///< as it is printed; truth as 1 and 0
    using Ask = std::function<std::vector<std::vector<Cell>>(const std::string& sql)>;

    /// Makes the table, with rows whose values are known.
    AsText(std::string dialect, Ask ask);

    /// The first few of the wrong answers to `count` expressions in the select list.
    [[nodiscard]] std::vector<std::string> mistakes(Kind kind, std::uint64_t count,
                                                    const Rules& rules = {});
    [[nodiscard]] std::vector<std::string> mistakes(const std::vector<Tree>& trees,
                                                    const Rules& rules = {});
    /// The same of conditions in WHERE, by the rows they keep.
    [[nodiscard]] std::vector<std::string> mistakes_in_where(std::uint64_t count);
    [[nodiscard]] std::vector<std::string> mistakes_in_where(const std::vector<Tree>& trees);

private:
    [[nodiscard]] std::string written(const azoth::Statement& statement) const;
    /// The answers to several expressions in one query, the rows by id.
    [[nodiscard]] std::vector<std::vector<Cell>> answers(std::span<const Tree> trees);

    std::string dialect_;
    Ask ask_;
    azoth::MetaData metadata_;
    azoth::Table table_;
    std::vector<Row> rows_;  ///< the row with id n is at n - 1
};

}  // namespace differential
