// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/export.hpp>
#include <azoth/schema/diff.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {
class DdlElement;
struct DdlData;
struct SequenceData;
struct SequenceOptions;
}  // namespace azoth

namespace azoth::compile {

/// Something a dialect understands beside the standard, see DialectOption.
struct DialectOptionRule {
    enum class Place : std::uint8_t { table, column, constraint, index, view };
    enum class Form : std::uint8_t {
        flag,        ///< a bool
        number,      ///< an integer
        words,       ///< `[A-Za-z_][A-Za-z0-9_ ]*`, goes into the SQL as it stands
        identifier,  ///< goes through the identifier preparer
        sql,         ///< trusted text, goes into the SQL as it stands
    };
    std::string_view name;  ///< with the dialect's name in front
    Place place;
    Form form;
};

/// Renders CREATE and DROP. Standard SQL by default; a dialect overrides what it says differently.
/// Stateless between calls, thread-compatible.
class AZOTH_EXPORT DdlCompiler : public TablePartSource {
public:
    explicit DdlCompiler(const CompilerContext& context) : context_(context) {}
    ~DdlCompiler() override;

    /// CREATE TABLE and what it needs after it: indexes, comments; for a view CREATE VIEW. Throws
    /// `CompileError`.
    [[nodiscard]] std::vector<std::string> create_table(const TableData& table,
                                                        bool if_not_exists = false) const;
    [[nodiscard]] virtual std::string drop_table(const TableData& table, bool if_exists = false,
                                                 bool cascade = false) const;
    [[nodiscard]] virtual std::string create_index(const TableData& table, const IndexData& index,
                                                   bool if_not_exists = false) const;
    [[nodiscard]] virtual std::string drop_index(const TableData& table, const IndexData& index,
                                                 bool if_exists = false) const;
    /// ALTER TABLE … ADD for a key that could not stand in CREATE TABLE.
    [[nodiscard]] virtual std::string add_foreign_key(const TableData& table,
                                                      const ForeignKeyData& key) const;
    [[nodiscard]] virtual std::string drop_constraint(const TableData& table,
                                                      std::string_view constraint,
                                                      bool if_exists = false, bool cascade = false,
                                                      Quoting quoting = Quoting::by_rule) const;
    [[nodiscard]] virtual std::string create_schema(std::string_view name,
                                                    bool if_not_exists = false) const;
    [[nodiscard]] virtual std::string create_sequence(const SequenceData& sequence,
                                                      bool if_not_exists = false) const;
    [[nodiscard]] virtual std::string drop_sequence(const SequenceData& sequence,
                                                    bool if_exists = false,
                                                    bool cascade = false) const;
    /// ALTER SEQUENCE … OWNED BY, for one that belongs to a column which is there.
    [[nodiscard]] std::string own_sequence(const SequenceData& sequence) const;
    /// CREATE SEQUENCE, its comment and its owner.
    [[nodiscard]] std::vector<std::string> sequence_statements(const SequenceData& sequence,
                                                               bool if_not_exists = false) const;
    /// CREATE TYPE … AS ENUM; `type` is the variant for this dialect.
    [[nodiscard]] virtual std::string create_enum(const SqlType& type) const;
    [[nodiscard]] virtual std::string drop_enum(const SqlType& type, bool if_exists = false,
                                                bool cascade = false) const;
    /// The enums of a table's columns that are types of their own here, each once.
    [[nodiscard]] std::vector<SqlType> named_enums(const TableData& table) const;
    /// Any single step; nothing where it is not for this dialect.
    [[nodiscard]] std::vector<std::string> render(const DdlElement& element) const;
    /// Lets foreign keys wait for the end of the transaction, so that the tables of a cycle are
    /// dropped one after the other where their keys cannot be dropped before. By default empty.
    [[nodiscard]] virtual std::string defer_foreign_keys() const;
    /// Whether what render() gives cannot be part of a transaction: an index that is made while
    /// others go on working.
    [[nodiscard]] bool commits_by_itself(const DdlElement& element) const;

