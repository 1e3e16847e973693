// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <azoth/driver/statement.hpp>

#include "channel.hpp"
#include "cursor.hpp"
#include "parameter_encoder.hpp"

namespace azoth::libpq {

/// A named prepared statement of the server. The types of its placeholders and columns are the
/// server's own answer; they decide how values are encoded and cells decoded.
class Statement final : public driver::Statement {
public:
    /// Prepares at once, in one round trip. `hints`: see `driver::Connection::prepare`.
    Statement(Channel& channel, std::string_view sql, std::span<const ValueKind> hints,
              Deadline deadline);
    ~Statement() override;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    std::size_t parameter_count() const override { return encoder_.size(); }
    driver::Cursor& execute(std::span<const ValueView> parameters,
                            const driver::ExecuteOptions& options) override;
    std::int64_t execute_batch(const driver::ParameterBatch& batch,
                               const driver::ExecuteOptions& options) override;

private:
    void prepare(Deadline deadline);
    void prepare_with_types(const std::vector<Oid>& types, Deadline deadline);
    void send_description();
    void describe(const PGresult& description);
    [[nodiscard]] std::vector<Oid> types_from_hints();
    /// Prepares anew where values are of other kinds than those it was prepared for.
    void follow_kinds(std::span<const ValueView> parameters, Deadline deadline);
    void close_forgotten(Deadline deadline);
    void forget() noexcept;
    /// Before each execution.
    void make_ready();
    void run(std::span<const ValueView> parameters, const driver::ExecuteOptions& options,
             Deadline deadline);
    /// After the server called the statement outdated: prepares it anew if nothing is lost by it.
    [[nodiscard]] bool renewed(Deadline deadline);

    Channel& channel_;
    std::string sql_;
    std::vector<ValueKind> hints_;
    std::vector<std::size_t> open_;  ///< placeholders that are of whatever type their values are
    std::string name_;               ///< empty while the server does not know it
    bool touches_session_;
    bool drops_statements_;
    bool can_be_cursor_;
    bool is_long_;              ///< libpq cannot read what the server says of its placeholders
    bool knows_shape_ = false;  ///< a long one only once its first result is there
    ResultShape shape_;
    ParameterEncoder encoder_;
    Cursor cursor_;
};

}  // namespace azoth::libpq
