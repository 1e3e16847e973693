// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/schema/dialect_option.hpp>
#include <azoth/schema/foreign_key.hpp>
#include <azoth/schema/schema_expression.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/sql/quoting.hpp>

namespace azoth {

// As the schema keeps them. An empty name leaves it to the database; a generated one comes from a
// naming convention and is cut to the dialect's limit.

struct UniqueData {
    std::string name{};
    std::vector<std::string> columns{};
    Deferral deferral = Deferral::unspecified;
    bool generated_name = false;
    std::string comment{};
    DialectOptions options{};
    Quoting name_quoting = Quoting::by_rule;
    friend bool operator==(const UniqueData&, const UniqueData&) = default;
};

struct CheckData {
    std::string name{};
    SchemaExpression condition{};
    bool generated_name = false;
    std::string comment{};
    DialectOptions options{};
    Quoting name_quoting = Quoting::by_rule;
    friend bool operator==(const CheckData&, const CheckData&) = default;
};

struct PrimaryKeyData {
    std::string name{};
    std::vector<std::string> columns{};
    Deferral deferral = Deferral::unspecified;
    bool generated_name = false;
    std::string comment{};
    DialectOptions options{};
    Quoting name_quoting = Quoting::by_rule;
    friend bool operator==(const PrimaryKeyData&, const PrimaryKeyData&) = default;
};

/// A constraint this library has no word for, by its SQL: PostgreSQL's EXCLUDE.
struct TextConstraintData {
    std::string name{};
    std::string definition{};  ///< without CONSTRAINT and name
    std::string comment{};
    Quoting name_quoting = Quoting::by_rule;
    friend bool operator==(const TextConstraintData&, const TextConstraintData&) = default;
};

[[nodiscard]] AZOTH_EXPORT std::vector<std::string> column_names(
    std::initializer_list<ParamName> columns);

namespace detail {
/// The words that every constraint has. Each gives a changed copy.
template <class Self, class Data>
class ConstraintWords {
public:
    /// Gives the constraint a name of its own.
    [[nodiscard]] Self named(const ParamName& name, Quoting quoting = Quoting::by_rule) const {
        return changed([&](Data& data) {
            data.name = name.text();
            data.name_quoting = quoting;
        });
    }
    [[nodiscard]] Self comment(const ParamName& text) const {
        return changed([&](Data& data) { data.comment = text.text(); });
    }
    [[nodiscard]] Self option(const ParamName& name, Value value) const {
        return changed([&](Data& data) { data.options.emplace_back(name, std::move(value)); });
    }
    [[nodiscard]] const Data& data() const noexcept { return data_; }

protected:
    explicit ConstraintWords(Data data) : data_(std::move(data)) {}
    template <class Change>
    [[nodiscard]] Self changed(Change change) const {
        Self copy = static_cast<const Self&>(*this);
        change(static_cast<ConstraintWords&>(copy).data_);
        return copy;
    }
    Data data_;
};
}  // namespace detail

/// PRIMARY KEY over columns in an order of its own: `PrimaryKeyConstraint{"a", "b"}`.
class PrimaryKeyConstraint : public detail::ConstraintWords<PrimaryKeyConstraint, PrimaryKeyData> {
public:
    PrimaryKeyConstraint(std::initializer_list<ParamName> columns)
        : ConstraintWords({{}, column_names(columns)}) {}
    explicit PrimaryKeyConstraint(PrimaryKeyData data) : ConstraintWords(std::move(data)) {}
    [[nodiscard]] PrimaryKeyConstraint with(Deferral deferral) const {
        return changed([&](PrimaryKeyData& data) { data.deferral = deferral; });
    }
};

/// UNIQUE over columns: `UniqueConstraint{"a", "b"}`.
class UniqueConstraint : public detail::ConstraintWords<UniqueConstraint, UniqueData> {
public:
    UniqueConstraint(std::initializer_list<ParamName> columns)
        : ConstraintWords({{}, column_names(columns)}) {}
    explicit UniqueConstraint(UniqueData data) : ConstraintWords(std::move(data)) {}
    [[nodiscard]] UniqueConstraint with(Deferral deferral) const {
        return changed([&](UniqueData& data) { data.deferral = deferral; });
    }
};

/// CHECK (condition): an expression, `CheckConstraint{this_column("price") > 0}`, or SQL as text,
/// trusted.
class CheckConstraint : public detail::ConstraintWords<CheckConstraint, CheckData> {
public:
    explicit CheckConstraint(SchemaExpression condition)
        : ConstraintWords(CheckData{{}, std::move(condition)}) {}
    explicit CheckConstraint(CheckData data) : ConstraintWords(std::move(data)) {}
};

/// Any other constraint, as SQL text, trusted: `TextConstraint{"EXCLUDE USING gist (at WITH &&)"}`.
class TextConstraint {
public:
    explicit TextConstraint(const ParamName& definition) : data_{{}, definition.text()} {}
    [[nodiscard]] TextConstraint named(const ParamName& name,
                                       Quoting quoting = Quoting::by_rule) const {
        TextConstraint copy = *this;
        copy.data_.name = name.text();
        copy.data_.name_quoting = quoting;
        return copy;
    }
    [[nodiscard]] TextConstraint comment(const ParamName& text) const {
        TextConstraint copy = *this;
        copy.data_.comment = text.text();
        return copy;
    }
    [[nodiscard]] const TextConstraintData& data() const noexcept { return data_; }

private:
    TextConstraintData data_;
};

}  // namespace azoth