    // ── what comparing a description with a database needs ──────────────────────────────────
    /// The column's type as CREATE TABLE spells it.
    [[nodiscard]] virtual std::string column_type(const TableData& table,
                                                  const ColumnData& column) const;
    /// Text as it stands, or the expression with its values as literals.
    [[nodiscard]] std::string expression(const SchemaExpression& expression) const;
    /// DEFAULT's operand; empty for none.
    [[nodiscard]] virtual std::string default_value(const ColumnData& column) const;
    /// The condition of the CHECK that holds an Enum to its labels; empty where there is none, or
    /// where the type does so itself.
    [[nodiscard]] virtual std::string enum_condition(const ColumnData& column) const;
    /// A name as it goes to the database: a generated one is cut to the limit.
    [[nodiscard]] std::string final_name(const std::string& name, bool is_generated) const;
    [[nodiscard]] std::vector<TablePart> parts(const TableData& table) const override;
    [[nodiscard]] std::vector<TablePart> sequence_parts(
        const SequenceData& sequence) const override;
    /// Whether the database needs it: an optional one only where keys are not generated anyway.
    [[nodiscard]] bool needs(const SequenceData& sequence) const noexcept;
    /// An expression in a form that compares, where the database keeps it otherwise than it was
    /// written. By default the text itself.
    [[nodiscard]] virtual std::string comparable(const std::string& expression) const;
    /// The schema that names without one are of; empty where that is not known beforehand.
    [[nodiscard]] virtual std::string_view default_schema() const noexcept;
    /// The same for the query of a view; empty where the two cannot be compared.
    [[nodiscard]] virtual std::string comparable_query(const std::string& query) const;
    [[nodiscard]] const Ledger& ledger() const noexcept { return context_.ledger; }
    [[nodiscard]] const CompilerContext& context() const noexcept { return context_; }

protected:
    /// CREATE TABLE alone.
    [[nodiscard]] virtual std::string create_statement(const TableData& table,
                                                       bool if_not_exists) const;
    // ── parts of CREATE TABLE; each clause begins with a space, or is empty ──────────────────
    /// `CREATE TEMPORARY TABLE`, without IF NOT EXISTS and name.
    [[nodiscard]] virtual std::string create_words(const TableData& table) const;
    /// `name TYPE DEFAULT … NOT NULL`.
    [[nodiscard]] virtual std::string column_definition(const TableData& table,
                                                        const ColumnData& column) const;
    /// The column as CREATE TABLE says it: its definition, and behind that what its storage needs
    /// and nobody described.
    [[nodiscard]] virtual std::string stored_column(const TableData& table,
                                                    const ColumnData& column) const;
    /// What makes a column generate its key: "GENERATED BY DEFAULT AS IDENTITY", "AUTO_INCREMENT".
    [[nodiscard]] virtual std::string autoincrement_clause() const;
    [[nodiscard]] virtual std::string identity_clause(const ColumnData& column) const;
    [[nodiscard]] virtual std::string computed_clause(const ColumnData& column) const;
    [[nodiscard]] virtual std::string collate_clause(const ColumnData& column) const;
    [[nodiscard]] virtual std::string primary_key_clause(const TableData& table) const;
    [[nodiscard]] virtual std::string unique_clause(const TableData& table,
                                                    const UniqueData& unique) const;
    [[nodiscard]] virtual std::string check_clause(const TableData& table,
                                                   const CheckData& check) const;
    [[nodiscard]] virtual std::string foreign_key_clause(const TableData& table,
                                                         const ForeignKeyData& key) const;
    /// What follows the closing parenthesis, leading space included.
    [[nodiscard]] virtual std::string table_suffix(const TableData& table) const;
    /// ALTER TABLE … ADD for each constraint that CREATE TABLE would not make as it is. By default
    /// there are none.
    [[nodiscard]] virtual std::vector<std::string> late_constraints(const TableData& table) const;
    /// Statements after CREATE TABLE beside the indexes, such as COMMENT ON.
    [[nodiscard]] virtual std::vector<std::string> comment_statements(const TableData& table) const;
    /// For dialects whose constraints and indexes have none: nothing is dropped silently.
    void refuse_constraint_comments(const TableData& table) const;
    /// A comment inside the definition, for a database that keeps it there.
    [[nodiscard]] virtual std::string inline_comment(std::string_view text) const;

