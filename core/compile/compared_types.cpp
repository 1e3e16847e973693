// SPDX-License-Identifier: MIT
#include "compared_types.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include <azoth/error/error.hpp>
#include <azoth/sql/comparison.hpp>
#include <azoth/sql/element.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::compile {

namespace {

bool is_exact(const SqlType& type) noexcept {
    return type.kind() == TypeKind::numeric;
}

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

/// Types whose values are compared with one another. What is open goes with any: a server's own
/// type, or what the program wrote as text.
enum class Family : std::uint8_t { open, number, truth, text, moment, instant, time };

Family family_of(const SqlType& type) noexcept {
    switch (type.kind()) {
        case TypeKind::boolean: return Family::truth;
        case TypeKind::date:
        case TypeKind::timestamp: return Family::moment;
        // Which local time an instant is the session's time zone says, if there is one.
        case TypeKind::timestamp_tz: return Family::instant;
        case TypeKind::time: return Family::time;
        default: break;
    }
    if (type.is_number()) return Family::number;
    return type.is_text() ? Family::text : Family::open;
}

bool are_numbers(Family one, Family other) noexcept {
    return (one == Family::truth && other == Family::number) ||
           (one == Family::number && other == Family::truth);
}

/// What meets in one place, type by type.
class Meeting {
public:
    void add(const SqlType& type) noexcept {
        has_exact_ = has_exact_ || is_exact(type);
        has_real_ = has_real_ || is_real(type);
        const Family family = family_of(type);
        if (family == Family::open) return;
        if (first_ == nullptr) first_ = &type;
        const Family own = family_of(*first_);
        if (own != family && !are_numbers(own, family)) stranger_ = &type;
    }
    void require_one_exactness(const Ledger& ledger) const {
        if (!has_exact_ || !has_real_) return;
        ledger.lacks("a Numeric together with a Double",
                     "cast the Numeric to Double{} if rounding is acceptable");
    }
    /// `construct` comes before the two types.
    void require_one_kind(std::string_view construct, const Ledger& ledger) const {
        require_one_exactness(ledger);
        require_one_family(construct, ledger);
    }
    void require_one_family(std::string_view construct, const Ledger& ledger) const {
        if (stranger_ == nullptr) return;
        std::string met(construct);
        met.append(" ").append(first_->describe()).append(" and ").append(stranger_->describe());
        const Family one = family_of(*first_);
        const Family other = family_of(*stranger_);
        const bool are_times = (one == Family::moment || other == Family::moment) &&
                               (one == Family::instant || other == Family::instant);
        ledger.lacks(met, are_times ? "an instant is a local time in some time zone: give both "
                                      "DateTime{with_timezone}, or neither"
                                    : "cast() one of them");
    }

private:
    bool has_exact_ = false;
    bool has_real_ = false;
    const SqlType* first_ = nullptr;
    const SqlType* stranger_ = nullptr;
};

constexpr std::string_view comparing = "comparing";

/// Nearly no function is one of those asked for, so most are told apart by a length or a letter.
template <std::size_t Count>
bool is_one_of(const std::string_view (&names)[Count], std::string_view name) noexcept {
    return std::any_of(std::begin(names), std::end(names), [name](std::string_view one) {
        return one.size() == name.size() && one.front() == name.front() && one == name;
    });
}

/// Arguments of which one is the result, or nothing for other functions.
bool chooses(const sql::Function& function) noexcept {
    constexpr std::string_view choosing[] = {"coalesce", "greatest", "lag",
                                             "lead",     "least",    "nullif"};
    return function.known && function.arguments.size() > 1 &&
           is_one_of(choosing, function.name.view());
}

bool is_number_of_text(const sql::Function& function) noexcept {
    constexpr std::string_view numbers[] = {"abs", "avg", "ceil", "floor", "round", "sum"};
    return function.known && !function.arguments.empty() &&
           function.arguments[0]->type().is_text() && is_one_of(numbers, function.name.view());
}

void refuse_number_of(std::string_view what, const sql::Node& text, const Ledger& ledger,
                      std::string_view hint = "cast() it to a number") {
    ledger.lacks(std::string(what) + " of a " + text.type().describe(), hint);
}

/// Of JSON each database says by itself.
void require_text(const sql::Node& operand, std::string_view construct, const Ledger& ledger) {
    const SqlType& type = operand.type();
    if (type.is_text() || !type.is_known() || type.kind() == TypeKind::custom ||
        type.kind() == TypeKind::json) {
        return;
    }
    ledger.lacks(std::string(construct) + " of " + type.describe(), "cast() it to Text{}");
}

/// How many values stand there; none where only the server knows.
std::size_t width_of(const sql::Node& side) noexcept {
    switch (side.kind()) {
        case sql::NodeKind::tuple: return sql::cast<sql::Tuple>(side).items.size();
        case sql::NodeKind::bind:
        case sql::NodeKind::column: return 1;
        default: return 0;
    }
}

void require_width(const sql::Node& one, const sql::Node& other, const Ledger& ledger) {
    const std::size_t width = width_of(one);
    const std::size_t other_width = width_of(other);
    if (width == 0 || other_width == 0 || width == other_width) return;
    ledger.reject(CompileError("tuple_width", "a tuple of " + std::to_string(width) +
                                                  " is compared with one of " +
                                                  std::to_string(other_width)));
}

void require_comparable(const sql::Node& one, const sql::Node& other, const Ledger& ledger) {
    require_json_value(one, comparing, ledger);
    require_json_value(other, comparing, ledger);
    const auto* row = sql::as<sql::Tuple>(one);
    const auto* other_row = sql::as<sql::Tuple>(other);
    if (row != nullptr || other_row != nullptr) require_width(one, other, ledger);
    if (row != nullptr && other_row != nullptr) {
        for (std::size_t i = 0; i < std::min(row->items.size(), other_row->items.size()); ++i) {
            require_comparable(*row->items[i], *other_row->items[i], ledger);
        }
        return;
    }
    Meeting sides;
    sides.add(one.type());
    sides.add(other.type());
    sides.require_one_kind(comparing, ledger);
}

}  // namespace

