// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/schema/default.hpp>
#include <azoth/schema/dialect_option.hpp>
#include <azoth/schema/foreign_key.hpp>
#include <azoth/schema/generated_column.hpp>
#include <azoth/schema/info.hpp>
#include <azoth/schema/schema_expression.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/quoting.hpp>
#include <azoth/types/types.hpp>

namespace azoth {

struct primary_key_t {};
struct not_null_t {};
struct nullable_column_t {};
struct unique_key_t {};
struct indexed_t {};
struct no_autoincrement_t {};
struct system_column_t {};
struct fetched_value_t {};
struct fetched_on_update_t {};
struct insert_sentinel_t {};
inline constexpr primary_key_t primary_key{};
inline constexpr not_null_t not_null{};
/// Says what is the default, for readers.
inline constexpr nullable_column_t nullable_column{};
inline constexpr unique_key_t unique_key{};
/// One index over this column, called ix_<table>_<column>.
inline constexpr indexed_t indexed{};
/// The key's values come from the program, not from the database.
inline constexpr no_autoincrement_t no_autoincrement{};
/// The database has the column by itself, such as PostgreSQL's xmin: CREATE TABLE is silent on it.
inline constexpr system_column_t system_column{};
/// The database makes the value of a new row by means this description does not show, such as a
/// trigger: return_defaults() asks for it.
inline constexpr fetched_value_t fetched_value{};
/// And at every UPDATE.
inline constexpr fetched_on_update_t fetched_on_update{};
/// A nullable integer column of the library's own: an INSERT of many rows numbers them in it, so
/// that rows returned can be told apart where no key can do that.
inline constexpr insert_sentinel_t insert_sentinel{};

/// DEFAULT of a column: SQL as text, trusted, `ServerDefault{"CURRENT_TIMESTAMP"}`; an expression,
/// `ServerDefault{func::call("now", {})}`; or a value, `ServerDefault::of("draft")`.
struct AZOTH_EXPORT ServerDefault {
    explicit ServerDefault(SchemaExpression expression) : expression(std::move(expression)) {}
    /// The value is written as a literal of the column's type.
    [[nodiscard]] static ServerDefault of(Value value);
    SchemaExpression expression;
};

/// COMMENT of a column.
struct Comment {
    explicit Comment(const ParamName& text) : text(text.text()) {}
    std::string text;
};

/// What the program calls a column that has another name in the database: in `table["…"]`, in
/// parameters, in constraints and in rows. `Column{"NM_CUST", KnownAs{"name"}, String{80}}`.
struct KnownAs {
    explicit KnownAs(const ParamName& name) : name(name.text()) {}
    std::string name;
};

/// What a column means, for readers of the program; the database does not hear of it.
struct Doc {
    explicit Doc(const ParamName& text) : text(text.text()) {}
    std::string text;
};

/// A column as the schema keeps it.
struct ColumnData {
    std::string name;
    SqlType type;
    bool nullable = true;
    bool primary_key = false;
    bool unique = false;
    bool indexed = false;
    bool autoincrement = true;  ///< of a single integer key: the database may generate it
    std::optional<SchemaExpression> server_default;
    std::optional<Computed> computed;
    std::optional<Identity> identity;
    sql::NodePtr default_value;      ///< of Default, see sql::DefaultValue; null if there is none
    sql::NodePtr update_default;     ///< of UpdateDefault
    bool fetched = false;            ///< the database makes it by means of its own, on INSERT
    bool fetched_on_update = false;  ///< and on UPDATE
    bool sentinel = false;
    std::string comment;
    std::optional<ForeignKeyData> foreign_key;
    DialectOptions options;
    bool system = false;   ///< the database has it by itself
    std::string known_as;  ///< what the program calls it; empty: its name
    std::string doc;
    Quoting quoting = Quoting::by_rule;
    InfoNotes info;
    sql::NodePtr ref;  ///< the ColumnRef of expressions, set when the table is made
};

/// One option of a column, erased. Borrows its argument for the full expression: fine in braces,
/// never stored.
class ColumnOption {
public:
    template <class T>
    requires std::convertible_to<const T&, std::string_view> ColumnOption(const T& name)
        : kind_(Kind::name), text_(name) {}
    template <std::derived_from<SqlType> T>
    ColumnOption(const T& type) : kind_(Kind::type), object_(static_cast<const SqlType*>(&type)) {}
    ColumnOption(const ForeignKey& key) : kind_(Kind::foreign_key), object_(&key) {}
    ColumnOption(const Default& value) : kind_(Kind::default_value), object_(&value) {}
    ColumnOption(const UpdateDefault& value) : kind_(Kind::update_default), object_(&value) {}
    ColumnOption(const ServerDefault& value) : kind_(Kind::server_default), object_(&value) {}
    ColumnOption(const Computed& computed) : kind_(Kind::computed), object_(&computed) {}
    ColumnOption(const Identity& identity) : kind_(Kind::identity), object_(&identity) {}
    ColumnOption(const Comment& comment) : kind_(Kind::comment), object_(&comment) {}
    ColumnOption(const DialectOption& option) : kind_(Kind::option), object_(&option) {}
    ColumnOption(const KnownAs& name) : kind_(Kind::known_as), object_(&name) {}
    ColumnOption(const Doc& doc) : kind_(Kind::doc), object_(&doc) {}
    ColumnOption(const Info& info) : kind_(Kind::info), object_(&info) {}
    ColumnOption(Quoting quoting) : kind_(Kind::quoting), quoting_(quoting) {}
    ColumnOption(primary_key_t) : kind_(Kind::primary_key) {}
    ColumnOption(not_null_t) : kind_(Kind::not_null) {}
    ColumnOption(nullable_column_t) : kind_(Kind::nullable) {}
    ColumnOption(unique_key_t) : kind_(Kind::unique) {}
    ColumnOption(indexed_t) : kind_(Kind::indexed) {}
    ColumnOption(no_autoincrement_t) : kind_(Kind::no_autoincrement) {}
    ColumnOption(system_column_t) : kind_(Kind::system_column) {}
    ColumnOption(fetched_value_t) : kind_(Kind::fetched_value) {}
    ColumnOption(fetched_on_update_t) : kind_(Kind::fetched_on_update) {}
    ColumnOption(insert_sentinel_t) : kind_(Kind::insert_sentinel) {}
    ColumnOption(std::nullptr_t) = delete;
    /// Catches everything else, to say so.
    template <class T>
    requires(!std::convertible_to<const T&, std::string_view> && !std::derived_from<T, SqlType>)
        ColumnOption(const T&)
        : kind_(Kind::name) {
        constexpr bool is_column_option = !std::is_same_v<T, T>;
        static_assert(is_column_option, "azoth: this is not an option of a column");
    }

    void apply(ColumnData& column) const;

private:
    enum class Kind : std::uint8_t {
        name,
        type,
        foreign_key,
        server_default,
        computed,
        identity,
        comment,
        option,
        primary_key,
        not_null,
        nullable,
        unique,
        indexed,
        no_autoincrement,
        system_column,
        known_as,
        doc,
        info,
        default_value,
        update_default,
        fetched_value,
        fetched_on_update,
        insert_sentinel,
        quoting,
    };
    Kind kind_;
    Quoting quoting_ = Quoting::by_rule;
    std::string_view text_;
    const void* object_ = nullptr;
};

/// The description of one column: its name first, then type and options in any order. Without a
/// type it must have a foreign key, whose target's type it takes.
class AZOTH_EXPORT Column {
public:
    /// Throws `ArgumentError` (`bad_column`) without a name, or with two names or types.
    Column(std::initializer_list<ColumnOption> options);
    /// A column as reflection finds it.
    explicit Column(ColumnData data);

    [[nodiscard]] const ColumnData& data() const noexcept { return data_; }

private:
    ColumnData data_;
};

}  // namespace azoth
