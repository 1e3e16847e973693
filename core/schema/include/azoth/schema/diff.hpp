// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/metadata.hpp>

namespace azoth {

/// One part of a table, or a sequence, in a form that compares: what a dialect's DDL says of it,
/// after everything that means the same is written the same.
struct TablePart {
    enum class Kind : std::uint8_t {
        table,  ///< its kind and options
        column,
        primary_key,
        unique,
        foreign_key,
        check,
        other_constraint,
        index,
        comment,
        query,      ///< of a view
        enum_type,  ///< of its columns, where the database keeps it by name
        sequence,   ///< no part of a table: it stands alone
    };
    Kind kind = Kind::table;
    std::string name{};  ///< of the column, constraint or index; empty: the database names it
    std::string definition{};
};

/// The kind's name, such as "foreign key".
[[nodiscard]] AZOTH_EXPORT std::string_view part_kind_name(TablePart::Kind kind) noexcept;

/// What takes tables apart: compile::DdlCompiler does.
class AZOTH_EXPORT TablePartSource {
public:
    virtual ~TablePartSource();
    [[nodiscard]] virtual std::vector<TablePart> parts(const TableData& table) const = 0;
    /// The same for a sequence; nothing for one that this database does not need.
    [[nodiscard]] virtual std::vector<TablePart> sequence_parts(
        const SequenceData& sequence) const = 0;
};

/// One thing in which a model and a database disagree.
struct SchemaDifference {
    enum class What : std::uint8_t {
        missing,     ///< the model has it, the database has not
        unexpected,  ///< the other way round
        changed,
    };
    What what = What::changed;
    TablePart::Kind kind = TablePart::Kind::table;
    std::string table{};     ///< "schema.table", or the sequence
    std::string name{};      ///< of the part; empty for the table or sequence itself
    std::string model{};     ///< what the model says; empty where it says nothing
    std::string database{};  ///< what the database says

    /// One line for people.
    [[nodiscard]] AZOTH_EXPORT std::string describe() const;
};

/// Compares the tables, views and sequences of two metadata, in general a description in code and
/// what reflection found. Names that
/// the model leaves to the database do not count, nor does the order of columns. The overload that
/// takes a dialect is in <azoth/dialect/schema_diff.hpp>.
[[nodiscard]] AZOTH_EXPORT std::vector<SchemaDifference> diff(const MetaData& model,
                                                              const MetaData& database,
                                                              const TablePartSource& source);

}  // namespace azoth
