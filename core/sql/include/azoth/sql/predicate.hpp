// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/sql/fields.hpp>

/// Nodes of conditions that are more than an operator between two expressions.
namespace azoth::sql {

/// `operand IN (query)`.
class InQuery final : public NodeOf<InQuery, NodeKind::in_query> {
public:
    InQuery(NodePtr operand, NodePtr query, bool negated)
        : NodeOf(SqlType(TypeKind::boolean)),
          operand(std::move(operand)),
          query(std::move(query)),
          negated(negated) {}

    NodePtr operand;
    NodePtr query;  ///< a Subquery
    bool negated;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&InQuery::operand, &InQuery::query, &InQuery::negated);
    }
};

/// `(a, b)`, compared as a whole.
class Tuple final : public NodeOf<Tuple, NodeKind::tuple> {
public:
    explicit Tuple(NodeList items) : items(std::move(items)) {}

    NodeList items;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) { return list(&Tuple::items); }
};

/// `operand BETWEEN low AND high`; symmetric: the bounds in either order.
class Between final : public NodeOf<Between, NodeKind::between> {
public:
    Between(NodePtr operand, NodePtr low, NodePtr high, bool symmetric, bool negated)
        : NodeOf(SqlType(TypeKind::boolean)),
          operand(std::move(operand)),
          low(std::move(low)),
          high(std::move(high)),
          symmetric(symmetric),
          negated(negated) {}

    NodePtr operand;
    NodePtr low;
    NodePtr high;
    bool symmetric;
    bool negated;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Between::operand, &Between::low, &Between::high, &Between::symmetric,
                    &Between::negated);
    }
};

/// `ANY (query)` or `ALL (query)`, the right side of a comparison; an array instead of a query
/// where the database has them.
class Quantified final : public NodeOf<Quantified, NodeKind::quantified> {
public:
    Quantified(NodePtr operand, bool all, const SqlType& type)
        : NodeOf(type), operand(std::move(operand)), all(all) {}

    NodePtr operand;  ///< a Subquery, or an expression that is an array
    bool all;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Quantified::operand, &Quantified::all);
    }
};

/// Whether a text matches a regular expression somewhere.
class Regexp final : public NodeOf<Regexp, NodeKind::regexp> {
public:
    Regexp(NodePtr operand, NodePtr pattern, std::string flags, bool negated)
        : NodeOf(SqlType(TypeKind::boolean)),
          operand(std::move(operand)),
          pattern(std::move(pattern)),
          flags(std::move(flags)),
          negated(negated) {}

    NodePtr operand;
    NodePtr pattern;
    std::string flags;  ///< letters, checked when built
    bool negated;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Regexp::operand, &Regexp::pattern, &Regexp::flags, &Regexp::negated);
    }
};

/// The text with every match replaced.
class RegexpReplace final : public NodeOf<RegexpReplace, NodeKind::regexp_replace> {
public:
    RegexpReplace(NodePtr operand, NodePtr pattern, NodePtr replacement, std::string flags)
        : NodeOf(operand->type()),
          operand(std::move(operand)),
          pattern(std::move(pattern)),
          replacement(std::move(replacement)),
          flags(std::move(flags)) {}

    NodePtr operand;
    NodePtr pattern;
    NodePtr replacement;
    std::string flags;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&RegexpReplace::operand, &RegexpReplace::pattern, &RegexpReplace::replacement,
                    &RegexpReplace::flags);
    }
};

}  // namespace azoth::sql
