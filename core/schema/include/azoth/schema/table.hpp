// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/column.hpp>
#include <azoth/schema/constraint.hpp>
#include <azoth/schema/index.hpp>
#include <azoth/schema/info.hpp>
#include <azoth/sql/from_item.hpp>
#include <azoth/sql/operators.hpp>
#include <azoth/sql/table_description.hpp>
#include <azoth/sql/typed_expr.hpp>

namespace azoth {

class MetaData;
struct MetaDataOptions;

/// Where rows come from that has a name in the database.
enum class TableKind : std::uint8_t { table, view, materialized_view };

/// A table as the schema keeps it. Owned by its MetaData and by every Table handle. Once the table
/// is made it changes only while its metadata is built: types that wait for a foreign key's target,
/// and what `extend_existing` adds. Whoever holds it sees that, and statements made from then on
/// do.
class AZOTH_EXPORT TableData : public sql::TableDescription {
public:
    TableData();
    TableData(TableData&&) noexcept;
    TableData(const TableData&);
    TableData& operator=(TableData&&) noexcept;
    TableData& operator=(const TableData&);
    ~TableData() override;

    std::string schema;
    std::string name;
    Quoting schema_quoting = Quoting::by_rule;
    Quoting quoting = Quoting::by_rule;
    TableKind kind = TableKind::table;
    bool temporary = false;
    std::vector<ColumnData> columns;
    PrimaryKeyData primary_key;
    std::vector<ForeignKeyData> foreign_keys;
    std::vector<UniqueData> uniques;
    std::vector<CheckData> checks;
    std::vector<TextConstraintData> other_constraints;
    std::vector<IndexData> indexes;
    std::string comment;
    std::vector<std::string> prefixes;  ///< words between CREATE and TABLE
    DialectOptions options;
    InfoNotes info;
    SchemaExpression definition;  ///< the query of a view
    /// What a view whose query is text selects from, and what a table inherits from, where the
    /// catalogue tells; "name" in the table's own schema, else "schema.name".
    std::vector<std::string> selects_from;
    /// What holds for all tables of its metadata; null for a table that is in none.
    std::shared_ptr<const MetaDataOptions> home;
    sql::NodePtr source;  ///< the TableSource of expressions

    /// By its name or what the program calls it. Null pointer if there is none.
    [[nodiscard]] const ColumnData* find_column(std::string_view column) const noexcept;
    /// Throws `ArgumentError` (`no_such_column`, with the nearest name).
    [[nodiscard]] const ColumnData& column(std::string_view column) const;
    /// "schema.name", or the name alone.
    [[nodiscard]] std::string full_name() const;
    /// The single integer key column that the database may generate, null pointer if none.
    [[nodiscard]] const ColumnData* autoincrement_column() const noexcept;

    [[nodiscard]] sql::NodeList column_nodes() const override;
    [[nodiscard]] sql::NodeList generated_columns(bool is_update) const override;
    [[nodiscard]] std::vector<sql::ForeignKeyPath> foreign_key_paths() const override;
};

/// The schema a table lives in: `Table{"audit", metadata, Schema{"log"}, …}`.
struct Schema {
    explicit Schema(const ParamName& name, Quoting quoting = Quoting::by_rule)
        : name(name.text()), quoting(quoting) {}
    std::string name;
    Quoting quoting;
};

struct temporary_t {};
/// The table goes with the session: CREATE TEMPORARY TABLE.
inline constexpr temporary_t temporary{};

/// A word between CREATE and TABLE, trusted: `Prefix{"UNLOGGED"}`.
struct Prefix {
    explicit Prefix(const ParamName& words) : words(words.text()) {}
    std::string words;
};

/// What becomes of a description whose name the metadata has already.
enum class IfDeclared : std::uint8_t { refuse, keep, extend };

struct keep_existing_t {};
/// If the metadata has a table of that name, it stays as it is and the handle is one of it.
inline constexpr keep_existing_t keep_existing{};
struct extend_existing_t {};
/// If the metadata has a table of that name, the parts given are added to it, in the place of those
/// with their names; every handle of it sees them.
inline constexpr extend_existing_t extend_existing{};

namespace detail {

/// One of several kinds of parts, borrowed for the full expression that makes it, and copied by
/// visit(). (A std::variant would cost each program a tenth of its compile memory.)
template <class... Parts>
class PartOf {
public:
    template <class Part>
    requires(std::same_as<Part, Parts> || ...) PartOf(const Part& part)
    noexcept  // NOLINT(google-explicit-constructor)
        : part_(&part), kind_(kind_of<Part>()) {}