    // ── other statements ─────────────────────────────────────────────────────────────────────
    [[nodiscard]] virtual std::string index_part(const TableData& table,
                                                 const IndexPart& part) const;
    /// What follows an index's parts: INCLUDE, WHERE.
    [[nodiscard]] virtual std::string index_suffix(const TableData& table,
                                                   const IndexData& index) const;
    [[nodiscard]] virtual std::vector<std::string> create_view(const TableData& view,
                                                               bool if_not_exists,
                                                               bool or_replace) const;
    [[nodiscard]] virtual std::string drop_view(const TableData& view, bool if_exists,
                                                bool cascade) const;
    /// COMMENT ON TABLE or COLUMN (the empty name means the table).
    [[nodiscard]] virtual std::string set_comment(const TableData& table, std::string_view column,
                                                  std::string_view text) const;
    [[nodiscard]] virtual std::string create_table_as(const DdlData& data) const;

    // ── the dialect's own options ────────────────────────────────────────────────────────────
    /// All that this dialect understands; static storage.
    [[nodiscard]] virtual std::span<const DialectOptionRule> option_rules() const noexcept;
    /// Refuses options of this dialect that it does not know at that place, or of another form.
    void check_options(const DialectOptions& options, DialectOptionRule::Place place) const;
    /// An option as it goes into the SQL; empty for one that is not given, or a flag that is off.
    [[nodiscard]] std::string option(const DialectOptions& options, std::string_view name) const;
    [[nodiscard]] bool flag(const DialectOptions& options, std::string_view name) const;

    [[nodiscard]] std::string table_name(const TableData& table) const;
    /// A name in a schema, translated where the context says so.
    [[nodiscard]] std::string qualified(std::string_view schema, std::string_view name,
                                        Quoting schema_quoting = Quoting::by_rule,
                                        Quoting quoting = Quoting::by_rule) const;
    /// A name in the schema of a table.
    [[nodiscard]] std::string beside(const TableData& table, std::string_view name,
                                     Quoting quoting = Quoting::by_rule) const;
    [[nodiscard]] std::string column_name(const ColumnData& column) const {
        return context_.identifiers.prepare(column.name, column.quoting);
    }
    /// Columns of a table, separated by commas.
    [[nodiscard]] std::string column_list(const TableData& table,
                                          const std::vector<std::string>& names) const;
    /// ` REFERENCES table (columns)`.
    [[nodiscard]] std::string references_clause(const ForeignKeyData& key) const;
    /// "CONSTRAINT name ", or nothing.
    [[nodiscard]] std::string constraint_prefix(const std::string& name, bool is_generated,
                                                Quoting quoting = Quoting::by_rule) const;
    template <class Constraint>
    [[nodiscard]] std::string constraint_prefix(const Constraint& constraint) const {
        return constraint_prefix(constraint.name, constraint.generated_name,
                                 constraint.name_quoting);
    }
    /// The name of an index or constraint as it goes into the SQL.
    template <class Part>
    [[nodiscard]] std::string part_name(const Part& part) const {
        return context_.identifiers.prepare(final_name(part.name, part.generated_name),
                                            part.name_quoting);
    }
    /// DEFERRABLE and its kin; `construct` is refused where the database has not the capability.
    [[nodiscard]] std::string deferral_clause(Deferral deferral, Capability capability,
                                              std::string_view construct) const;
    [[nodiscard]] std::string sequence_clauses(const SequenceOptions& options) const;
    [[nodiscard]] std::string query_text(const SchemaExpression& definition) const;
    [[nodiscard]] std::string prepared(std::string_view name) const {
        return context_.identifiers.prepare(name);
    }
    /// `'text'` as this dialect writes it; for comments and labels.
    [[nodiscard]] virtual std::string text_literal(std::string_view text) const;
    void require(Capability capability, std::string_view construct) const {
        context_.ledger.require(capability, construct);
    }

    CompilerContext context_;

private:
    [[nodiscard]] std::string own_name(std::string_view option) const;
    [[nodiscard]] const Value* given(const DialectOptions& options, std::string_view name) const;
    [[nodiscard]] static TableData without_system_columns(const TableData& table);
    void check_table_options(const TableData& table) const;
    [[nodiscard]] TableData comparable_table(const TableData& table) const;
    [[nodiscard]] std::string dropped_name(const TableData& table, const std::string& name) const;
    [[nodiscard]] std::vector<std::string> render_constraint(const TableData& table,
                                                             const TableData& addition) const;
    [[nodiscard]] std::vector<std::string> render_index(const DdlData& data) const;
};

}  // namespace azoth::compile
