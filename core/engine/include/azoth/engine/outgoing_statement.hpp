// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

struct ExecutionOptions;

/// A statement on its way to the driver, for `Listener::rewrite`. What a handler sets is what is
/// prepared, sent, echoed and told to the handlers after it. The text must deliver the columns that
/// the statement was built with, else the execution is `InvalidRequestError` (`rewritten_columns`).
/// Prepared forms are kept for the text that is sent, so one that differs each time costs a
/// preparation each time. Borrowed for the call.
class AZOTH_EXPORT OutgoingStatement {
public:
    OutgoingStatement(std::string_view sql, std::span<const ValueView> parameters, std::size_t sets,
                      const ExecutionOptions& options, std::uint64_t connection) noexcept;
    OutgoingStatement(OutgoingStatement&&) = delete;  // parameters are views into its own values
    ~OutgoingStatement();

    [[nodiscard]] std::string_view sql() const noexcept { return is_new_ ? new_sql_ : sql_; }
    /// Set by set, in the order of the placeholders; also those that `hide_parameters` keeps out of
    /// what is told.
    [[nodiscard]] std::span<const ValueView> parameters() const noexcept { return parameters_; }
    /// Parameter sets of a batch.
    [[nodiscard]] std::size_t sets() const noexcept { return sets_; }
    /// All levels merged.
    [[nodiscard]] const ExecutionOptions& options() const noexcept { return options_; }
    /// Number of the connection within its engine.
    [[nodiscard]] std::uint64_t connection() const noexcept { return connection_; }

    /// Sends this text instead. Its placeholders are the driver's own.
    void set_sql(std::string sql);
    /// Sends this value instead of parameters()[index]. Throws `ArgumentError` (`bind_unknown`).
    void set_parameter(std::size_t index, Value value);
    /// Sends these instead, equally many per set. Throws `ArgumentError` (`bind_missing`).
    void set_parameters(std::vector<Value> values);

    /// Whether another text was set.
    [[nodiscard]] bool has_new_sql() const noexcept { return is_new_; }

private:
    void view_values();

    std::string_view sql_;
    std::string new_sql_;
    bool is_new_ = false;
    std::span<const ValueView> parameters_;
    std::vector<Value> values_;     ///< once a parameter was set: all of them
    std::vector<ValueView> views_;  ///< of them
    std::size_t sets_;
    const ExecutionOptions& options_;
    std::uint64_t connection_;
};

}  // namespace azoth