void require_json_value(const sql::Node& node, std::string_view doing, const Ledger& ledger) {
    if (node.type().kind() != TypeKind::json || ledger.supports(Capability::json_contains)) return;
    const auto* access = sql::as<sql::JsonAccess>(node);
    const bool is_place = access != nullptr && access->read == sql::JsonRead::json;
    if (!is_place && !node.type().is_binary_json()) return;
    ledger.lacks(std::string(doing) + (is_place ? " what stands inside JSON as JSON" : " a Jsonb"),
                 "as_string(), as_integer() and their like read what is inside");
}

void require_condition(const sql::Node& condition, const Ledger& ledger) {
    const SqlType& type = condition.type();
    const TypeKind kind = type.kind();
    if (kind == TypeKind::boolean || !type.is_known() || type.is_number() ||
        kind == TypeKind::custom) {
        return;
    }
    ledger.lacks("a " + type.describe() + " as a condition", "compare it with a value");
}

void require_sides(const sql::Binary& binary, const Ledger& ledger) {
    if (binary.op == sql::Operator::and_ || binary.op == sql::Operator::or_) {
        require_condition(*binary.left, ledger);
        return require_condition(*binary.right, ledger);
    }
    if (sql::is_comparison(binary.op)) {
        return require_comparable(*binary.left, *binary.right, ledger);
    }
    if (sql::is_pattern_match(binary.op)) {
        require_text(*binary.left, "LIKE", ledger);
        return require_text(*binary.right, "LIKE", ledger);
    }
    Meeting sides;
    sides.add(binary.left->type());
    sides.add(binary.right->type());
    sides.require_one_exactness(ledger);
    if (binary.op < sql::Operator::add || binary.op > sql::Operator::shift_right) return;
    const std::string_view hint = binary.op == sql::Operator::add
                                      ? "func::concat() joins texts, cast() makes numbers of them"
                                      : "cast() it to a number";
    for (const auto* side : {&binary.left, &binary.right}) {
        if ((*side)->type().is_text()) return refuse_number_of("arithmetic", **side, ledger, hint);
    }
}

