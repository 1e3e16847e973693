// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <azoth/azoth.hpp>

namespace azoth_test {

/// What a unit of work believes of itself.
enum class Outcome : std::uint8_t { done, not_done, unknown };

/// A small bank in a SQLite file, the unit of work that the tests disturb, and the truth about it:
/// either all of it is in the file or nothing, whatever failed.
class Ledger {
public:
    /// Makes the file anew.
    Ledger(const std::string& journal_mode, bool is_large);
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /// The engine to be disturbed; it connects through `vfs` where one is named.
    [[nodiscard]] azoth::Engine engine(const std::string& vfs = {}) const;
    /// Moves money and writes entries in one transaction. Any error but an azoth::Error fails the
    /// test, and so does one without a code.
    [[nodiscard]] Outcome transfer(const azoth::Engine& engine) const;
    /// Looks at the file through an engine of its own: sound, and in the state that the outcome
    /// says.
    void expect_truth(Outcome outcome) const;
    /// The disturbed engine goes on as if nothing had been.
    void expect_usable(const azoth::Engine& engine) const;

private:
    [[nodiscard]] std::int64_t entries() const { return is_large_ ? 300 : 3; }

    std::string path_;
    std::string journal_mode_;
    bool is_large_;
    azoth::MetaData metadata_;
    azoth::Table account_;
    azoth::Table entry_;
};

}  // namespace azoth_test
