// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <algorithm>
#include <string>

#include <azoth/sql/join_path.hpp>

#include "types.hpp"

namespace azoth::hive {

namespace {

bool folds_case(sql::Operator op) noexcept {
    return op == sql::Operator::ilike || op == sql::Operator::not_ilike;
}

bool is_negated(sql::Operator op) noexcept {
    return op == sql::Operator::not_like || op == sql::Operator::not_ilike;
}

constexpr std::string_view backslash = R"('\\')";
constexpr std::string_view stand_in = R"('\ufdd0')";

}  // namespace

void HiveCompiler::column_qualifier(const sql::Node& source) {
    // A column's prefix is one name: the table's without its schema, or an alias.
    const auto* table = sql::as<sql::TableSource>(source);
    if (table == nullptr || is_renamed(source)) return SqlCompiler::column_qualifier(source);
    identifier(table->name, table->quoting);
}

void HiveCompiler::visit_binary(const sql::Binary& binary) {
    if (const sql::NodePtr wide = wide_calculation(binary)) {
        return visit_binary(sql::cast<sql::Binary>(*wide));
    }
    const bool are_dates = binary.left->type().kind() == TypeKind::date &&
                           binary.right->type().kind() == TypeKind::date;
    switch (binary.op) {
        case sql::Operator::subtract:
            if (are_dates) return call("datediff", binary.left, binary.right);
            break;
        case sql::Operator::like:
        case sql::Operator::not_like:
        case sql::Operator::ilike:
        case sql::Operator::not_ilike: return pattern_match(binary);
        case sql::Operator::concat:
            write("concat(");
            emit_words(*binary.left);
            write(", ");
            emit_words(*binary.right);
            write(")");
            return;
        case sql::Operator::and_:
        case sql::Operator::or_: return chain(binary);
        default: break;
    }
    const bool is_guarded = ends_range(binary);
    if (is_guarded) write("array(");
    SqlCompiler::visit_binary(binary);
    if (is_guarded) write(")[0]");
}

// Hive's LIKE has no ESCAPE: a backslash before % or _ makes that an ordinary character, anywhere
// else it is one itself, and nothing says "a backslash, then anything". So a noncharacter (U+FDD0),
// which no text has, stands for the backslashes of both sides.
void HiveCompiler::pattern_match(const sql::Binary& binary) {
    if (binary.escape == '%' || binary.escape == '_') {
        ledger().refuse("LIKE with a wildcard for its escape");
    }
    write("replace(");
    text_operand(*binary.left, folds_case(binary.op));
    write(", ").write(backslash).write(", ").write(stand_in).write(")");
    write(is_negated(binary.op) ? " NOT LIKE " : " LIKE ");
    pattern(binary);
}

void HiveCompiler::text_operand(const sql::Node& node, bool folds) {
    if (folds) write("lower(");
    emit(node);
    if (folds) write(")");
}

void HiveCompiler::pattern(const sql::Binary& binary) {
    const bool is_other = binary.escape != '\0' && binary.escape != '\\';
    write(is_other ? "replace(replace(replace(replace(" : "replace(");
    text_operand(*binary.right, folds_case(binary.op));
    write(", ").write(binary.escape == '\\' ? quoted_text("\\\\") : std::string(backslash));
    write(", ").write(stand_in).write(")");
    if (!is_other) return;
    // What is doubled waits elsewhere while the escapes that are left become backslashes.
    const std::string escape = quoted_text(std::string_view(&binary.escape, 1));
    const std::string doubled = quoted_text(std::string(2, binary.escape));
    write(", ").write(doubled).write(R"(, '\ufdd1'), )").write(escape).write(", ");
    write(backslash).write(R"(), '\ufdd1', )").write(escape).write(")");
}

void HiveCompiler::distinct_from_operator(const sql::Binary& binary) {
    ledger().require(compile::Capability::is_distinct_from, "IS DISTINCT FROM");
    const bool negated = binary.op == sql::Operator::is_distinct_from;
    if (negated) write("NOT (");
    emit_operand(*binary.left, binary.op, false);
    write(" <=> ");
    emit_operand(*binary.right, binary.op, true);
    if (negated) write(")");
}

void HiveCompiler::visit_unary(const sql::Unary& unary) {
    if (const sql::NodePtr wide = wide_opposite(unary)) {
        return SqlCompiler::visit_unary(sql::cast<sql::Unary>(*wide));
    }
    const auto* inner = sql::as<sql::Unary>(*unary.operand);
    const auto* comparison = sql::as<sql::Binary>(*unary.operand);
    const bool is_negation =
        (inner != nullptr && inner->op == sql::Operator::not_) ||
        (comparison != nullptr && comparison->op == sql::Operator::is_distinct_from);
    if (unary.op != sql::Operator::not_ || !is_negation) return SqlCompiler::visit_unary(unary);
    // NOT NOT is read as one operator of two operands.
    write("NOT (");
    emit(*unary.operand);
    write(")");
}

// ── selects ─────────────────────────────────────────────────────────────────────────────────────

HiveCompiler::Frame HiveCompiler::own_frame(const sql::Select& select) const {
    const auto contains = [](const Frame& frame, const sql::Node* source) {
        return std::find(frame.begin(), frame.end(), source) != frame.end();
    };
    Frame own;
    for (const sql::NodePtr& source : select.from) own.push_back(source.get());
    for (const sql::NodePtr& join : select.joins) {
        own.push_back(sql::cast<sql::Join>(*join).target.get());
    }
    for (const sql::NodePtr& source : sql::referred_sources(select)) {
        if (contains(own, source.get())) continue;
        const auto around = std::find_if(frames_.rbegin(), frames_.rend(), [&](const Frame& frame) {
            return contains(frame, source.get());
        });
        if (around == frames_.rend()) own.push_back(source.get());
        if (around != frames_.rend() && around != frames_.rbegin()) {
            ledger().lacks("a subquery that reads from two queries further out");
        }
    }
    return own;
}

void HiveCompiler::visit_select(const sql::Select& select) {
    if (select.joins.empty() && own_sources(select).empty() &&
        !sql::referred_sources(select).empty()) {
        ledger().lacks("a subquery that reads nothing but the query around it",
                       "write its expression without a select()");
    }
    frames_.push_back(own_frame(select));
    const struct Leave {
        std::vector<Frame>& frames;
        ~Leave() { frames.pop_back(); }
    } leave{frames_};
    require_views_alone();
    SqlCompiler::visit_select(select);
}

namespace {

/// All sets of a query, if it groups by nothing else.
const sql::Grouping* only_grouping(const sql::Select& select) noexcept {
    return select.group_by.size() == 1 ? sql::as<sql::Grouping>(*select.group_by.front()) : nullptr;
}

bool is_key(const sql::NodePtr& item) noexcept {
    return item->kind() != sql::NodeKind::tuple && item->kind() != sql::NodeKind::grouping;
}

/// No tuples, and no key twice; by the look of it, since values do not matter here.
bool are_keys(const sql::NodeList& items) {
    return std::all_of(items.begin(), items.end(), [&](const sql::NodePtr& item) {
        return is_key(item) && std::count_if(items.begin(), items.end(), [&](const auto& other) {
                                   return other->key_hash() == item->key_hash();
                               }) == 1;
    });
}

/// Whether the sets are plain, and no two are the same: Hive keeps one of them.
bool are_plain(const sql::NodeList& sets) {
    for (const sql::NodePtr& one : sets) {
        const auto& set = sql::cast<sql::Grouping>(*one);
        if (!are_keys(set.items)) return false;
        for (const sql::NodePtr& other : sets) {
            if (&one == &other) break;
            const auto& before = sql::cast<sql::Grouping>(*other).items;
            const bool is_same =
                before.size() == set.items.size() &&
                std::all_of(set.items.begin(), set.items.end(), [&](const sql::NodePtr& key) {
                    return std::any_of(before.begin(), before.end(), [&](const auto& node) {
                        return node->key_hash() == key->key_hash();
                    });
                });
            if (is_same) return false;
        }
    }
    return true;
}

}  // namespace

/// https://hive.apache.org/docs/latest/language/enhanced-aggregation-cube-grouping-and-rollup:
/// one kind of grouping at a time.
bool HiveCompiler::says_groupings(const sql::Select& select) const {
    const sql::Grouping* const grouping = only_grouping(select);
    if (grouping == nullptr || !SqlCompiler::says_groupings(select)) return false;
    if (grouping->grouping == sql::GroupingKind::grouping_sets) return are_plain(grouping->items);
    return are_keys(grouping->items);
}

void HiveCompiler::group_by_clause(const sql::Select& select) {
    const sql::Grouping* const grouping = only_grouping(select);
    if (grouping == nullptr) return SqlCompiler::group_by_clause(select);
    sql::NodeList keys;
    const auto add_keys = [&](const sql::NodeList& items) {
        for (const sql::NodePtr& item : items) {
            const bool is_known = std::any_of(
                keys.begin(), keys.end(), [&](const auto& key) { return are_same(*key, *item); });
            if (!is_known) keys.push_back(item);
        }
    };
    const bool has_sets = grouping->grouping == sql::GroupingKind::grouping_sets;
    if (!has_sets) add_keys(grouping->items);
    if (has_sets) {
        for (const sql::NodePtr& set : grouping->items) {
            add_keys(sql::cast<sql::Grouping>(*set).items);
        }
    }
    write(" GROUP BY ");
    emit_list(keys);
    if (grouping->grouping == sql::GroupingKind::rollup) write(" WITH ROLLUP");
    if (grouping->grouping == sql::GroupingKind::cube) write(" WITH CUBE");
    if (!has_sets) return;
    write(" GROUPING SETS (");
    emit_list(grouping->items);
    write(")");
}

/// The grammar has whole numbers there.
void HiveCompiler::range_distance(const sql::Node& key, const sql::Node& distance) {
    SqlCompiler::range_distance(key, distance);
    if (key.type().is_temporal() || distance.kind() != sql::NodeKind::text) {
        ledger().refuse("RANGE with a distance that is no whole number");
    }
}

/// In a subquery it is one more query between its parts and what is around it.
void HiveCompiler::visit_set_operation(const sql::SetOperation& operation) {
    frames_.emplace_back();
    SqlCompiler::visit_set_operation(operation);
    frames_.pop_back();
}

void HiveCompiler::limit_clause(const sql::Select& select) {
    if (select.offset && !select.limit) {
        ledger().lacks("OFFSET without LIMIT", "say how many rows with limit()");
    }
    SqlCompiler::limit_clause(select);
}

}  // namespace azoth::hive
