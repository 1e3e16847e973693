// SPDX-License-Identifier: MIT
#include "recursion.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <azoth/sql/aggregation.hpp>
#include <azoth/sql/join_path.hpp>
#include <azoth/sql/query.hpp>

namespace azoth::compile {

namespace {

bool stands_for(const sql::NodePtr& source, const sql::NodePtr& reference) {
    if (source == reference) return true;
    const auto* alias = sql::as<sql::AliasSource>(*source);
    return alias != nullptr && stands_for(alias->inner, reference);
}

std::ptrdiff_t readings(const sql::Select& select, const sql::NodePtr& reference) {
    const std::vector<sql::NodePtr> sources = sql::referred_sources(select);
    return std::count_if(sources.begin(), sources.end(),
                         [&](const sql::NodePtr& source) { return stands_for(source, reference); });
}

/// Finds a query inside of an expression that reads the CTE.
class InnerReading final : public sql::ChildVisitor {
public:
    explicit InnerReading(const sql::NodePtr& reference) : reference_(reference) {}
    void child(const sql::Node& node) override {
        const auto* select = sql::as<sql::Select>(node);
        found = found || (select != nullptr && readings(*select, reference_) != 0);
        node.each_child(*this);
    }
    bool found = false;

private:
    const sql::NodePtr& reference_;
};

bool may_be_missing(const sql::Select& select, const sql::NodePtr& reference) {
    return std::any_of(select.joins.begin(), select.joins.end(), [&](const sql::NodePtr& node) {
        const auto& join = sql::cast<sql::Join>(*node);
        return join.join_kind == sql::JoinKind::full ||
               (join.join_kind == sql::JoinKind::left && stands_for(join.target, reference));
    });
}

bool aggregates(const sql::Select& select) {
    const auto does = [](const sql::NodePtr& node) {
        return node && sql::aggregation_of(*node).aggregates;
    };
    return std::any_of(select.columns.begin(), select.columns.end(), does) || does(select.having);
}

void require_step(const sql::Select& step, const sql::NodePtr& reference, const Ledger& ledger) {
    const auto refuse = [&](std::string_view what, std::string_view hint = {}) {
        ledger.refuse(std::string(what) + " in the step of a recursive CTE", hint);
    };
    const std::ptrdiff_t count = readings(step, reference);
    if (count > 1) refuse("reading the CTE twice");
    if (count == 0) {
        InnerReading inside(reference);
        if (step.where) inside.child(*step.where);
        for (const sql::NodePtr& column : step.columns) inside.child(*column);
        if (inside.found) refuse("a subquery that reads the CTE", "join the CTE instead");
        return;
    }
    if (may_be_missing(step, reference)) refuse("the CTE on the outer side of an outer join");
    if (aggregates(step)) refuse("an aggregate");
}

}  // namespace

void require_recursion(const sql::CteSource& cte, const Ledger& ledger) {
    const auto& operation = sql::cast<sql::SetOperation>(*cte.inner);
    for (std::size_t i = 1; i < operation.parts.size(); ++i) {
        const auto* step = sql::as<sql::Select>(*operation.parts[i]);
        if (step != nullptr) require_step(*step, cte.reference, ledger);
    }
}

}  // namespace azoth::compile
