// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <azoth/driver/statement.hpp>

#include "statement.hpp"

namespace azoth::sqlite3_driver {

/// Runs any number of statements and discards their rows.
void run_script(Session& session, std::string_view text);

/// The rows of a script's statements, one statement after another: each runs when the rows of the
/// one before have been left. Those without rows run on the way to the next that has some.
class ScriptCursor final : public driver::Cursor {
public:
    ScriptCursor(std::shared_ptr<Session> session, std::string text)
        : session_(std::move(session)), text_(std::move(text)) {}

    void start(std::int64_t timeout_ms);

    [[nodiscard]] std::span<const driver::ColumnInfo> columns() override;
    [[nodiscard]] bool next() override { return rows_ != nullptr && rows_->next(); }
    [[nodiscard]] bool next_result() override;
    [[nodiscard]] bool read_int64(std::size_t column, std::int64_t& out) override {
        return rows_->read_int64(column, out);
    }
    [[nodiscard]] bool read_double(std::size_t column, double& out) override {
        return rows_->read_double(column, out);
    }
    [[nodiscard]] bool read_text(std::size_t column, std::string_view& out) override {
        return rows_->read_text(column, out);
    }
    [[nodiscard]] bool read_bytes(std::size_t column, BytesView& out) override {
        return rows_->read_bytes(column, out);
    }
    [[nodiscard]] ValueView cell(std::size_t column) override { return rows_->cell(column); }
    [[nodiscard]] std::int64_t affected_rows() const override {
        return rows_ == nullptr ? -1 : rows_->affected_rows();
    }
    void close() noexcept override;

private:
    [[nodiscard]] std::int64_t left_ms() const noexcept;

    std::shared_ptr<Session> session_;
    const std::string text_;
    std::string_view rest_;  ///< of the text, what has not run
    std::int64_t deadline_ns_ = no_deadline;
    std::unique_ptr<Sqlite3Statement> statement_;  ///< whose rows are being read
    driver::Cursor* rows_ = nullptr;
};

class Script final : public driver::Statement {
public:
    /// Throws as prepare_statement() where the text ends inside of a quote, and the like.
    Script(std::shared_ptr<Session> session, std::string_view text);

    [[nodiscard]] std::size_t parameter_count() const override { return 0; }
    [[nodiscard]] driver::Cursor& execute(std::span<const ValueView> parameters,
                                          const driver::ExecuteOptions& options) override;

private:
    ScriptCursor cursor_;
};

}  // namespace azoth::sqlite3_driver
