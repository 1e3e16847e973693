// SPDX-License-Identifier: MIT
// Operators and functions that MySQL and MariaDB word differently.
#include <string>

#include <azoth/sql/func.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"
#include "dialect.hpp"

namespace azoth::mysql {

namespace {

/// Truth values are 0 and 1 to this server.
bool is_whole(const SqlType& type) noexcept {
    return type.is_integer() || type.kind() == TypeKind::boolean;
}

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

}  // namespace

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────

void MysqlCompiler::division_operator(const sql::Binary& binary) {
    if (!is_whole(binary.left->type()) || !is_whole(binary.right->type())) {
        return SqlCompiler::division_operator(binary);
    }
    emit_operand(*binary.left, binary.op, false);
    write(" DIV ");  // / would make a decimal of them
    divisor(*binary.right, binary.op);
}

void MysqlCompiler::true_division_operator(const sql::Binary& binary) {
    write("1e0 * ");
    emit_grouped(*binary.left);
    write(" / ");
    divisor(*binary.right, binary.op);
}

void MysqlCompiler::bit_operator(const sql::Binary& binary) {
    // Bits are unsigned here, and a shift to the right brings in zeros.
    write("CAST(");
    if (binary.op == sql::Operator::shift_right) {
        require_stable(*binary.left, ">>");
        require_stable(*binary.right, ">>");
        write("CASE WHEN ");
        emit_grouped(*binary.left);
        write(" < 0 THEN ~(~");
        emit_grouped(*binary.left);
        write(" >> ");
        emit_grouped(*binary.right);
        write(") ELSE ");
        SqlCompiler::bit_operator(binary);
        write(" END");
    } else {
        SqlCompiler::bit_operator(binary);
    }
    write(" AS SIGNED)");
}

void MysqlCompiler::bit_not_operator(const sql::Unary& unary) {
    write("CAST(");
    SqlCompiler::bit_not_operator(unary);
    write(" AS SIGNED)");
}

void MysqlCompiler::values_row(const sql::Values& values, std::size_t row) {
    write("ROW");
    SqlCompiler::values_row(values, row);
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────

void MysqlCompiler::visit_text_constant(const sql::TextConstant& constant) {
    write(quoted_text(constant.text));
}

/// MySQL's match types: https://dev.mysql.com/doc/refman/8.4/en/regexp.html
std::string MysqlCompiler::match_flags(std::string_view flags) const {
    std::string types = flags.find('i') == std::string_view::npos ? "c" : "i";
    if (flags.find('m') != std::string_view::npos) types += 'm';
    if (flags.find('s') != std::string_view::npos) types += 'n';
    if (flags.find('x') != std::string_view::npos) {
        ledger().refuse("a regular expression with the flag x");
    }
    return types;
}

/// MariaDB takes its options at the head of the pattern; the collation would ignore case.
void MysqlCompiler::regular_pattern(const sql::Node& pattern, std::string_view flags) {
    write("CONCAT('(?").write(flags);
    write(flags.find('i') == std::string_view::npos ? "-i)', " : ")', ");
    emit(pattern);
    write(")");
}

void MysqlCompiler::visit_regexp(const sql::Regexp& regexp) {
    ledger().require(compile::Capability::regexp, "a regular expression");
    if (regexp.negated) write("NOT ");
    if (is_mariadb(ledger())) {
        write("(");
        emit_grouped(*regexp.operand);
        write(" REGEXP ");
        regular_pattern(*regexp.pattern, regexp.flags);
        write(")");
        return;
    }
    write("REGEXP_LIKE(");
    emit(*regexp.operand);
    write(", ");
    emit(*regexp.pattern);
    write(", '").write(match_flags(regexp.flags)).write("')");
}

void MysqlCompiler::visit_regexp_replace(const sql::RegexpReplace& replace) {
    ledger().require(compile::Capability::regexp_replace, "regexp_replace()");
    write("REGEXP_REPLACE(");
    emit(*replace.operand);
    write(", ");
    if (is_mariadb(ledger())) {
        regular_pattern(*replace.pattern, replace.flags);
    } else {
        emit(*replace.pattern);
    }
    write(", ");
    emit(*replace.replacement);
    if (!is_mariadb(ledger())) write(", 1, 0, '").write(match_flags(replace.flags)).write("'");
    write(")");
}

// ── functions ───────────────────────────────────────────────────────────────────────────────────

bool MysqlCompiler::orders_inside(const sql::Function& function) const {
    return function.name == "string_agg";
}

void MysqlCompiler::known_function(const sql::Function& function) {
    const std::string_view name = function.name.view();
    if (name == "string_agg") return string_aggregate(function);
    if (name == "round" && is_real(function.type())) return round_real(function);
    if (name == "random") {
        write("RAND()");
    } else if (name == "current_timestamp") {
        write("UTC_TIMESTAMP(6)");  // instants are kept in UTC
    } else if (name == "current_time") {
        write("CURRENT_TIME(6)");  // LOCALTIME has a date here
    } else {
        SqlCompiler::known_function(function);
    }
}

/// The server's own takes halves to the even number. Beyond 1e34 a real number has no digits to
/// cut.
void MysqlCompiler::round_real(const sql::Function& function) {
    const sql::Node& number = *function.arguments[0];
    require_stable(number, "round()");
    write("CASE WHEN ABS(");
    emit(number);
    write(") < 1e34 THEN 0e0 + ROUND(CAST(");
    emit(number);
    write(" AS DECIMAL(65, 30)), ");
    emit(*function.arguments[1]);
    write(") ELSE ");
    emit(number);
    write(" END");
}

/// Other texts would be cut, or be an error, in a column as wide as the first of them.
SqlType MysqlCompiler::recursive_text_type() const {
    return String{16383};
}

/// https://dev.mysql.com/doc/refman/8.4/en/fulltext-boolean.html
void MysqlCompiler::full_text_match(const sql::Function& function) {
    ledger().require(compile::Capability::full_text, "a full-text match");
    if (function.arguments[0]->kind() != sql::NodeKind::column) {
        ledger().refuse("a full-text match of what is no column");
    }
    write("MATCH (");
    emit(*function.arguments[0]);
    write(") AGAINST (");
    emit(*function.arguments[1]);
    write(" IN BOOLEAN MODE)");
}

void MysqlCompiler::string_aggregate(const sql::Function& function) {
    write(function.distinct ? "GROUP_CONCAT(DISTINCT " : "GROUP_CONCAT(");
    const sql::NodeList* order = take_aggregate_order();
    emit(*function.arguments[0]);
    if (order != nullptr) {
        write(" ORDER BY ");
        emit_list(*order);
    }
    write(" SEPARATOR ");
    emit(*function.arguments[1]);
    write(")");
}

namespace {

/// Error 4018 of MariaDB. https://mariadb.com/kb/en/window-functions-overview/
bool wants_order(std::string_view function) noexcept {
    return function == "rank" || function == "dense_rank" || function == "percent_rank" ||
           function == "cume_dist" || function == "lag" || function == "lead";
}

/// Whether lag() or lead() says what stands for a neighbour that is not there, as MariaDB cannot.
bool has_default(const sql::Function& function) noexcept {
    return (function.name == "lag" || function.name == "lead") && function.arguments.size() > 2;
}

}  // namespace

/// There is no neighbour where a frame of it alone has no row.
void MysqlCompiler::neighbour_or_default(const sql::Over& over, const sql::Function& function) {
    const auto kind =
        function.name == "lag" ? sql::FrameBoundKind::preceding : sql::FrameBoundKind::following;
    auto neighbours = sql::Ref<sql::Over>::adopt(new sql::Over(detail::count_rows()));
    neighbours->partition_by = over.partition_by;
    neighbours->order_by = over.order_by;
    neighbours->unit = sql::FrameUnit::rows;
    neighbours->start = neighbours->end = kind;
    neighbours->start_offset = neighbours->end_offset = function.arguments[1];
    sql::NodeList arguments = function.arguments;
    arguments.pop_back();
    auto neighbour = sql::Ref<sql::Over>::adopt(new sql::Over(over));
    neighbour->function =
        sql::make<sql::Function>(function.name, std::move(arguments), function.type(), false, true);
    sql::NodeList branches;
    branches.push_back(sql::make<sql::Binary>(sql::Operator::eq, neighbours, detail::constant(0),
                                              SqlType(TypeKind::boolean)));
    branches.push_back(function.arguments[2]);
    emit(*sql::make<sql::CaseWhen>(std::move(branches), neighbour, function.type()));
}

void MysqlCompiler::visit_over(const sql::Over& over) {
    const sql::Node* call = over.function.get();
    if (const auto* aggregate = sql::as<sql::Aggregate>(*call)) call = aggregate->function.get();
    const auto* function = sql::as<sql::Function>(*call);
    if (function != nullptr && function->name == "string_agg") {
        ledger().refuse("string_agg() in a window");
    }
    if (function != nullptr && is_mariadb(ledger()) && has_default(*function)) {
        return neighbour_or_default(over, *function);
    }
    if (function == nullptr || !over.order_by.empty() || !is_mariadb(ledger()) ||
        !wants_order(function->name.view())) {
        return SqlCompiler::visit_over(over);
    }
    // In the order of nothing all rows are equal, as they are without an order.
    auto ordered = sql::Ref<sql::Over>::adopt(new sql::Over(over));
    ordered->order_by.push_back(
        sql::make<sql::Ordering>(sql::make<sql::TextFragment>("NULL"), sql::Direction::by_default));
    SqlCompiler::visit_over(*ordered);
}

/// MySQL takes a parameter there, MariaDB a literal only.
sql::NodePtr MysqlCompiler::frame_distance(const sql::NodePtr& distance) const {
    if (!distance) return distance;
    switch (distance->kind()) {
        case sql::NodeKind::text:
        case sql::NodeKind::literal_bind: return distance;
        case sql::NodeKind::bind:
            if (!is_mariadb(ledger())) return distance;
            return sql::make<sql::LiteralBind>(distance);
        default: ledger().refuse("a frame with a distance that is no value");
    }
}

void MysqlCompiler::frame_clause(const sql::Over& over) {
    sql::Over written(over);
    written.start_offset = frame_distance(over.start_offset);
    written.end_offset = frame_distance(over.end_offset);
    SqlCompiler::frame_clause(written);
}

void MysqlCompiler::range_distance(const sql::Node& key, const sql::Node& distance) {
    SqlCompiler::range_distance(key, distance);
    // An interval has one unit here, which is part of the SQL.
    const bool is_in_time = key.type().is_temporal() || distance.type().is_temporal();
    if (is_in_time) ledger().refuse("RANGE with a distance in time");
}

void MysqlCompiler::visit_extract(const sql::Extract& extract) {
    const auto call = [&](std::string_view before, std::string_view after) {
        write(before);
        emit(*extract.operand);
        write(after);
    };
    switch (extract.field) {
        case sql::DateField::year: return call("EXTRACT(YEAR FROM ", ")");
        case sql::DateField::quarter: return call("EXTRACT(QUARTER FROM ", ")");
        case sql::DateField::month: return call("EXTRACT(MONTH FROM ", ")");
        case sql::DateField::week: return call("WEEK(", ", 3)");
        case sql::DateField::day: return call("EXTRACT(DAY FROM ", ")");
        case sql::DateField::day_of_week: return call("(WEEKDAY(", ") + 1)");
        case sql::DateField::day_of_year: return call("DAYOFYEAR(", ")");
        case sql::DateField::hour: return call("EXTRACT(HOUR FROM ", ")");
        case sql::DateField::minute: return call("EXTRACT(MINUTE FROM ", ")");
        case sql::DateField::second: return call("EXTRACT(SECOND FROM ", ")");
        case sql::DateField::epoch:
            // From year 1, since differences below zero would lose their fraction upwards.
            return call("(TIMESTAMPDIFF(SECOND, '0001-01-01 00:00:00', ", ") - 62135596800)");
    }
}

}  // namespace azoth::mysql
