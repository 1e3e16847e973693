// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include <azoth/compile/compiled.hpp>
#include <azoth/error/export.hpp>
#include <azoth/sql/fields.hpp>

namespace azoth::compile {

/// Compiled statements by structure: an engine's one cache. A hit compares the whole structure; the
/// hash only finds the candidates. Least recently used entries go when it is full. Thread-safe.
class AZOTH_EXPORT CompiledCache {
public:
    /// At most `capacity` statements; 0 keeps none.
    explicit CompiledCache(std::size_t capacity);
    ~CompiledCache();
    CompiledCache(const CompiledCache&) = delete;
    CompiledCache& operator=(const CompiledCache&) = delete;

    /// The compiled form of a sealed statement, and its binds in `matcher`. Null on a miss.
    [[nodiscard]] std::shared_ptr<const Compiled> find(const sql::Node& statement,
                                                       sql::Matcher& matcher);
    /// Keeps a form; if another thread was faster its form is returned instead.
    std::shared_ptr<const Compiled> insert(std::shared_ptr<const Compiled> compiled);
    void clear();

    struct Statistics {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
        std::size_t size = 0;
    };
    [[nodiscard]] Statistics statistics() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Whether the binds that `compiled` has as one are one value in `matcher`, and those it has apart
/// are not.
[[nodiscard]] AZOTH_EXPORT bool has_same_sharing(const Compiled& compiled,
                                                 const sql::Matcher& matcher);

/// Whether `compiled` serves `statement`: same structure, and equal values where `compiled` relies
/// on one bind standing in several places. Fills `matcher` with the statement's binds.
[[nodiscard]] inline bool serves(const Compiled& compiled, const sql::Node& statement,
                                 sql::Matcher& matcher) {
    matcher.clear();
    if (!matcher.same(compiled.statement.get(), &statement)) return false;
    // Most statements have neither.
    if (compiled.shared_binds.empty() && compiled.parted_binds.empty()) [[likely]]
        return true;
    return has_same_sharing(compiled, matcher);
}

}  // namespace azoth::compile
