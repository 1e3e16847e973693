// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/identifier_shape.hpp>
#include <azoth/sql/quoting.hpp>

namespace azoth::compile {

/// How one dialect writes names.
struct IdentifierRules {
    char open_quote = '"';
    char close_quote = '"';
    std::span<const std::string_view> reserved_words{};  ///< lower case, sorted, static storage
    std::size_t max_bytes = 0;                           ///< 0: no limit
    std::size_t max_characters = 0;                      ///< 0: no limit
    std::string_view forbidden{};   ///< ASCII characters that no quotes make part of a name
    bool has_supplementary = true;  ///< names may hold characters beyond U+FFFF
    bool underscore_begins = true;  ///< a name without quotes may begin with _
    bool folds_to_lower = true;     ///< an unquoted name means its lower-case form
};

/// The one place where a name becomes SQL. A name is quoted when it must be: reserved words, upper
/// case, or anything but `[a-z_][a-z0-9_]*`; the closing quote is doubled inside. Thread-safe.
class AZOTH_EXPORT IdentifierPreparer {
public:
    /// The reserved words must outlive the preparer.
    explicit IdentifierPreparer(const IdentifierRules& rules);

    /// Appends the name. Throws `CompileError`: `bad_identifier` for an empty name, a NUL, invalid
    /// UTF-8 or what the dialect forbids; `identifier_too_long` beyond the dialect's limit, since
    /// servers cut silently.
    void append(std::string& out, std::string_view name) const;
    /// The same where the name's owner says how; `bad_identifier` for one that must have quotes and
    /// shall not.
    void append(std::string& out, std::string_view name, Quoting quoting) const;
    [[nodiscard]] std::string prepare(std::string_view name,
                                      Quoting quoting = Quoting::by_rule) const;
    [[nodiscard]] bool needs_quotes(std::string_view name) const noexcept;
    /// Whether append() would write it as it is.
    [[nodiscard]] bool stands_bare(std::string_view name,
                                   sql::IdentifierShape shape) const noexcept {
        return name.size() <= always_fits_ && is_plain_name(name, shape);
    }
    [[nodiscard]] const IdentifierRules& rules() const noexcept { return rules_; }

private:
    [[nodiscard]] bool is_plain_name(std::string_view name,
                                     sql::IdentifierShape shape) const noexcept {
        if (!shape.is_plain || (name.front() == '_' && !rules_.underscore_begins)) return false;
        return !is_reserved(name, shape);
    }
    [[nodiscard]] bool is_reserved(std::string_view name,
                                   sql::IdentifierShape shape) const noexcept {
        if (slots_.empty()) return false;
        std::size_t slot = shape.hash & (slots_.size() - 1);
        for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
            if (rules_.reserved_words[slots_[slot] - 1U] == name) return true;
        }
        return false;
    }
    void check_length(std::string_view name) const;
    void check_characters(std::string_view name) const;
    void append_quoted(std::string& out, std::string_view name) const;

    IdentifierRules rules_;
    std::size_t always_fits_ = SIZE_MAX;  ///< so many bytes need no counting of characters
    std::vector<std::uint16_t> slots_;    ///< hash table: 1 + the place among the reserved words
};

}  // namespace azoth::compile
