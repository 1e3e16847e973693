// SPDX-License-Identifier: MIT
// FULL OUTER JOIN where a database has none: `a FULL JOIN b ON c` is `a LEFT JOIN b ON c`, and the
// rows of b that no row of a fits. These are selected from `b LEFT JOIN a ON FALSE`, so that every
// expression of the query stands as it is and finds NULL for a:
//
//     SELECT … FROM a LEFT JOIN b ON c WHERE w
//     UNION ALL
//     SELECT … FROM b LEFT JOIN a ON FALSE WHERE NOT EXISTS (SELECT 1 FROM a WHERE c) AND w
//
// The same where a database has it for conditions of equality only. Each row is in one part only,
// so this is exact where both parts join the same rows by a condition that does not change its
// mind, and where nothing is made of all rows together.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>

#include "source_finder.hpp"

namespace azoth::compile {

namespace {

constexpr std::string_view construct = "FULL OUTER JOIN";

/// Finds what is made of several rows, subqueries aside. A function that the library does not know
/// may be an aggregate.
class OfSeveralRows final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        switch (node.kind()) {
            case sql::NodeKind::over:
            case sql::NodeKind::aggregate:
            case sql::NodeKind::text: found = true; return;
            case sql::NodeKind::function: {
                const auto& function = sql::cast<sql::Function>(node);
                constexpr std::string_view aggregates[] = {
                    "array_agg", "avg", "count", "max", "min", "string_agg", "sum"};
                found = found || !function.known ||
                        std::find(std::begin(aggregates), std::end(aggregates),
                                  function.name.view()) != std::end(aggregates);
                break;
            }
            case sql::NodeKind::select:
            case sql::NodeKind::set_operation: return;
            default: break;
        }
        found = found || node.extension() != nullptr;
        if (!found) node.each_child(*this);
    }
    bool found = false;
};

bool makes_one_of_several(const sql::Select& select) {
    if (!select.group_by.empty() || select.having) return true;
    OfSeveralRows finder;
    for (const sql::NodePtr& item : select.columns) finder.child(*item);
    for (const sql::NodePtr& item : select.order_by) finder.child(*item);
    return finder.found;
}

sql::NodePtr left_join(const sql::NodePtr& target, sql::NodePtr condition) {
    return sql::make<sql::Join>(sql::JoinKind::left, target, std::move(condition));
}

/// NOT EXISTS (SELECT 1 FROM source WHERE condition)
sql::NodePtr no_row(const sql::NodePtr& source, const sql::NodePtr& condition) {
    const SqlType truth(TypeKind::boolean);
    auto* query = new sql::Select;
    sql::NodePtr owner = sql::NodePtr::adopt(query);
    query->columns.push_back(sql::make<sql::TextFragment>("1", SqlType(TypeKind::integer)));
    query->from.push_back(source);
    query->where = condition;
    query->seal();
    return sql::make<sql::Unary>(sql::Operator::not_, sql::make<sql::Exists>(owner, truth), truth);
}

/// Which of two groups of sources an expression reads.
class SideFinder final : public sql::ChildVisitor {
public:
    SideFinder(const std::vector<sql::NodePtr>& left, const sql::NodePtr& right)
        : left_(left), right_(right) {}
    void child(const sql::Node& node) override {
        const auto* column = sql::as<sql::ColumnRef>(node);
        if (column == nullptr) return node.each_child(*this);
        reads_right = reads_right || column->source == right_;
        reads_left =
            reads_left || std::find(left_.begin(), left_.end(), column->source) != left_.end();
    }
    bool reads_left = false;
    bool reads_right = false;

private:
    const std::vector<sql::NodePtr>& left_;
    const sql::NodePtr& right_;
};

/// Whether each side of an equality reads one side of the join only.
bool is_between_sides(const sql::Node& one, const sql::Node& other,
                      const std::vector<sql::NodePtr>& left, const sql::NodePtr& right) {
    SideFinder first(left, right);
    first.child(one);
    SideFinder second(left, right);
    second.child(other);
    return (first.reads_left && !first.reads_right && second.reads_right && !second.reads_left) ||
           (first.reads_right && !first.reads_left && second.reads_left && !second.reads_right);
}

/// What a database that joins by equal values finds in a condition.
struct Equalities {
    bool has_hashed = false;  ///< of values that have one hash where they are equal
    bool has_others = false;  ///< conditions that are no equality, but TRUE and FALSE
};