    /// Calls `visitor` with a copy of the part.
    template <class Visitor>
    void visit(Visitor& visitor) const {
        (visit_as<Parts>(visitor), ...);
    }

private:
    template <class Part>
    static constexpr std::size_t kind_of() noexcept {
        std::size_t kind = 0;
        static_cast<void>(((++kind, std::same_as<Part, Parts>) || ...));
        return kind;
    }
    template <class Part, class Visitor>
    void visit_as(Visitor& visitor) const {
        if (kind_ != kind_of<Part>()) return;
        Part copy(*static_cast<const Part*>(part_));
        visitor(copy);
    }

    const void* part_;
    std::size_t kind_;
};

}  // namespace detail

/// One part of a table's description.
using TableItem =
    detail::PartOf<Column, Index, ForeignKeyConstraint, UniqueConstraint, CheckConstraint,
                   PrimaryKeyConstraint, TextConstraint, Schema, Comment, DialectOption, Prefix,
                   temporary_t, Info, Quoting, keep_existing_t, extend_existing_t>;

/// A database table: a cheap handle of its description. As an expression source it gives columns:
/// `artist["name"]`. Thread-compatible; const use from many threads is fine.
class AZOTH_EXPORT Table : public FromItem {
public:
    /// Describes a table and registers it. Throws `ArgumentError`: `duplicate_table` (but see
    /// `keep_existing` and `extend_existing`), `duplicate_column`, `no_such_column` in a
    /// constraint, `bad_identifier`.
    template <class... Items>
    requires(std::constructible_from<TableItem, const Items&>&&...)
        Table(ParamName name, MetaData& metadata, const Items&... items)
        : Table(name.text(), metadata, std::initializer_list<TableItem>{TableItem(items)...}) {}
    explicit Table(std::shared_ptr<const TableData> data);
    /// Registers what reflection or a program put together.
    Table(TableData data, MetaData& metadata);

    /// The column as an expression. Throws `ArgumentError` (`no_such_column`).
    [[nodiscard]] Expr operator[](ParamName column) const;
    /// The same, typed by the program: its rows read as T.
    template <class T>
    [[nodiscard]] TypedExpr<T> column(ParamName name) const {
        return TypedExpr<T>((*this)[std::move(name)].node());
    }
    /// The same table under another name, for a second role in one query.
    [[nodiscard]] Table alias(ParamName name, Quoting quoting = Quoting::by_rule) const;
    /// A copy of the description in another metadata. Foreign keys within its schema follow it to
    /// `schema`, and names made by a convention are made anew. Throws as the constructor does.
    Table to_metadata(MetaData& metadata) const;
    Table to_metadata(MetaData& metadata, const Schema& schema) const;
    /// The same under another name, which its foreign keys to itself follow.
    Table to_metadata(MetaData& metadata, ParamName name) const;
    Table to_metadata(MetaData& metadata, const Schema& schema, ParamName name) const;

    [[nodiscard]] const std::string& name() const noexcept { return data_->name; }
    [[nodiscard]] const TableData& data() const noexcept { return *data_; }
    [[nodiscard]] const std::shared_ptr<const TableData>& shared_data() const noexcept {
        return data_;
    }

private:
    Table(const std::string& name, MetaData& metadata, std::initializer_list<TableItem> items);
    Table(std::shared_ptr<const TableData> data, sql::NodePtr alias);

    std::shared_ptr<const TableData> data_;
    sql::NodeList columns_;  ///< of the table, or of this alias
};

}  // namespace azoth
