// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <azoth/driver/fetch_format.hpp>
#include <azoth/engine/cancel_token.hpp>
#include <azoth/engine/compiled_cache.hpp>
#include <azoth/engine/execution_tags.hpp>
#include <azoth/error/export.hpp>
#include <azoth/sql/schema_map.hpp>

namespace azoth {

/// How statements run and how their rows arrive. Given to an engine, a connection or one execution:
/// for each option the nearest place that sets it wins, and a member that is left out is not set.
/// So what is set further away is taken back by `false`, 0 or `none()`:
///
///     Connection db = engine.connect({.execution_options = {.uncached = true}});
///     db.execute(query, {.uncached = false});
///
/// (g++ 12 takes tags and maps that stand alone in braces for parameters, too; there say
/// `db.execute(query, ExecutionOptions{.tags = {{"audit", true}}})`.)
struct ExecutionOptions {
    /// Rows are taken from the server as they are read, so that memory stays flat. The transaction
    /// must stay open while they are read.
    std::optional<bool> stream_results{};
    /// Rows per fetch; 0: as many as there are. Says of stream_results whether it is another number
    /// than 0 where that is not set beside it. Also what fetchmany() and partitions() take when no
    /// number is given.
    std::optional<std::size_t> yield_per{};
    /// Most rows held at once while streaming without yield_per; 0: the driver's own.
    std::optional<std::size_t> max_row_buffer{};
    /// In which form the rows travel, where the driver has several.
    std::optional<FetchFormat> fetch_format{};
    /// Longest a statement may take, in milliseconds, with what it needs before: beginning its
    /// transaction and preparing it. Then `TimeoutError` (`statement_timeout`). What is set for a
    /// connection or its engine also holds for begin() and commit(). 0 and less: as long as it
    /// likes.
    std::optional<std::int64_t> timeout_ms{};
    /// Keeps values out of echo, events and errors. What `EngineOptions::hide_parameters` promises
    /// holds whatever is said here.
    std::optional<bool> hide_parameters{};
    /// Most rows per statement of a batched insert; 0: the dialect's own choice. Whatever it says,
    /// no statement takes more parameters than the database does.
    std::optional<std::size_t> insert_page_size{};
    /// The compiled and the prepared form are made for this execution and forgotten: for statements
    /// that never come again, and behind poolers that lose prepared statements between
    /// transactions.
    std::optional<bool> uncached{};
    /// Where compiled forms are kept instead of the engine's cache; `uncached` wins.
    CompiledCache compiled_cache{};
    /// Which schema stands for which, for the tables of statements that are built, for
    /// create_all(), drop_all() and reflection: `{.schema_translate_map = {{"tenant",
    /// "tenant_7"}}}`. The nearest map hides the others as a whole. Raw text stays as it is.
    SchemaMap schema_translate_map{};
    /// Stops the execution from another thread, until its last row is read.
    CancelToken cancel_token{};
    /// Marks what this execution logs.
    LoggingToken logging_token{};
    /// For listeners, see ExecutionEvent::options. The nearest tags hide the others as a whole.
    Tags tags{};
};

/// Options of which none is set: what is meant where none are given. Known by its address, so that
/// they cost nothing.
AZOTH_EXPORT extern const ExecutionOptions unset_options;

/// Whether everything is as the place further away has it, as nearly always.
[[nodiscard]] AZOTH_EXPORT bool says_nothing(const ExecutionOptions& options) noexcept;

/// `near` over `far`: what `near` does not set is taken from `far`.
[[nodiscard]] AZOTH_EXPORT ExecutionOptions merged(ExecutionOptions near,
                                                   const ExecutionOptions& far) noexcept;

}  // namespace azoth
