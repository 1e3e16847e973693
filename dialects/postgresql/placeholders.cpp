// SPDX-License-Identifier: MIT
// What the server is told of a value's type, where what stands beside it says another.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <azoth/sql/comparison.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"
#include "widths.hpp"

namespace azoth::postgresql {

namespace {

bool is_approximate(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

/// Bits of an integer type, and one more of the unsigned one, which is a numeric here.
int width(const SqlType& type) noexcept {
    switch (type.kind()) {
        case TypeKind::small_integer: return 16;
        case TypeKind::integer: return 32;
        case TypeKind::big_integer: return 64;
        default: return 65;
    }
}

/// Types between which the server would take a placeholder for the wrong one. Text is left to it:
/// it may stand for an enum, a citext, anything.
bool differ(const SqlType& bound, const SqlType& other) noexcept {
    if (!bound.is_known() || !other.is_known() || bound.kind() == other.kind()) return false;
    const bool bound_is_plain = bound.is_number() || bound.is_temporal();
    const bool other_is_plain = other.is_number() || other.is_temporal();
    if (!bound_is_plain || !other_is_plain) return false;
    if (bound.is_integer() && other.is_integer()) return width(bound) > width(other);
    if (is_approximate(bound) && is_approximate(other)) return bound.kind() == TypeKind::double_;
    return true;
}

/// What the server takes a placeholder for that stands beside an expression.
SqlType inferred_type(const sql::Node& beside) {
    return beside.type().kind() == TypeKind::big_integer && is_narrow(beside)
               ? SqlType(TypeKind::integer)
               : beside.type();
}

/// A placeholder that the server takes for text unless something tells it otherwise.
const sql::Bind* untold(const sql::Node& node) noexcept {
    if (const auto* label = sql::as<sql::Label>(node)) return untold(*label->inner);
    const auto* bind = sql::as<sql::Bind>(node);
    const SqlType& type = node.type();
    if (bind == nullptr || !type.is_known() || type.is_text()) return nullptr;
    const bool may_be_text = type.kind() == TypeKind::enum_ || type.kind() == TypeKind::custom;
    return may_be_text ? nullptr : bind;
}

}  // namespace

/// Without lengths and digits, which CAST would cut the value to.
SqlType PostgresqlCompiler::whole_type(const SqlType& type) const {
    const SqlType& actual = ledger().variant_of(type);
    const bool is_cut = actual.kind() == TypeKind::numeric || actual.kind() == TypeKind::string ||
                        actual.kind() == TypeKind::time || actual.kind() == TypeKind::timestamp ||
                        actual.kind() == TypeKind::timestamp_tz;
    return is_cut ? SqlType(actual.kind()) : type;
}

void PostgresqlCompiler::cast_to_own_type(const sql::Node& bind) {
    cast_to(bind, whole_type(bind.type()));
}

/// In parentheses, and told its type where nothing else would say it.
void PostgresqlCompiler::emit_typed(const sql::Node& node) {
    const bool is_bare = node.kind() == sql::NodeKind::bind && node.type().is_known();
    if (is_bare) return cast_to_own_type(node);
    emit_grouped(node);
}

void PostgresqlCompiler::note_cast(const sql::Node& operand, const sql::Node& other) {
    const auto* bind = sql::as<sql::Bind>(operand);
    if (bind == nullptr || !differ(bind->type(), inferred_type(other))) return;
    const bool says_width = bind->type().is_integer() == other.type().is_integer() &&
                            is_approximate(bind->type()) == is_approximate(other.type());
    if (!writes_literals() || !says_width) casts_.push_back(bind);
}

void PostgresqlCompiler::note_sides(const sql::Binary& binary) {
    // Sums of moments tell all their operands' types.
    const bool is_predicate = sql::is_predicate(binary.op);
    const bool is_temporal =
        binary.left->type().is_temporal() || binary.right->type().is_temporal();
    if (is_predicate || !is_temporal) {
        note_cast(*binary.left, *binary.right);
        note_cast(*binary.right, *binary.left);
        // Two placeholders of one type tell one another nothing.
        const sql::Bind* const left = untold(*binary.left);
        const sql::Bind* const right = untold(*binary.right);
        if (left != nullptr && right != nullptr && !differ(left->type(), right->type())) {
            casts_.push_back(left);
        }
    }
}

/// Where a value is one of several, one with a type says the type of all.
void PostgresqlCompiler::note_casts(const std::vector<const sql::Node*>& choices) {
    const auto telling = std::find_if(choices.begin(), choices.end(), [](const sql::Node* choice) {
        return choice->kind() != sql::NodeKind::bind && choice->kind() != sql::NodeKind::literal &&
               choice->type().is_known();
    });
    for (const sql::Node* choice : choices) {
        if (telling != choices.end()) {
            note_cast(*choice, **telling);
        } else if (const sql::Bind* bind = untold(*choice)) {
            casts_.push_back(bind);
        }
    }
}

/// The server's own functions of any array: of one alone, and of one and what goes into it.
void PostgresqlCompiler::note_arrays(const sql::Function& function) {
    constexpr std::string_view of_one[] = {
        "array_dims",    "array_length", "array_lower",   "array_ndims",     "array_sample",
        "array_shuffle", "array_sort",   "array_to_json", "array_to_string", "array_upper",
        "cardinality",   "to_json",      "to_jsonb",      "trim_array",      "unnest"};
    constexpr std::string_view of_elements[] = {
        "array_append",  "array_cat",    "array_position", "array_positions",
        "array_prepend", "array_remove", "array_replace"};
    const std::string_view name = function.name.view();
    const auto is_bind = [](const sql::NodePtr& node) {
        return node->kind() == sql::NodeKind::bind;
    };
    const bool is_untold =
        std::find(std::begin(of_one), std::end(of_one), name) != std::end(of_one) ||
        (std::find(std::begin(of_elements), std::end(of_elements), name) != std::end(of_elements) &&
         std::all_of(function.arguments.begin(), function.arguments.end(), is_bind));
    if (!is_untold) return;
    for (const sql::NodePtr& argument : function.arguments) {
        const auto* bind = sql::as<sql::Bind>(*argument);
        if (bind != nullptr && bind->type().kind() == TypeKind::array) casts_.push_back(bind);
    }
}

/// A function that takes anything takes a placeholder for nothing it knows.
void PostgresqlCompiler::note_arguments(const sql::Function& function) {
    constexpr std::string_view polymorphic[] = {"array_agg", "count",      "first_value",
                                                "lag",       "last_value", "lead",
                                                "max",       "min",        "nth_value"};
    const std::string_view name = function.name.view();
    const bool takes_anything =
        std::find(std::begin(polymorphic), std::end(polymorphic), name) != std::end(polymorphic);
    const bool takes_numbers = name == "abs" || name == "avg" || name == "ceil" ||
                               name == "floor" || name == "round" || name == "sum";
    if (!takes_anything && !takes_numbers) return;
    const auto* bind = sql::as<sql::Bind>(*function.arguments.front());
    if (bind != nullptr && bind->type().is_known()) casts_.push_back(bind);
}

namespace {

bool takes_rows(std::string_view function) noexcept {
    constexpr std::string_view names[] = {"array_agg", "coalesce",  "count",      "first_value",
                                          "greatest",  "lag",       "last_value", "lead",
                                          "least",     "nth_value", "nullif"};
    return std::find(std::begin(names), std::end(names), function) != std::end(names);
}

}  // namespace

/// A row is made of what its items are, and tells a placeholder nothing.
void PostgresqlCompiler::visit_tuple(const sql::Tuple& tuple) {
    for (const sql::NodePtr& item : tuple.items) {
        const auto* bind = sql::as<sql::Bind>(*item);
        if (bind != nullptr && bind->type().is_known()) casts_.push_back(bind);
    }
    row_of(tuple);
}

/// Rows are compared, counted and chosen from.
void PostgresqlCompiler::refuse_row(const sql::Node& operand, std::string_view construct) const {
    if (operand.kind() != sql::NodeKind::tuple) return;
    ledger().refuse(std::string(construct) + " of a tuple", "name the items one by one");
}

void PostgresqlCompiler::refuse_rows(const sql::Function& function) const {
    if (!function.known || takes_rows(function.name.view())) return;
    for (const sql::NodePtr& argument : function.arguments) {
        refuse_row(*argument, std::string(function.name.view()) + "()");
    }
}

void PostgresqlCompiler::refuse_rows(const sql::Binary& binary) const {
    if (sql::is_comparison(binary.op)) return;
    refuse_row(*binary.left, "an operator");
    refuse_row(*binary.right, "an operator");
}

void PostgresqlCompiler::visit_aggregate(const sql::Aggregate& aggregate) {
    const auto& call = sql::cast<sql::Function>(*aggregate.function);
    for (const sql::NodePtr& ordering : aggregate.order_by) {
        const sql::Node& key = *sql::cast<sql::Ordering>(*ordering).operand;
        const bool is_given =
            std::any_of(call.arguments.begin(), call.arguments.end(),
                        [&](const sql::NodePtr& argument) { return are_same(*argument, key); });
        if (!call.distinct || is_given) continue;
        ledger().refuse("an aggregate of distinct values in the order of something else");
    }
    for (const sql::NodePtr& ordering : aggregate.within_group) {
        // The server chooses among functions by the types of both.
        const auto* key = sql::as<sql::Bind>(*sql::cast<sql::Ordering>(*ordering).operand);
        if (key != nullptr && key->type().is_known()) casts_.push_back(key);
        if (call.arguments.empty()) continue;
        const auto* fraction = sql::as<sql::Bind>(*call.arguments.front());
        if (fraction != nullptr) casts_.push_back(fraction);
    }
    SqlCompiler::visit_aggregate(aggregate);
}

void PostgresqlCompiler::visit_over(const sql::Over& over) {
    const auto* aggregate = sql::as<sql::Aggregate>(*over.function);
    if (aggregate != nullptr && !aggregate->within_group.empty()) {
        ledger().refuse("WITHIN GROUP in a window", "join a query that groups by the partition");
    }
    SqlCompiler::visit_over(over);
}

void PostgresqlCompiler::visit_case(const sql::CaseWhen& node) {
    std::vector<const sql::Node*> results;
    for (std::size_t i = 1; i < node.branches.size(); i += 2) {
        results.push_back(node.branches[i].get());
    }
    if (node.otherwise) results.push_back(node.otherwise.get());
    note_casts(results);
    SqlCompiler::visit_case(node);
}

void PostgresqlCompiler::visit_between(const sql::Between& between) {
    refuse_json_as_text(*between.operand, "comparing");
    // Both bounds are compared with the operand, and not with one another.
    const sql::Node& operand = *between.operand;
    bool is_told = true;
    for (const sql::Node* bound : {between.low.get(), between.high.get()}) {
        note_cast(*bound, operand);
        is_told = is_told && bound->kind() != sql::NodeKind::bind &&
                  !differ(operand.type(), bound->type());
    }
    if (const sql::Bind* bind = is_told ? nullptr : untold(operand)) casts_.push_back(bind);
    SqlCompiler::visit_between(between);
}

void PostgresqlCompiler::visit_in_list(const sql::InList& list) {
    refuse_json_as_text(*list.operand, "comparing");
    const SqlType& type = list.values->type();
    const auto* tuple = sql::as<sql::Tuple>(*list.operand);
    if (tuple == nullptr) {
        SqlCompiler::visit_in_list(list);
        if (differ(type, inferred_type(*list.operand))) cast_list(whole_type(type));
        return;
    }
    SqlCompiler::visit_in_list(list);
    for (std::size_t i = 0; i < tuple->items.size(); ++i) {
        // A number in the list is none of the type that it is compared with.
        const auto* coerced = sql::as<sql::TypeCoerce>(*tuple->items[i]);
        if (coerced != nullptr && differ(coerced->type(), inferred_type(*coerced->operand))) {
            cast_list(whole_type(coerced->type()), i);
        }
    }
}

namespace {

sql::NodePtr in_utf8(std::string_view function, const sql::NodePtr& operand, const SqlType& type) {
    sql::NodeList arguments;
    arguments.push_back(operand);
    arguments.push_back(sql::make<sql::TextConstant>("UTF8"));
    return sql::make<sql::Function>(sql::Name(function), std::move(arguments), type);
}

}  // namespace

void PostgresqlCompiler::visit_cast(const sql::Cast& cast) {
    // The target's type would be taken for the value's, too.
    const SqlType& from = cast.operand->type();
    const bool is_written = cast.type().is_text() && is_approximate(from);
    const bool is_truth =
        from.kind() == TypeKind::boolean && cast.type().kind() != TypeKind::boolean;
    if (is_written || is_truth || differ(from, cast.type())) {
        if (const auto* bind = sql::as<sql::Bind>(*cast.operand)) casts_.push_back(bind);
    }
    if (from.kind() == TypeKind::timestamp_tz && cast.type().is_text()) {
        // The server would write it in the session's time zone.
        write("CAST(CAST(");
        emit_typed(*cast.operand);
        write(" AT TIME ZONE 'UTC' AS TEXT) || '+00:00' AS ");
        write(context().spell(cast.type())).write(")");
        return;
    }
    // A CAST would write bytes as digits, and read backslashes.
    const bool from_bytes = from.value_kind() == ValueKind::bytes && cast.type().is_text();
    const bool to_bytes = from.is_text() && cast.type().value_kind() == ValueKind::bytes;
    if (from_bytes) {
        return SqlCompiler::visit_cast(
            *sql::make<sql::Cast>(in_utf8("convert_from", cast.operand, Text{}), cast.type()));
    }
    if (to_bytes) return emit(*in_utf8("convert_to", cast.operand, LargeBinary{}));
    SqlCompiler::visit_cast(cast);
}

/// Beside a text a value is its text.
void PostgresqlCompiler::concat_operator(const sql::Binary& binary) {
    // The server has no || of two values of which neither is a text.
    const auto is_value = [](const sql::NodePtr& side) {
        const SqlType& type = side->type();
        const auto* joined = sql::as<sql::Binary>(*side);
        const bool is_text = joined != nullptr && joined->op == sql::Operator::concat;
        return !is_text &&
               (type.is_number() || type.is_temporal() || type.kind() == TypeKind::boolean);
    };
    const bool has_text = !is_value(binary.left) || !is_value(binary.right);
    const auto is_written = [&](const sql::NodePtr& side) {
        const bool is_bare_value = side->kind() == sql::NodeKind::bind && side->type().is_known() &&
                                   !side->type().is_text();
        return is_bare_value || side->type().kind() == TypeKind::timestamp_tz ||
               (!has_text && side == binary.left);
    };
    if (!is_written(binary.left) && !is_written(binary.right)) {
        return SqlCompiler::concat_operator(binary);
    }
    const auto words = [&](const sql::NodePtr& side) -> sql::NodePtr {
        if (!is_written(side)) return side;
        return sql::make<sql::Cast>(side, SqlType(TypeKind::text));
    };
    SqlCompiler::concat_operator(
        *sql::make<sql::Binary>(binary.op, words(binary.left), words(binary.right), binary.type()));
}

void PostgresqlCompiler::true_division_operator(const sql::Binary& binary) {
    const auto* bind = sql::as<sql::Bind>(*binary.left);
    const bool is_told = std::find(casts_.begin(), casts_.end(), bind) != casts_.end();
    if (bind != nullptr && !is_told && differ(bind->type(), Double{})) casts_.push_back(bind);
    SqlCompiler::true_division_operator(binary);
}

void PostgresqlCompiler::visit_select(const sql::Select& select) {
    // Rows for a table take the types of its columns.
    if (!std::exchange(fills_table_, false)) {
        for (const sql::NodePtr& item : select.columns) {
            if (const sql::Bind* bind = untold(*item)) casts_.push_back(bind);
        }
    }
    // The server has only plans for a FULL JOIN by equal values.
    const bool is_joined = select.joins.empty() || !has_full_join(select) || needs_union(select) ||
                           joins_fully_by_equality(select);
    if (!is_joined) return union_of_halves(select);
    SqlCompiler::visit_select(select);
}

void PostgresqlCompiler::insert_select_clause(const sql::Insert& insert) {
    const auto* select = sql::as<sql::Select>(*insert.select);
    // What is told apart has a type before it comes to the table.
    fills_table_ =
        select != nullptr && !select->distinct &&
        (!select->options || sql::cast<sql::SelectOptions>(*select->options).distinct_on.empty());
    if (fills_table_) {
        for (std::size_t i = 0; i < std::min(insert.columns.size(), select->columns.size()); ++i) {
            const bool are_whole =
                select->columns[i]->type().is_integer() && insert.columns[i]->type().is_integer();
            if (!are_whole) note_cast(*select->columns[i], *insert.columns[i]);
        }
    }
    SqlCompiler::insert_select_clause(insert);
    fills_table_ = false;
}

/// Of functions with one name the server chooses by what it is given: numbers alone, if they are
/// placeholders, tell it nothing.
void PostgresqlCompiler::table_function_source(const sql::TableFunction& function,
                                               const sql::AliasSource& alias) {
    if (const auto* call = sql::as<sql::Function>(*function.call)) {
        const auto is_untold = [](const sql::NodePtr& argument) {
            return argument->kind() == sql::NodeKind::bind &&
                   (argument->type().is_number() || argument->type().kind() == TypeKind::array);
        };
        const sql::NodeList& given = call->arguments;
        if (std::all_of(given.begin(), given.end(), is_untold)) {
            for (const sql::NodePtr& argument : given) {
                casts_.push_back(&sql::cast<sql::Bind>(*argument));
            }
        }
    }
    SqlCompiler::table_function_source(function, alias);
}

SqlType PostgresqlCompiler::recursive_text_type() const {
    return Text{};
}

void PostgresqlCompiler::visit_bind(const sql::Bind& bind) {
    const auto noted = std::find(casts_.begin(), casts_.end(), &bind);
    if (noted == casts_.end()) return SqlCompiler::visit_bind(bind);
    casts_.erase(noted);
    write("CAST(");
    SqlCompiler::visit_bind(bind);
    write(" AS ").write(context().spell(whole_type(bind.type()))).write(")");
}

}  // namespace azoth::postgresql