void require_sense(const sql::Unary& unary, const Ledger& ledger) {
    switch (unary.op) {
        case sql::Operator::negate:
        case sql::Operator::bit_not:
            if (unary.operand->type().is_text()) {
                refuse_number_of("arithmetic", *unary.operand, ledger);
            }
            return;
        case sql::Operator::is_null:
        case sql::Operator::is_not_null: return;
        default: require_condition(*unary.operand, ledger);
    }
}

void require_sense(const sql::Between& between, const Ledger& ledger) {
    require_json_value(*between.operand, comparing, ledger);
    Meeting all;
    all.add(between.operand->type());
    for (const auto* bound : {&between.low, &between.high}) {
        all.add((*bound)->type());
        // Each is compared with the operand, and not with the other.
        Meeting sides;
        sides.add(between.operand->type());
        sides.add((*bound)->type());
        sides.require_one_exactness(ledger);
    }
    all.require_one_family(comparing, ledger);
}

bool are_apart(const sql::Between& between) noexcept {
    const SqlType& low = between.low->type();
    const SqlType& high = between.high->type();
    return (is_exact(low) && is_real(high)) || (is_real(low) && is_exact(high));
}

void require_sense(const sql::InList& test, const Ledger& ledger) {
    require_json_value(*test.operand, comparing, ledger);
    if (test.operand->type().kind() == test.values->type().kind()) return;
    require_comparable(*test.operand, *test.values, ledger);
}

void require_sense(const sql::InQuery& test, const Ledger& ledger) {
    const auto* subquery = sql::as<sql::Subquery>(*test.query);
    if (subquery == nullptr) return;
    const sql::NodeList& columns = sql::query_columns(*subquery->select);
    const auto* row = sql::as<sql::Tuple>(*test.operand);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (row != nullptr && i == row->items.size()) return;
        require_comparable(row != nullptr ? *row->items[i] : *test.operand, *columns[i], ledger);
    }
}

namespace {

std::string_view words_of(Family family) noexcept {
    switch (family) {
        case Family::number: return "a number";
        case Family::truth: return "a truth";
        case Family::text: return "a text";
        case Family::time: return "a time of day";
        case Family::moment:
        case Family::instant: return "a moment";
        case Family::open: break;
    }
    return "";
}

bool is_number_or_truth(Family family) noexcept {
    return family == Family::number || family == Family::truth;
}

bool is_of_time(Family family) noexcept {
    return family == Family::moment || family == Family::instant || family == Family::time;
}

}  // namespace

void require_assignable(const sql::Node& column, const sql::Node& value, const Ledger& ledger) {
    const Family own = family_of(column.type());
    const Family given = family_of(value.type());
    if (own == given || own == Family::open || given == Family::open || own == Family::text) return;
    if (is_number_or_truth(own) && is_number_or_truth(given)) return;
    if (is_of_time(own) && is_of_time(given)) return;
    ledger.lacks(
        std::string(words_of(given)) + " as the value of a column of " + column.type().describe(),
        "cast() it");
}

void require_assignable(const sql::NodeList& columns, const sql::Node& query,
                        const Ledger& ledger) {
    if (const auto* operation = sql::as<sql::SetOperation>(query)) {
        for (const sql::NodePtr& part : operation->parts) {
            require_assignable(columns, *part, ledger);
        }
        return;
    }
    const sql::NodeList& given = sql::query_columns(query);
    for (std::size_t i = 0; i < std::min(columns.size(), given.size()); ++i) {
        require_assignable(*columns[i], *given[i], ledger);
    }
}

