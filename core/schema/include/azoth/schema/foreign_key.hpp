// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>

namespace azoth {

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

/// A foreign key as the schema keeps it: `columns[i]` refers to `referred_columns[i]`.
struct ForeignKeyData {
    std::string name;  ///< empty: the database names it
    std::vector<std::string> columns;
    std::string referred_schema;
    std::string referred_table;
    std::vector<std::string> referred_columns;
    ReferentialAction on_delete = ReferentialAction::unspecified;
    ReferentialAction on_update = ReferentialAction::unspecified;

    friend bool operator==(const ForeignKeyData&, const ForeignKeyData&) = default;
};

/// `Column{"artist_id", ForeignKey{"artist.artist_id", on_delete(cascade)}}`: the target is
/// "table.column" or "schema.table.column"; it may be declared later.
class AZOTH_EXPORT ForeignKey {
public:
    /// Throws `ArgumentError` (`bad_foreign_key_target`).
    template <class... Options>
    ForeignKey(const ParamName& target, Options... options) : data_(parse(target.text())) {
        (apply(options), ...);
    }
    [[nodiscard]] const ForeignKeyData& data() const noexcept { return data_; }

private:
    [[nodiscard]] static ForeignKeyData parse(const std::string& target);
    void apply(OnDelete option) { data_.on_delete = option.action; }
    void apply(OnUpdate option) { data_.on_update = option.action; }

    ForeignKeyData data_;
};

/// A foreign key over several columns:
/// `ForeignKeyConstraint{{"order_id", "line"}, {"line.order_id", "line.number"}}`.
class AZOTH_EXPORT ForeignKeyConstraint {
public:
    template <class... Options>
    ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                         std::initializer_list<ParamName> targets, Options... options)
        : ForeignKeyConstraint(columns, targets) {
        (apply(options), ...);
    }
    ForeignKeyConstraint(std::initializer_list<ParamName> columns,
                         std::initializer_list<ParamName> targets);
    /// A constraint as reflection finds it.
    explicit ForeignKeyConstraint(ForeignKeyData data) : data_(std::move(data)) {}
    /// Gives the constraint a name of its own.
    [[nodiscard]] ForeignKeyConstraint named(ParamName name) const;
    [[nodiscard]] const ForeignKeyData& data() const noexcept { return data_; }

private:
    void apply(OnDelete option) { data_.on_delete = option.action; }
    void apply(OnUpdate option) { data_.on_update = option.action; }

    ForeignKeyData data_;
};

}  // namespace azoth
