// SPDX-License-Identifier: MIT
#include <azoth/sql/case.hpp>

#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/volatility.hpp>

#include "common_type.hpp"

namespace azoth {

namespace {

Expr make_case(std::span<const CaseBranch> branches, detail::Operand* last) {
    if (branches.empty()) throw ArgumentError("empty_case", "case_() has no branches");
    sql::NodeList parts;
    parts.reserve(branches.size() * 2);
    CommonType peer;
    for (const CaseBranch& branch : branches) peer.add(branch.result);
    if (last != nullptr) peer.add(*last);
    CommonType common;
    for (const CaseBranch& branch : branches) {
        parts.push_back(branch.condition.node());
        detail::Operand result = branch.result;
        parts.push_back(std::move(result).node_beside(peer.type()));
        common.add(parts.back()->type());
    }
    sql::NodePtr otherwise;
    if (last != nullptr) otherwise = std::move(*last).node_beside(peer.type());
    if (otherwise) common.add(otherwise->type());
    for (std::size_t i = 1; i < parts.size(); i += 2) common.give_to_null(parts[i]);
    if (otherwise) common.give_to_null(otherwise);
    return Expr(sql::make<sql::CaseWhen>(std::move(parts), std::move(otherwise), common.type()));
}

std::vector<CaseBranch> compared(const Expr& value, std::span<const ValueBranch> branches) {
    const std::string part = sql::volatile_part(*value.node());
    if (!part.empty() && branches.size() > 1) {
        throw ArgumentError(
            "volatile_value",
            "case_() computes its value for each branch, and " + part + " may be another each time",
            {.hint = "select it in a subquery(), and compare its column"});
    }
    std::vector<CaseBranch> tests;
    tests.reserve(branches.size());
    for (const ValueBranch& branch : branches) {
        const sql::NodePtr& other = branch.value.expression();
        tests.push_back({other ? detail::compare(sql::Operator::eq, value, Expr(other))
                               : detail::compare(sql::Operator::eq, value, branch.value.value()),
                         branch.result});
    }
    return tests;
}

}  // namespace

Expr case_(std::initializer_list<CaseBranch> branches) {
    return make_case({branches.begin(), branches.size()}, nullptr);
}

Expr case_(std::initializer_list<CaseBranch> branches, detail::Operand otherwise) {
    return make_case({branches.begin(), branches.size()}, &otherwise);
}

Expr case_(const Expr& value, std::initializer_list<ValueBranch> branches) {
    return make_case(compared(value, {branches.begin(), branches.size()}), nullptr);
}

Expr case_(const Expr& value, std::initializer_list<ValueBranch> branches,
           detail::Operand otherwise) {
    return make_case(compared(value, {branches.begin(), branches.size()}), &otherwise);
}

Expr case_(const Expr& value, std::span<const ValueBranch> branches) {
    return make_case(compared(value, branches), nullptr);
}

Expr case_(const Expr& value, std::span<const ValueBranch> branches, detail::Operand otherwise) {
    return make_case(compared(value, branches), &otherwise);
}

Expr case_(std::span<const CaseBranch> branches) {
    return make_case(branches, nullptr);
}

Expr case_(std::span<const CaseBranch> branches, detail::Operand otherwise) {
    return make_case(branches, &otherwise);
}

}  // namespace azoth
