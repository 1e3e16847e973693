// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <azoth/engine/cancel_token.hpp>
#include <azoth/engine/compiled_cache.hpp>
#include <azoth/engine/execution_tags.hpp>
#include <azoth/error/export.hpp>
#include <azoth/sql/schema_map.hpp>

namespace azoth {

/// How statements run and how their rows arrive. Given to an engine, a connection or one execution;
/// what a nearer place sets wins, and zero, false and empty mean "not set here".
struct ExecutionOptions {
    /// Rows are taken from the server as they are read, so that memory stays flat. The transaction
    /// must stay open while they are read. False where the engine or connection says true: not
    /// here.
    std::optional<bool> stream_results{};
    /// Rows per fetch; implies stream_results where that is not set beside it. Also what
    /// fetchmany() and partitions() take when no number is given.
    std::size_t yield_per = 0;
    /// Most rows held at once while streaming without yield_per; 0: the driver's own.
    std::size_t max_row_buffer = 0;
    /// Longest a statement may take, in milliseconds, with what it needs before: beginning its
    /// transaction and preparing it. Then `TimeoutError` (`statement_timeout`). What is set for a
    /// connection or its engine also holds for begin() and commit(). Negative: as long as it likes,
    /// whatever the engine or connection says.
    std::int64_t timeout_ms = 0;
    /// Keeps values out of echo, events and errors.
    bool hide_parameters = false;
    /// Most rows per statement of a batched insert; 0: the dialect's own choice. Whatever it says,
    /// no statement takes more parameters than the database does.
    std::size_t insert_page_size = 0;
    /// The compiled and the prepared form are made for this execution and forgotten: for statements
    /// that never come again, and behind poolers that lose prepared statements.
    bool uncached = false;
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
[[nodiscard]] inline bool says_nothing(const ExecutionOptions& options) noexcept {
    if (&options == &unset_options) return true;
    return !options.stream_results.has_value() && options.yield_per == 0 &&
           options.max_row_buffer == 0 && options.timeout_ms == 0 && !options.hide_parameters &&
           options.insert_page_size == 0 && !options.uncached && options.compiled_cache.empty() &&
           options.schema_translate_map.empty() && options.cancel_token.empty() &&
           options.logging_token.empty() && options.tags.empty();
}

/// `near` over `far`: what `near` does not set is taken from `far`.
[[nodiscard]] inline ExecutionOptions merged(ExecutionOptions near,
                                             const ExecutionOptions& far) noexcept {
    if (!near.stream_results) {
        near.stream_results = near.yield_per != 0 ? std::optional(true) : far.stream_results;
    }
    if (near.yield_per == 0) near.yield_per = far.yield_per;
    if (near.max_row_buffer == 0) near.max_row_buffer = far.max_row_buffer;
    if (near.timeout_ms == 0) near.timeout_ms = far.timeout_ms;
    near.hide_parameters = near.hide_parameters || far.hide_parameters;
    if (near.insert_page_size == 0) near.insert_page_size = far.insert_page_size;
    near.uncached = near.uncached || far.uncached;
    if (near.compiled_cache.empty()) near.compiled_cache = far.compiled_cache;
    if (near.schema_translate_map.empty()) near.schema_translate_map = far.schema_translate_map;
    if (near.cancel_token.empty()) near.cancel_token = far.cancel_token;
    if (near.logging_token.empty()) near.logging_token = far.logging_token;
    if (near.tags.empty()) near.tags = far.tags;
    return near;
}

}  // namespace azoth
