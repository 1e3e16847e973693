// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/dialect_option.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/quoting.hpp>

namespace azoth {

class Expr;

/// What happens to referring rows when the referred one goes or changes.
enum class ReferentialAction : std::uint8_t {
    unspecified,
    no_action,
    restrict,
    cascade,
    set_null,
    set_default,
};
inline constexpr ReferentialAction no_action = ReferentialAction::no_action;
inline constexpr ReferentialAction restrict = ReferentialAction::restrict;
inline constexpr ReferentialAction cascade = ReferentialAction::cascade;
inline constexpr ReferentialAction set_null = ReferentialAction::set_null;
inline constexpr ReferentialAction set_default = ReferentialAction::set_default;

struct OnDelete {
    ReferentialAction action;
};
struct OnUpdate {
    ReferentialAction action;
};
[[nodiscard]] constexpr OnDelete on_delete(ReferentialAction action) {
    return {action};
}
[[nodiscard]] constexpr OnUpdate on_update(ReferentialAction action) {
    return {action};
}

/// When a constraint is checked: at the end of each statement, or of the transaction.
enum class Deferral : std::uint8_t {
    unspecified,
    not_deferrable,
    deferrable,          ///< after each statement, until SET CONSTRAINTS says otherwise
    initially_deferred,  ///< when the transaction ends
};
inline constexpr Deferral not_deferrable = Deferral::not_deferrable;
inline constexpr Deferral deferrable = Deferral::deferrable;
inline constexpr Deferral initially_deferred = Deferral::initially_deferred;

/// What NULL in some columns of a key over several means.
enum class MatchType : std::uint8_t {
    unspecified,
    simple,   ///< refers to nothing
    full,     ///< all columns are NULL or none
    partial,  ///< the others must match
};
[[nodiscard]] constexpr MatchType match(MatchType type) {
    return type;
}

struct use_alter_t {};
/// The key is added by ALTER TABLE once all tables are there, and leads to no order among them.
inline constexpr use_alter_t use_alter{};

/// How the names that a foreign key refers to are written, as their own table says; known once that
/// is in the metadata.
struct ReferredQuoting {
    Quoting schema = Quoting::by_rule;
    Quoting table = Quoting::by_rule;
    std::vector<Quoting> columns{};  ///< empty: all by rule
    friend bool operator==(const ReferredQuoting&, const ReferredQuoting&) = default;
};

/// A foreign key as the schema keeps it: `columns[i]` refers to `referred_columns[i]`.
struct ForeignKeyData {
    std::string name{};  ///< empty: the database names it
    std::vector<std::string> columns{};
    std::string referred_schema{};
    std::string referred_table{};
    std::vector<std::string> referred_columns{};
    ReferentialAction on_delete = ReferentialAction::unspecified;
    ReferentialAction on_update = ReferentialAction::unspecified;
    Deferral deferral = Deferral::unspecified;
    MatchType match = MatchType::unspecified;
    bool use_alter = false;
    bool generated_name = false;  ///< by a naming convention: cut to the dialect's limit
    std::string comment{};
    DialectOptions options{};

    ReferredQuoting quoting{};
    Quoting name_quoting = Quoting::by_rule;
    friend bool operator==(const ForeignKeyData&, const ForeignKeyData&) = default;
};

namespace detail {
/// The options that both spellings of a foreign key take.
inline void apply(ForeignKeyData& data, OnDelete option) {
    data.on_delete = option.action;
}
inline void apply(ForeignKeyData& data, OnUpdate option) {
    data.on_update = option.action;
}
inline void apply(ForeignKeyData& data, Deferral option) {
    data.deferral = option;
}
inline void apply(ForeignKeyData& data, MatchType option) {
    data.match = option;
}
inline void apply(ForeignKeyData& data, use_alter_t) {
    data.use_alter = true;
}
inline void apply(ForeignKeyData& data, const DialectOption& option) {
    data.options.push_back(option);
}
}  // namespace detail

/// `Column{"artist_id", ForeignKey{"artist.artist_id", on_delete(cascade)}}`: the target is
/// "table.column" or "schema.table.column"; it may be declared later. A name with dots of its own
/// stands in double quotes: `"\"sales.2024\".id"`. A column that is declared already can be named
/// by itself: `ForeignKey{artist["artist_id"]}`. Options in any order: on_delete(…), on_update(…),
/// deferrable, initially_deferred, match(MatchType::full), use_alter.
class AZOTH_EXPORT ForeignKey {
public:
    /// Throws `ArgumentError` (`bad_foreign_key_target`).
    template <class... Options>
    ForeignKey(const ParamName& target, Options... options) : data_(parse(target.text())) {
        (detail::apply(data_, options), ...);
    }
    /// The same for an expression that is no column of a table.
    template <class... Options>
    ForeignKey(const Expr& target, Options... options) : data_(parse(target)) {
        (detail::apply(data_, options), ...);
    }
    /// The same, with a name of its own.
    [[nodiscard]] ForeignKey named(const ParamName& name, Quoting quoting = Quoting::by_rule) const;
    [[nodiscard]] ForeignKey comment(const ParamName& text) const;
    [[nodiscard]] const ForeignKeyData& data() const noexcept { return data_; }

private:
    [[nodiscard]] static ForeignKeyData parse(const std::string& target);
    [[nodiscard]] static ForeignKeyData parse(const Expr& target);

    ForeignKeyData data_;
};

/// A foreign key over several columns:
/// `ForeignKeyConstraint{{"order_id", "line"}, {"line.order_id", "line.number"}}`, or
/// `ForeignKeyConstraint{{"order_id", "line"}, {line["order_id"], line["number"]}}`.
class AZOTH_EXPORT ForeignKeyConstraint {
public:
    template <class... Options>
    ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                         std::initializer_list<ParamName> targets, Options... options)
        : ForeignKeyConstraint(columns, targets) {
        (detail::apply(data_, options), ...);
    }
    ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                         std::initializer_list<ParamName> targets);
    template <class... Options>
    ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                         std::initializer_list<Expr> targets, Options... options)
        : ForeignKeyConstraint(columns, targets) {
        (detail::apply(data_, options), ...);
    }
    ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                         std::initializer_list<Expr> targets);
    /// A constraint as reflection finds it.
    explicit ForeignKeyConstraint(ForeignKeyData data) : data_(std::move(data)) {}
    /// Gives the constraint a name of its own.
    [[nodiscard]] ForeignKeyConstraint named(const ParamName& name,
                                             Quoting quoting = Quoting::by_rule) const;
    [[nodiscard]] ForeignKeyConstraint comment(const ParamName& text) const;
    [[nodiscard]] const ForeignKeyData& data() const noexcept { return data_; }

private:
    ForeignKeyData data_;
};

}  // namespace azoth
