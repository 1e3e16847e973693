// SPDX-License-Identifier: MIT
// Hive's BETWEEN is unknown as soon as a bound is NULL, whatever the other one says, and its
// planner makes that of `x >= low AND x <= high` and of `x < low OR x > high`, too (4.0.1): rows
// disappear. So BETWEEN is written as its two comparisons, and of two that would become one again
// one is the element of an array of one, which the planner does not see through, as it does through
// coalesce() and casts. Two values are folded before that and need nothing.
#include <algorithm>
#include <optional>
#include <vector>

#include <azoth/sql/fields.hpp>

#include "compiler.hpp"

namespace azoth::hive {

namespace {

/// One end of a range as a comparison says it.
struct RangeEnd {
    const sql::Binary* comparison;
    const sql::Node* subject;
    const sql::Node* bound;
    bool is_low;
};

bool is_value(const sql::Node& node) noexcept {
    switch (node.kind()) {
        case sql::NodeKind::bind:
        case sql::NodeKind::literal:
        case sql::NodeKind::literal_bind: return true;
        default: return false;
    }
}

std::optional<sql::Operator> inverse(sql::Operator op) noexcept {
    switch (op) {
        case sql::Operator::lt: return sql::Operator::ge;
        case sql::Operator::le: return sql::Operator::gt;
        case sql::Operator::gt: return sql::Operator::le;
        case sql::Operator::ge: return sql::Operator::lt;
        default: return {};
    }
}

/// The ends among the conditions that `chain`, AND or OR, is a part of. Of each comparison there
/// are two: either side may be what the range is of.
void add_ends(const sql::Node& node, sql::Operator chain, std::vector<RangeEnd>& ends) {
    const auto* unary = sql::as<sql::Unary>(node);
    const bool is_negated = unary != nullptr && unary->op == sql::Operator::not_;
    const auto* binary = sql::as<sql::Binary>(is_negated ? *unary->operand : node);
    if (binary == nullptr) return;
    if (binary->op == chain && !is_negated) {
        add_ends(*binary->left, chain, ends);
        add_ends(*binary->right, chain, ends);
        return;
    }
    const auto op = is_negated ? inverse(binary->op) : std::optional(binary->op);
    const bool is_and = chain == sql::Operator::and_;
    const bool is_low = op == (is_and ? sql::Operator::ge : sql::Operator::lt);
    const bool is_high = op == (is_and ? sql::Operator::le : sql::Operator::gt);
    if (!is_low && !is_high) return;
    ends.push_back({binary, binary->left.get(), binary->right.get(), is_low});
    ends.push_back({binary, binary->right.get(), binary->left.get(), is_high});
}

bool are_same(const sql::Node* one, const sql::Node* other) {
    sql::Matcher matcher;
    return one == other || matcher.same(one, other);
}

/// The range may be of a value, between two columns. With one bound for both ends, or with values
/// for them, no row has one that is NULL and one that is not.
bool make_range(const RangeEnd& one, const RangeEnd& other) {
    return one.is_low != other.is_low && !(is_value(*one.bound) && is_value(*other.bound)) &&
           are_same(one.subject, other.subject) && !are_same(one.bound, other.bound);
}

}  // namespace

void HiveCompiler::chain(const sql::Binary& binary) {
    std::vector<RangeEnd> left;
    std::vector<RangeEnd> right;
    add_ends(*binary.left, binary.op, left);
    if (!left.empty()) add_ends(*binary.right, binary.op, right);
    const std::size_t outside = range_ends_.size();
    for (const RangeEnd& one : right) {
        const bool is_made = std::any_of(left.begin(), left.end(), [&](const RangeEnd& other) {
            return make_range(one, other);
        });
        if (is_made) range_ends_.push_back(one.comparison);
    }
    SqlCompiler::visit_binary(binary);
    range_ends_.resize(outside);
}

bool HiveCompiler::ends_range(const sql::Binary& binary) const noexcept {
    return std::find(range_ends_.begin(), range_ends_.end(), &binary) != range_ends_.end();
}

void HiveCompiler::visit_between(const sql::Between& between) {
    if (is_value(*between.low) && is_value(*between.high)) {
        return SqlCompiler::visit_between(between);
    }
    const SqlType& truth = between.type();
    const auto binary = [&](sql::Operator op, const sql::NodePtr& left, const sql::NodePtr& right) {
        return sql::make<sql::Binary>(op, left, right, truth);
    };
    const auto within = [&](const sql::NodePtr& low, const sql::NodePtr& high) {
        return binary(sql::Operator::and_, binary(sql::Operator::ge, between.operand, low),
                      binary(sql::Operator::le, between.operand, high));
    };
    sql::NodePtr test = within(between.low, between.high);
    if (between.symmetric) {
        test = binary(sql::Operator::or_, test, within(between.high, between.low));
    }
    write(between.negated ? "(NOT (" : "(");
    emit(*test);
    write(between.negated ? "))" : ")");
}

}  // namespace azoth::hive
