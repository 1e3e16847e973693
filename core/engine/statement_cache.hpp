// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/driver/connection.hpp>
#include <azoth/driver/statement.hpp>
#include <azoth/engine/result_shape.hpp>
#include <azoth/sql/fields.hpp>

#include "bind_plan.hpp"
#include "expansion.hpp"
#include "text_verb.hpp"

namespace azoth::detail {

/// A driver's statement and what it was prepared from. In use while its cursor is open.
struct PreparedStatement {
    std::unique_ptr<driver::Statement> statement;
    std::string sql;  ///< where it had gaps; else the compiled text serves
    Gaps gaps;
    std::uint64_t epoch = 0;  ///< of the session when it was prepared
    bool in_use = false;
};

/// A compiled statement on one connection, with its prepared forms: one, or several where a cursor
/// is still open while the statement runs again, or where its gaps are filled differently.
class CachedStatement {
public:
    explicit CachedStatement(std::shared_ptr<const compile::Compiled> form);

    /// Names of the columns; `cursor` is asked where the statement has no plan.
    [[nodiscard]] const std::shared_ptr<const ResultShape>& shape(driver::Cursor* cursor);
    /// An idle form, prepared in this epoch, with its gaps filled like this; null pointer if there
    /// is none.
    [[nodiscard]] PreparedStatement* find_idle(const Gaps& gaps, std::uint64_t epoch) {
        // Nearly always there is one form, and it is idle.
        if (gaps.empty() && !prepared_.empty()) [[likely]] {
            PreparedStatement& first = *prepared_.front();
            if (!first.in_use && first.epoch == epoch) [[likely]]
                return &first;
        }
        return search_idle(gaps, epoch);
    }
    PreparedStatement& add(PreparedStatement form);
    /// The same of forms whose text a listener has rewritten.
    [[nodiscard]] PreparedStatement* find_rewritten(std::string_view sql, std::uint64_t epoch);
    PreparedStatement& add_rewritten(PreparedStatement form);
    /// Forgets a form that the database no longer likes; one in use goes when it is idle.
    void drop(PreparedStatement& prepared) noexcept;

    const std::shared_ptr<const compile::Compiled> compiled;
    const BindPlan plan;
    const bool returns_rows;  ///< says the plan
    const bool is_text;       ///< raw text, a call or third-party syntax, which need not have one
    /// Rows are read to the end at once: RETURNING, where the rows are only half of the work.
    const bool reads_ahead;
    const Aftermath aftermath;
    const bool is_decorated;  ///< some column's type has a decorator
    std::uint64_t last_used = 0;
    std::uint32_t users = 0;  ///< executions that refer to it
    bool is_orphan = false;   ///< in no cache any more: goes with its last user

private:
    [[nodiscard]] PreparedStatement* search_idle(const Gaps& gaps, std::uint64_t epoch);

    std::shared_ptr<const ResultShape> shape_;
    std::vector<std::unique_ptr<PreparedStatement>> prepared_;
    std::vector<std::unique_ptr<PreparedStatement>>
        rewritten_;  ///< apart, so that few look at them
};

/// The statements of one driver connection, found by their structure: the hash only finds the
/// candidates. No lock, since a connection has one user at a time.
class StatementCache {
public:
    explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}

    /// The cached form of a sealed statement and its binds in `matcher`; null pointer on a miss.
    [[nodiscard]] CachedStatement* find(const sql::Node& statement, sql::Matcher& matcher);
    /// Keeps a form. The least recently used one that is idle goes when there are too many.
    CachedStatement& insert(std::shared_ptr<const compile::Compiled> compiled);
    /// Forgets what is idle.
    void clear() noexcept;
    /// Whether some execution has one of them.
    [[nodiscard]] bool in_use() const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return count_; }

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::unique_ptr<CachedStatement> statement;
    };

    void evict();
    void grow();
    void place(Slot slot);

    std::size_t capacity_;
    std::size_t count_ = 0;
    std::uint64_t clock_ = 0;
    std::vector<Slot> slots_;  ///< open addressing, a power of two
};

}  // namespace azoth::detail
