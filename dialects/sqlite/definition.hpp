// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace azoth::sqlite {

/// What CREATE TABLE said of a column beside what the pragmas tell. Expressions are the text as it
/// stands, without the parentheses around them.
struct ColumnDefinition {
    std::string name;
    std::string collation;
    std::optional<std::string> default_value;  ///< parentheses, if any, included
    std::optional<std::string> computed;
    bool is_stored = false;
    std::string not_null_conflict;
    std::string comment;
};

/// UNIQUE and PRIMARY KEY.
struct KeyDefinition {
    std::string name;
    std::vector<std::string> columns;
    std::string
        terms;  ///< the columns as written, where a collation or a direction stands with one
    std::string conflict;
    bool autoincrement = false;
    bool is_descending_rowid = false;  ///< INTEGER PRIMARY KEY DESC, which is no rowid
    std::string comment;
};

struct CheckDefinition {
    std::string name;
    std::string condition;
    std::string conflict;
    std::string comment;
};

struct ForeignKeyDefinition {
    std::string name;
    std::vector<std::string> columns;
    std::string table;
    std::vector<std::string> referred;
    std::string on_delete;  ///< words in upper case, one space between: "SET NULL"
    std::string on_update;
    std::string match;
    bool is_deferrable = false;
    bool is_not_deferrable = false;
    bool is_deferred = false;
    std::string comment;
};

/// A CREATE TABLE taken apart.
struct TableDefinition {
    std::vector<ColumnDefinition> columns;
    std::optional<KeyDefinition> primary_key;
    std::vector<KeyDefinition> uniques;
    std::vector<CheckDefinition> checks;
    std::vector<ForeignKeyDefinition> foreign_keys;
    bool without_rowid = false;
    bool strict = false;
    bool temporary = false;
    std::string comment;
    std::string using_module;  ///< of CREATE VIRTUAL TABLE: "fts5(title, body)"
};

/// One part of an index as written: what stands before COLLATE, ASC and DESC.
struct IndexTerm {
    std::string text;
};

/// A CREATE INDEX taken apart.
struct IndexDefinition {
    std::vector<IndexTerm> terms;
    std::string where;
    std::string comment;
};

/// A CREATE VIEW taken apart.
struct ViewDefinition {
    std::string query;
    std::string comment;
};

/// Each reads a text of sqlite_schema, which SQLite itself has accepted. Nothing where the text is
/// not what was expected: the caller reports it rather than lose a part. Never throws for any
/// input.
[[nodiscard]] std::optional<TableDefinition> read_create_table(std::string_view sql);
[[nodiscard]] std::optional<IndexDefinition> read_create_index(std::string_view sql);
[[nodiscard]] std::optional<ViewDefinition> read_create_view(std::string_view sql);

}  // namespace azoth::sqlite