void find(const sql::Node& condition, const std::vector<sql::NodePtr>& left,
          const sql::NodePtr& right, Equalities& found) {
    const auto* binary = sql::as<sql::Binary>(condition);
    if (binary != nullptr && binary->op == sql::Operator::and_) {
        find(*binary->left, left, right, found);
        return find(*binary->right, left, right, found);
    }
    if (condition.kind() == sql::NodeKind::literal) return;
    if (binary == nullptr || binary->op != sql::Operator::eq) {
        found.has_others = true;
        return;
    }
    const auto compare = [&](const sql::Node& one, const sql::Node& other) {
        const bool joins = is_between_sides(one, other, left, right);
        // A day and a moment are compared, but have no common hash.
        const bool is_hashed = one.type().kind() == other.type().kind() ||
                               !one.type().is_temporal() || !other.type().is_temporal();
        found.has_hashed = found.has_hashed || (joins && is_hashed);
        found.has_others = found.has_others || !joins;
    };
    const auto* row = sql::as<sql::Tuple>(*binary->left);
    const auto* other_row = sql::as<sql::Tuple>(*binary->right);
    if (row == nullptr || other_row == nullptr) return compare(*binary->left, *binary->right);
    for (std::size_t i = 0; i < std::min(row->items.size(), other_row->items.size()); ++i) {
        compare(*row->items[i], *other_row->items[i]);
    }
}

}  // namespace

bool SqlCompiler::joins_fully_by_equality(const sql::Select& select) const {
    std::vector<sql::NodePtr> left = own_sources(select);
    for (const sql::NodePtr& node : select.joins) {
        const auto& join = sql::cast<sql::Join>(*node);
        if (join.join_kind == sql::JoinKind::full && join.condition) {
            Equalities found;
            find(*join.condition, left, join.target, found);
            if (found.has_others && !found.has_hashed) return false;
        }
        left.push_back(join.target);
    }
    return true;
}

bool SqlCompiler::has_full_join(const sql::Select& select) noexcept {
    return std::any_of(select.joins.begin(), select.joins.end(), [](const sql::NodePtr& join) {
        return sql::cast<sql::Join>(*join).join_kind == sql::JoinKind::full;
    });
}

void SqlCompiler::union_of_halves(const sql::Select& select) {
    const std::vector<sql::NodePtr> own = own_sources(select);
    const auto& join = sql::cast<sql::Join>(*select.joins.front());
    const std::string name(construct);
    if (select.joins.size() != 1 || own.size() != 1) {
        ledger().refuse(name + " beside other sources",
                        "join with a select() from the two as a subquery()");
    }
    if (makes_one_of_several(select)) {
        ledger().refuse(name + " of which several rows become one",
                        "select from the join as a subquery()");
    }
    const sql::NodePtr& base = own.front();
    sql::NodeList read;
    read.push_back(base);
    read.push_back(join.target);
    read.push_back(join.condition);
    require_repeatable(select, read, construct);
    if (select.required != 0) require_nullable_columns(select, own);

    const bool is_derived = std::exchange(is_derived_, false);
    const sql::NodeList* around = std::exchange(current_columns_, &select.columns);
    ++depth_;
    sql::NodeList parts;
    const auto add_part = [&](const sql::NodePtr& source, const sql::NodePtr& joined) {
        auto* part = new sql::Select(select);
        parts.push_back(sql::NodePtr::adopt(part));
        part->distinct = false;
        part->required = 0;
        part->from = {source};
        part->joins = {joined};
        part->order_by = {};
        part->limit = part->offset = nullptr;
        return part;
    };
    const SqlType truth(TypeKind::boolean);
    add_part(base, left_join(join.target, join.condition))->seal();
    sql::Select* const rest = add_part(
        join.target, left_join(base, sql::make<sql::Literal>(sql::Keyword::false_, truth)));
    sql::NodePtr alone = no_row(base, join.condition);
    rest->where = rest->where ? sql::NodePtr(sql::make<sql::Binary>(
                                    sql::Operator::and_, std::move(alone), rest->where, truth))
                              : std::move(alone);
    rest->seal();
    union_of_parts(select, parts, is_derived, construct);
    --depth_;
    current_columns_ = around;
}

}  // namespace azoth::compile
