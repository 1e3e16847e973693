// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/error/handler.hpp>
#include <azoth/schema/index.hpp>
#include <azoth/schema/sequence.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/schema/view.hpp>
#include <azoth/sql/statement.hpp>

/// The single steps of creating and dropping, as values: `db.execute(CreateTable{artist})`,
/// `to_sql(AddConstraint{album, UniqueConstraint{"title"}}, dialect)`. What a dialect has no words
/// for is a `CompileError`.
namespace azoth {

namespace compile {
class Ledger;
}

enum class DdlKind : std::uint8_t {
    create_table,
    drop_table,
    create_table_as,
    create_index,
    drop_index,
    add_constraint,
    drop_constraint,
    create_schema,
    drop_schema,
    create_sequence,
    drop_sequence,
    create_enum,
    drop_enum,
    create_view,
    drop_view,
    set_table_comment,
    set_column_comment,
    set_constraint_comment,
    text,
};

/// One step as compilers see it; which members count depends on the kind.
struct DdlData {
    DdlKind kind = DdlKind::text;
    std::shared_ptr<const TableData> table{};
    std::string name{};    ///< of a schema, index, constraint or column; the text of `text`
    std::string schema{};  ///< of what is created or dropped by name
    IndexData index{};
    std::shared_ptr<const TableData> addition{};  ///< holds the constraint to add, nothing else
    SequenceData sequence{};
    SqlType type{};        ///< the enum to create or drop
    sql::NodePtr query{};  ///< for create_table_as
    std::string comment{};
    bool if_exists = false;
    bool if_not_exists = false;
    bool or_replace = false;
    bool cascade = false;
    bool temporary = false;
    std::vector<std::string> dialects{};  ///< empty: all
    /// Asked beside `dialects`, with the ledger of the server; empty: always.
    Handler<const compile::Ledger&, bool> condition{};
};

/// Base of all steps. A value; copies share nothing that changes.
class AZOTH_EXPORT DdlElement {
public:
    explicit DdlElement(DdlData data) : data_(std::move(data)) {}
    [[nodiscard]] const DdlData& data() const noexcept { return data_; }
    /// Whether the step is for the dialect or server of that name; elsewhere it is nothing.
    [[nodiscard]] bool applies_to(std::string_view name) const noexcept;

protected:
    DdlData data_;
};

namespace detail {
/// The words that steps share. Each gives a changed copy.
template <class Self>
class DdlWords : public DdlElement {
public:
    /// Only on these dialects or servers: `.on({"postgresql", "mariadb"})`.
    [[nodiscard]] Self on(std::initializer_list<ParamName> dialects) const {
        return changed([&](DdlData& data) { data.dialects = column_names(dialects); });
    }
    /// Only where the condition holds, which is given the server's ledger:
    /// `.execute_if([](const compile::Ledger& server) { return server.version() >= Version{15};
    /// })`.
    [[nodiscard]] Self execute_if(Handler<const compile::Ledger&, bool> condition) const {
        return changed([&](DdlData& data) { data.condition = std::move(condition); });
    }

protected:
    explicit DdlWords(DdlData data) : DdlElement(std::move(data)) {}
    template <class Change>
    [[nodiscard]] Self changed(Change change) const {
        Self copy = static_cast<const Self&>(*this);
        change(static_cast<DdlWords&>(copy).data_);
        return copy;
    }
};

template <class Self>
class CreateWords : public DdlWords<Self> {
public:
    [[nodiscard]] Self if_not_exists() const {
        return this->changed([](DdlData& data) { data.if_not_exists = true; });
    }

protected:
    using DdlWords<Self>::DdlWords;
};

template <class Self>
class DropWords : public DdlWords<Self> {
public:
    [[nodiscard]] Self if_exists() const {
        return this->changed([](DdlData& data) { data.if_exists = true; });
    }
    /// With all that depends on it.
    [[nodiscard]] Self cascade() const {
        return this->changed([](DdlData& data) { data.cascade = true; });
    }

protected:
    using DdlWords<Self>::DdlWords;
};
}  // namespace detail

/// The table, its indexes and its comments.
class CreateTable : public detail::CreateWords<CreateTable> {
public:
    explicit CreateTable(const Table& table)
        : CreateWords({.kind = DdlKind::create_table, .table = table.shared_data()}) {}
};
class DropTable : public detail::DropWords<DropTable> {
public:
    explicit DropTable(const Table& table)
        : DropWords({.kind = DdlKind::drop_table, .table = table.shared_data()}) {}
};

/// `CreateTableAs{"loud", select(…)}`: a table from a query's rows.
class AZOTH_EXPORT CreateTableAs : public detail::CreateWords<CreateTableAs> {
public:
    CreateTableAs(const ParamName& name, const Statement& query, const ParamName& schema = "");
    [[nodiscard]] CreateTableAs temporary() const {
        return changed([](DdlData& data) { data.temporary = true; });
    }
};

class AZOTH_EXPORT CreateIndex : public detail::CreateWords<CreateIndex> {
public:
    CreateIndex(const Table& table, const Index& index);
    /// One of the table's own. Throws `ArgumentError` (`no_such_index`).
    CreateIndex(const Table& table, const ParamName& name);
};
class DropIndex : public detail::DropWords<DropIndex> {
public:
    DropIndex(const Table& table, const ParamName& name)
        : DropWords(
              {.kind = DdlKind::drop_index, .table = table.shared_data(), .name = name.text()}) {}
};

/// `AddConstraint{album, UniqueConstraint{"title"}.named("uq_title")}`: any constraint.
class AZOTH_EXPORT AddConstraint : public detail::DdlWords<AddConstraint> {
public:
    AddConstraint(const Table& table, const ForeignKeyConstraint& constraint);
    AddConstraint(const Table& table, const UniqueConstraint& constraint);
    AddConstraint(const Table& table, const CheckConstraint& constraint);
    AddConstraint(const Table& table, const PrimaryKeyConstraint& constraint);
    AddConstraint(const Table& table, const TextConstraint& constraint);

private:
    AddConstraint(const Table& table, TableData addition);
};
class DropConstraint : public detail::DropWords<DropConstraint> {
public:
    DropConstraint(const Table& table, const ParamName& name)
        : DropWords({.kind = DdlKind::drop_constraint,
                     .table = table.shared_data(),
                     .name = name.text()}) {}
};

class CreateSchema : public detail::CreateWords<CreateSchema> {
public:
    explicit CreateSchema(const ParamName& name)
        : CreateWords({.kind = DdlKind::create_schema, .name = name.text()}) {}
};
class DropSchema : public detail::DropWords<DropSchema> {
public:
    explicit DropSchema(const ParamName& name)
        : DropWords({.kind = DdlKind::drop_schema, .name = name.text()}) {}
};

class CreateSequence : public detail::CreateWords<CreateSequence> {
public:
    explicit CreateSequence(const Sequence& sequence)
        : CreateWords({.kind = DdlKind::create_sequence, .sequence = sequence.data()}) {}
};
class DropSequence : public detail::DropWords<DropSequence> {
public:
    explicit DropSequence(const Sequence& sequence)
        : DropWords({.kind = DdlKind::drop_sequence, .sequence = sequence.data()}) {}
};

/// CREATE TYPE … AS ENUM of an enum that has a name: `CreateEnum{Enum{"a", "b"}.named("mood")}`.
/// Databases that keep enums inside of columns, or as text, refuse it. create_all() does it for the
/// enums of its tables.
class AZOTH_EXPORT CreateEnum : public detail::DdlWords<CreateEnum> {
public:
    /// Throws `ArgumentError` (`bad_type_argument`) for a type that is no enum with a name.
    explicit CreateEnum(const SqlType& type);
};
class AZOTH_EXPORT DropEnum : public detail::DropWords<DropEnum> {
public:
    explicit DropEnum(const SqlType& type);
};

class CreateView : public detail::CreateWords<CreateView> {
public:
    explicit CreateView(const Table& view)
        : CreateWords({.kind = DdlKind::create_view, .table = view.shared_data()}) {}
    /// Instead of one that is there.
    [[nodiscard]] CreateView or_replace() const {
        return changed([](DdlData& data) { data.or_replace = true; });
    }
};
class DropView : public detail::DropWords<DropView> {
public:
    explicit DropView(const Table& view)
        : DropWords({.kind = DdlKind::drop_view, .table = view.shared_data()}) {}
};

/// COMMENT ON TABLE and COMMENT ON COLUMN; an empty text takes the comment away.
class SetTableComment : public detail::DdlWords<SetTableComment> {
public:
    SetTableComment(const Table& table, const ParamName& text)
        : DdlWords({.kind = DdlKind::set_table_comment,
                    .table = table.shared_data(),
                    .comment = text.text()}) {}
};
class SetColumnComment : public detail::DdlWords<SetColumnComment> {
public:
    SetColumnComment(const Table& table, const ParamName& column, const ParamName& text)
        : DdlWords({.kind = DdlKind::set_column_comment,
                    .table = table.shared_data(),
                    .name = column.text(),
                    .comment = text.text()}) {}
};

/// COMMENT ON CONSTRAINT, where the database has such; an empty text takes the comment away.
class SetConstraintComment : public detail::DdlWords<SetConstraintComment> {
public:
    SetConstraintComment(const Table& table, const ParamName& constraint, const ParamName& text)
        : DdlWords({.kind = DdlKind::set_constraint_comment,
                    .table = table.shared_data(),
                    .name = constraint.text(),
                    .comment = text.text()}) {}
};

/// A statement as it stands, trusted: `ddl("CREATE EXTENSION pg_trgm").on({"postgresql"})`.
class DdlText : public detail::DdlWords<DdlText> {
public:
    explicit DdlText(const ParamName& sql)
        : DdlWords({.kind = DdlKind::text, .name = sql.text()}) {}
};
[[nodiscard]] inline DdlText ddl(const ParamName& sql) {
    return DdlText(sql);
}

}  // namespace azoth
