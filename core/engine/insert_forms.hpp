// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include <azoth/engine/execution_options.hpp>
#include <azoth/sql/query.hpp>

#include "statement_cache.hpp"

namespace azoth::detail {

class ConnectionCore;

/// An INSERT of so many rows of parameters, compiled for this connection.
struct InsertForm {
    std::size_t rows;
    CachedStatement* statement;
    sql::NodePtr node;  ///< keeps the binds alive
    std::vector<const sql::Bind*> binds;
};

/// The forms of one INSERT for the sizes of page that it is sent in, each built and looked up once
/// and held while this lives.
class InsertForms {
public:
    /// All but `options` borrowed.
    InsertForms(ConnectionCore& core, const sql::Insert& insert,
                std::span<const std::string> columns, const ExecutionOptions& options)
        : core_(core), insert_(insert), columns_(columns), options_(options) {}
    ~InsertForms();
    InsertForms(const InsertForms&) = delete;
    InsertForms& operator=(const InsertForms&) = delete;

    [[nodiscard]] const InsertForm& of(std::size_t rows);

private:
    ConnectionCore& core_;
    const sql::Insert& insert_;
    std::span<const std::string> columns_;
    ExecutionOptions options_;
    std::deque<InsertForm> forms_;
};

}  // namespace azoth::detail
