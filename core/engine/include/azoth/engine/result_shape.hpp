// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/driver/cursor.hpp>
#include <azoth/sql/node.hpp>

namespace azoth::detail {

/// Names of a result's columns and where they come from. Immutable; shared by a statement's
/// executions and by rows that outlive them.
class ResultShape {
public:
    /// Either may be empty: raw text has no plan, and a plan knows more than the driver.
    ResultShape(std::shared_ptr<const compile::Compiled> compiled,
                std::span<const driver::ColumnInfo> columns);
    /// Some columns of another shape, in this order.
    ResultShape(const ResultShape& whole, std::span<const std::size_t> selection);

    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    /// The column of that name, tried at `hint` first. Throws `ArgumentError`: `no_such_column`,
    /// `ambiguous_column`.
    [[nodiscard]] std::size_t find(std::string_view name, std::size_t hint) const;
    /// The column that an expression selected; its name decides where it selected none.
    [[nodiscard]] std::size_t find(const sql::NodePtr& expression) const;
    /// What the statement knows of the column's type; the null type for raw text.
    [[nodiscard]] const SqlType& type(std::size_t column) const noexcept;
    /// What the statement says of a column; null where it says nothing.
    [[nodiscard]] const compile::ResultColumn* planned(std::size_t column) const noexcept;
    [[nodiscard]] const compile::Compiled& compiled() const noexcept { return *compiled_; }

private:
    void mark_ambiguous();
    [[noreturn]] void throw_missing(std::string_view name) const;
    [[noreturn]] void throw_ambiguous(std::string_view name) const;

    std::shared_ptr<const compile::Compiled> compiled_;
    std::vector<std::size_t> origins_;  ///< positions in the statement's columns
    std::vector<std::string> names_;
    std::vector<char> ambiguous_;
};

}  // namespace azoth::detail