namespace {

bool works_on_text(const sql::Function& function) noexcept {
    constexpr std::string_view names[] = {"char_length", "lower", "string_agg", "trim", "upper"};
    return function.known && is_one_of(names, function.name.view());
}

}  // namespace

void require_sense(const sql::Cast& cast, const Ledger& ledger) {
    const Family from = family_of(cast.operand->type());
    const Family to = family_of(cast.type());
    if (from == to || from == Family::open || to == Family::open) return;
    if (from == Family::text || to == Family::text) return;
    if (is_number_or_truth(from) && is_number_or_truth(to)) return;
    const bool has_time = cast.operand->type().kind() != TypeKind::date;
    const bool is_part = from != Family::time && is_of_time(from) && is_of_time(to) &&
                         (has_time || to != Family::time);
    if (is_part) return;
    ledger.lacks("CAST of " + cast.operand->type().describe() + " to " + cast.type().describe());
}

void require_sense(const sql::Collate& collate, const Ledger& ledger) {
    require_text(*collate.operand, "COLLATE", ledger);
}

void require_sense(const sql::Regexp& match, const Ledger& ledger) {
    require_text(*match.operand, "a regular expression", ledger);
}

void require_sense(const sql::Function& function, const Ledger& ledger) {
    if (works_on_text(function)) {
        return require_text(*function.arguments.front(), std::string(function.name.view()) + "()",
                            ledger);
    }
    if (!chooses(function)) {
        if (is_number_of_text(function)) {
            refuse_number_of(std::string(function.name.view()) + "()", *function.arguments[0],
                             ledger);
        }
        return;
    }
    const std::string_view name = function.name.view();
    const bool is_neighbour = name == "lag" || name == "lead";
    Meeting choices;
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
        // How far the neighbour is stands beside it, and is none.
        if (!is_neighbour || i != 1) choices.add(function.arguments[i]->type());
    }
    choices.require_one_kind(std::string(name) + "() of", ledger);
}

void require_sense(const sql::Aggregate& aggregate, const Ledger& ledger) {
    if (aggregate.within_group.empty()) return;
    const auto& function = sql::cast<sql::Function>(*aggregate.function);
    const auto& ordering = sql::cast<sql::Ordering>(*aggregate.within_group.front());
    const SqlType& type = ordering.operand->type();
    const bool may_be_number =
        !type.is_known() || type.is_number() || type.kind() == TypeKind::custom;
    if (may_be_number || !function.known || function.name != "percentile_cont") return;
    ledger.lacks("percentile_cont() of " + type.describe(),
                 "take percentile_disc(), which is one of the values");
}

void require_sense(const sql::CaseWhen& choice, const Ledger& ledger) {
    Meeting results;
    for (std::size_t i = 0; i + 1 < choice.branches.size(); i += 2) {
        require_condition(*choice.branches[i], ledger);
        results.add(choice.branches[i + 1]->type());
    }
    if (choice.otherwise) results.add(choice.otherwise->type());
    results.require_one_kind("CASE with results of", ledger);
}

void require_sense(const sql::SetOperation& operation, const Ledger& ledger) {
    const std::size_t width = sql::query_columns(operation).size();
    for (std::size_t i = 0; i < width; ++i) {
        Meeting column;
        for (const sql::NodePtr& part : operation.parts) {
            const sql::NodeList& columns = sql::query_columns(*part);
            if (i < columns.size()) column.add(columns[i]->type());
        }
        column.require_one_kind("a set operation of", ledger);
    }
}

void require_sense(const sql::Values& values, const Ledger& ledger) {
    const std::size_t width = values.columns.size();
    for (std::size_t i = 0; i < width; ++i) {
        Meeting column;
        column.add(values.columns[i]->type());
        for (std::size_t cell = i; cell < values.rows.size(); cell += width) {
            column.add(values.rows[cell]->type());
        }
        column.require_one_kind("values() of", ledger);
    }
}

}  // namespace azoth::compile
