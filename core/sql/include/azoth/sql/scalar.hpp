// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/sql/fields.hpp>
#include <azoth/sql/name.hpp>
#include <azoth/sql/operator.hpp>
#include <azoth/sql/quoting.hpp>
#include <azoth/sql/sort_order.hpp>

/// Nodes of scalar expressions.
namespace azoth::sql {

/// SQL that is written as it stands, trusted by the one who wrote it.
class TextFragment final : public NodeOf<TextFragment, NodeKind::text> {
public:
    explicit TextFragment(std::string sql, const SqlType& type = {})
        : NodeOf(type), sql(std::move(sql)) {}

    std::string sql;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&TextFragment::sql);
    }
};

/// A keyword-like constant the library itself writes: NULL, TRUE, FALSE.
enum class Keyword : std::uint8_t { null, true_, false_ };

class Literal final : public NodeOf<Literal, NodeKind::literal> {
public:
    Literal(Keyword keyword, const SqlType& type) : NodeOf(type), keyword(keyword) {}

    Keyword keyword;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Literal::keyword);
    }
};

class Binary final : public CommonNodeOf<Binary, NodeKind::binary> {
public:
    Binary(Operator op, NodePtr left, NodePtr right, const SqlType& type)
        : CommonNodeOf(type), op(op), left(std::move(left)), right(std::move(right)) {}
    Binary(const Binary&) = default;
    [[gnu::hot]] ~Binary() override = default;

    Operator op;
    NodePtr left;
    NodePtr right;
    /// The character that escapes % and _ of a LIKE pattern; 0: none given.
    char escape = '\0';

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Binary::op, &Binary::left, &Binary::right, &Binary::escape);
    }
};

class Unary final : public CommonNodeOf<Unary, NodeKind::unary> {
public:
    Unary(Operator op, NodePtr operand, const SqlType& type)
        : CommonNodeOf(type), op(op), operand(std::move(operand)) {}

    Operator op;
    NodePtr operand;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Unary::op, &Unary::operand);
    }
};

/// `name(arguments)`, any function of any database.
class Function final : public CommonNodeOf<Function, NodeKind::function> {
public:
    Function(Name name, NodeList arguments, const SqlType& type, bool distinct = false,
             bool known = false)
        : CommonNodeOf(type),
          name(std::move(name)),
          arguments(std::move(arguments)),
          distinct(distinct),
          known(known) {}

    Name name;  ///< an identifier phrase, checked when built
    NodeList arguments;
    bool distinct;
    bool known;  ///< has the meaning of func::name, which a dialect may have to spell out

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Function::name, &Function::arguments, &Function::distinct, &Function::known);
    }
};

/// `inner AS name`.
class Label final : public CommonNodeOf<Label, NodeKind::label> {
public:
    Label(NodePtr inner, Name name, Quoting quoting = Quoting::by_rule)
        : CommonNodeOf(inner->type()),
          inner(std::move(inner)),
          name(std::move(name)),
          quoting(quoting) {}

    NodePtr inner;
    Name name;
    Quoting quoting;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Label::inner, &Label::name, &Label::quoting);
    }
};

/// A label of the same select, named again in ORDER BY or GROUP BY.
class LabelRef final : public NodeOf<LabelRef, NodeKind::label_ref> {
public:
    explicit LabelRef(Name name) : name(std::move(name)) {}

    Name name;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&LabelRef::name);
    }
};

/// One item of ORDER BY.
class Ordering final : public CommonNodeOf<Ordering, NodeKind::ordering> {
public:
    Ordering(NodePtr operand, Direction direction, Nulls nulls = Nulls::by_default)
        : operand(std::move(operand)), direction(direction), nulls(nulls) {}

    NodePtr operand;
    Direction direction;
    Nulls nulls;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Ordering::operand, &Ordering::direction, &Ordering::nulls);
    }
};

/// `CASE WHEN c1 THEN r1 … ELSE e END`; conditions and results alternate.
class CaseWhen final : public NodeOf<CaseWhen, NodeKind::case_when> {
public:
    CaseWhen(NodeList branches, NodePtr otherwise, const SqlType& type)
        : NodeOf(type), branches(std::move(branches)), otherwise(std::move(otherwise)) {}

    NodeList branches;  ///< condition, result, condition, result …
    NodePtr otherwise;  ///< may be null

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&CaseWhen::branches, &CaseWhen::otherwise);
    }
};

class Cast final : public NodeOf<Cast, NodeKind::cast> {
public:
    Cast(NodePtr operand, const SqlType& type, bool null_on_failure = false)
        : NodeOf(type), operand(std::move(operand)), null_on_failure(null_on_failure) {}

    NodePtr operand;
    bool null_on_failure;  ///< TRY_CAST

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Cast::operand, &Cast::type_, &Cast::null_on_failure);
    }
};

/// An expression read and bound as another type; the SQL stays.
class TypeCoerce final : public NodeOf<TypeCoerce, NodeKind::type_coerce> {
public:
    TypeCoerce(NodePtr operand, const SqlType& type) : NodeOf(type), operand(std::move(operand)) {}

    NodePtr operand;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&TypeCoerce::operand, &TypeCoerce::type_);
    }
};

/// A text that is part of the SQL, because the grammar wants a constant there.
class TextConstant final : public NodeOf<TextConstant, NodeKind::text_constant> {
public:
    explicit TextConstant(std::string text)
        : NodeOf(SqlType(TypeKind::text)), text(std::move(text)) {}

    std::string text;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&TextConstant::text);
    }
};

/// `operand COLLATE name`.
class Collate final : public NodeOf<Collate, NodeKind::collate> {
public:
    Collate(NodePtr operand, std::string schema, std::string name)
        : NodeOf(operand->type()),
          operand(std::move(operand)),
          schema(std::move(schema)),
          name(std::move(name)) {}

    NodePtr operand;
    std::string schema;  ///< mostly empty
    std::string name;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Collate::operand, &Collate::schema, &Collate::name);
    }
};

/// An operator the library does not know, such as PostgreSQL's `@>`. The token is checked when
/// built; operands that are expressions stand in parentheses.
class CustomOperator final : public NodeOf<CustomOperator, NodeKind::custom_operator> {
public:
    CustomOperator(std::string token, NodePtr left, NodePtr right, const SqlType& type)
        : NodeOf(type), token(std::move(token)), left(std::move(left)), right(std::move(right)) {}

    std::string token;
    NodePtr left;
    NodePtr right;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&CustomOperator::token, &CustomOperator::left, &CustomOperator::right);
    }
};

/// A part of a date or time, always an integer.
enum class DateField : std::uint8_t {
    year,
    quarter,
    month,
    week,  ///< of ISO 8601
    day,
    day_of_week,  ///< of ISO 8601: Monday is 1, Sunday 7
    day_of_year,
    hour,
    minute,
    second,  ///< whole seconds
    epoch,   ///< whole seconds since 1970
};

/// `EXTRACT(field FROM operand)`; of an instant in UTC.
class Extract final : public NodeOf<Extract, NodeKind::extract> {
public:
    Extract(DateField field, NodePtr operand)
        : NodeOf(SqlType(TypeKind::big_integer)), field(field), operand(std::move(operand)) {}

    DateField field;
    NodePtr operand;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Extract::field, &Extract::operand);
    }
};

/// `*` inside count(*).
class Star final : public NodeOf<Star, NodeKind::star> {
public:
    Star() = default;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) { return list(); }
};

}  // namespace azoth::sql
