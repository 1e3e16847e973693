// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <azoth/sql/comparison.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/types/types.hpp>

#include "widths.hpp"

namespace azoth::postgresql {

namespace {

/// The server's own type keeps blanks behind a text, and shows them to patterns alone.
bool is_padded(const sql::Node& node) noexcept {
    return node.type().kind() == TypeKind::char_ && node.kind() != sql::NodeKind::bind;
}

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

}  // namespace

void PostgresqlCompiler::cast_to(const sql::Node& node, const SqlType& type) {
    write("CAST(");
    emit(node);
    write(" AS ").write(context().spell(type)).write(")");
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::visit_regexp(const sql::Regexp& regexp) {
    ledger().require(compile::Capability::regexp, "a regular expression");
    is_padded(*regexp.operand) ? cast_to(*regexp.operand, Text{}) : emit_grouped(*regexp.operand);
    // Here `s` is how it is, and `m` is called `n`, which would also keep the dot from matching a
    // newline; `w` does just what is wanted.
    std::string options;
    for (const char flag : regexp.flags) {
        if (flag != 's') options += flag == 'm' ? 'w' : flag;
    }
    const bool only_ignores_case = options == "i";
    write(regexp.negated ? " !~" : " ~").write(only_ignores_case ? "* " : " ");
    if (options.empty() || only_ignores_case) return emit_grouped(*regexp.pattern);
    // Options may stand at the head of a pattern.
    write("('(?").write(options).write(")' || ");
    emit_grouped(*regexp.pattern);
    write(")");
}

void PostgresqlCompiler::visit_regexp_replace(const sql::RegexpReplace& replace) {
    ledger().require(compile::Capability::regexp_replace, "regexp_replace()");
    write("regexp_replace(");
    emit(*replace.operand);
    write(", ");
    emit(*replace.pattern);
    write(", ");
    emit(*replace.replacement);
    write(", 'g");
    for (const char flag : replace.flags) {
        if (flag != 's') write(flag == 'm' ? "w" : std::string_view(&flag, 1));
    }
    write("')");
}

void PostgresqlCompiler::visit_text_constant(const sql::TextConstant& constant) {
    // With standard_conforming_strings off a backslash would escape: E'…' means the same always.
    if (constant.text.find('\\') == std::string::npos) {
        return SqlCompiler::visit_text_constant(constant);
    }
    std::string doubled;
    for (const char c : constant.text) {
        doubled += c;
        if (c == '\\') doubled += c;
    }
    write("E");
    SqlCompiler::visit_text_constant(*sql::make<sql::TextConstant>(std::move(doubled)));
}

void PostgresqlCompiler::escape_clause(const sql::Binary& binary) {
    // Where no escape is said a backslash is one; the empty one says that none is
    // (https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-LIKE).
    if (binary.escape != '\0') return SqlCompiler::escape_clause(binary);
    write(" ESCAPE ''");
}

// ── values and numbers ──────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::values_row(const sql::Values& values, std::size_t row) {
    // A number of another type than the first row's says so, too.
    const std::size_t width = values.columns.size();
    for (std::size_t i = 0; row != 0 && i < width; ++i) {
        note_cast(*values.rows[row * width + i], *values.rows[i]);
    }
    SqlCompiler::values_row(values, row);
}

void PostgresqlCompiler::values_cell(const sql::Node& value, bool is_first_row) {
    // The first row decides the types of the columns, and a bare parameter would be text.
    const bool says_type = value.kind() == sql::NodeKind::bind && value.type().is_known();
    if (is_first_row && says_type) return cast_to_own_type(value);
    emit(value);
}

/// The order in which the server takes the rows of VALUES is nobody's promise, but a default such
/// as nextval() is computed for the rows of an ordered query in their order
/// (https://www.postgresql.org/message-id/29386.1528813619@sss.pgh.pa.us). The first row is none:
/// it gives the columns of VALUES the types that those of the table have in this database.
void PostgresqlCompiler::ordered_values_clause(const sql::Insert& insert) {
    const sql::NodeList columns = inserted_columns(insert);
    const auto numbered = [&](std::string_view separator, std::string_view prefix) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i != 0) write(separator);
            write(prefix).write(std::to_string(i + 1));
        }
    };
    write(" (");
    emit_list(columns);
    write(") SELECT ");
    numbered(", ", "given.c");
    write(" FROM (VALUES (");
    for (const sql::NodePtr& column : columns) {
        write("(SELECT ");
        emit(*column);
        write(" FROM ");
        source_definition(*insert.target);
        write(" LIMIT 0), ");
    }
    write("0)");
    for (std::size_t row = 0; row < row_count(insert); ++row) {
        write(", (");
        row_values(insert, row);
        write(", ").write(std::to_string(row + 1)).write(")");
    }
    write(") AS given (");
    numbered(", ", "c");
    write(", place) WHERE given.place > 0 ORDER BY given.place");
}

void PostgresqlCompiler::visit_unary(const sql::Unary& unary) {
    const sql::Node& operand = *unary.operand;
    if (!sql::is_postfix(unary.op)) refuse_row(operand, "an operator");
    const bool is_big = operand.type().kind() == TypeKind::big_integer;
    if (unary.op == sql::Operator::negate && is_big && is_narrow(operand)) {
        const sql::NodePtr wide = sql::make<sql::Cast>(unary.operand, operand.type());
        return SqlCompiler::visit_unary(*sql::make<sql::Unary>(unary.op, wide, unary.type()));
    }
    if (unary.op == sql::Operator::negate && is_real(operand.type())) {
        // The opposite of zero would have a sign, which its text shows.
        const SqlType type(operand.type().kind());
        const sql::NodePtr zero = sql::make<sql::TextFragment>("0", SqlType(TypeKind::integer));
        write("(");
        visit_binary(*sql::make<sql::Binary>(
            sql::Operator::subtract, sql::make<sql::Cast>(zero, type), unary.operand, type));
        write(")");
        return;
    }
    const bool is_bare = operand.kind() == sql::NodeKind::bind && operand.type().is_known();
    const bool is_null_test =
        unary.op == sql::Operator::is_null || unary.op == sql::Operator::is_not_null;
    if (!is_bare || (unary.op != sql::Operator::negate && !is_null_test)) {
        return SqlCompiler::visit_unary(unary);
    }
    // Nothing stands beside it that would say what kind of value it is.
    if (!is_null_test) write(operator_text(unary.op));
    cast_to_own_type(operand);
    if (is_null_test) write(operator_text(unary.op));
}

void PostgresqlCompiler::temporal_operator(const sql::Binary& binary) {
    const SqlType& left = binary.left->type();
    const SqlType& right = binary.right->type();
    const bool is_moved =
        left.kind() == TypeKind::timestamp_tz && right.kind() == TypeKind::interval;
    const bool moves = right.kind() == TypeKind::timestamp_tz && left.kind() == TypeKind::interval;
    if (!is_moved && !moves) {
        if (binary.left->kind() != sql::NodeKind::bind &&
            binary.right->kind() != sql::NodeKind::bind)
            return SqlCompiler::temporal_operator(binary);
        emit_typed(*binary.left);
        write(operator_text(binary.op));
        return emit_typed(*binary.right);
    }
    // Days and months are those of the session's time zone, which is nobody's business.
    write("((");
    emit_typed(is_moved ? *binary.left : *binary.right);
    write(" AT TIME ZONE 'UTC')").write(operator_text(binary.op));
    emit_typed(is_moved ? *binary.right : *binary.left);
    write(") AT TIME ZONE 'UTC'");
}

void PostgresqlCompiler::bit_operator(const sql::Binary& binary) {
    if (binary.op == sql::Operator::bit_xor) {
        emit_operand(*binary.left, binary.op, false);
        write(" # ");
        return emit_operand(*binary.right, binary.op, true);
    }
    if (binary.op != sql::Operator::shift_left && binary.op != sql::Operator::shift_right) {
        return SqlCompiler::bit_operator(binary);
    }
    // A shift has the width of its left side, and the distance is an integer of 32 bits.
    cast_to(*binary.left, BigInteger{});
    write(operator_text(binary.op));
    cast_to(*binary.right, Integer{});
}

void PostgresqlCompiler::division_operator(const sql::Binary& binary) {
    const SqlType& left = binary.left->type();
    const SqlType& right = binary.right->type();
    const auto is_numeric = [](const SqlType& type) {
        return type.kind() == TypeKind::unsigned_big_integer;
    };
    if (!left.is_integer() || !right.is_integer() || (!is_numeric(left) && !is_numeric(right))) {
        return SqlCompiler::division_operator(binary);
    }
    // An unsigned number is a numeric here, whose `/` does not end at the point.
    write("div(");
    emit(*binary.left);
    write(", ");
    divisor(*binary.right, binary.op);
    write(")");
}

void PostgresqlCompiler::divisor(const sql::Node& node, sql::Operator op) {
    // Beside the 0 of NULLIF a bare parameter would be an integer of 32 bits.
    const auto* bind = sql::as<sql::Bind>(node);
    const bool is_told = bind != nullptr &&
                         std::find(casts_.begin(), casts_.end(), bind) == casts_.end() &&
                         bind->type().is_number();
    if (is_told) casts_.push_back(bind);
    SqlCompiler::divisor(node, op);
}

void PostgresqlCompiler::try_cast_operator(const sql::Cast& cast) {
    ledger().require(compile::Capability::try_cast, "TRY_CAST");
    const std::string type = context().spell(cast.type());
    write("CASE WHEN pg_input_is_valid(");
    cast_to(*cast.operand, Text{});
    write(", '").write(type).write("') THEN ");
    cast_to(*cast.operand, cast.type());
    write(" END");
}

// ── functions ───────────────────────────────────────────────────────────────────────────────────

namespace {

std::vector<const sql::Node*> choices_of(const sql::Function& function) {
    std::vector<const sql::Node*> choices;
    for (const sql::NodePtr& argument : function.arguments) choices.push_back(argument.get());
    return choices;
}

/// Whether nullif() would give an integer back as the other number's type.
bool is_promoted(const sql::Function& nullif) {
    const SqlType& other = nullif.arguments[1]->type();
    return nullif.arguments[0]->type().is_integer() && other.is_number() && !other.is_integer();
}

}  // namespace

/// The server's own returns the first operand of its `=`, a double for one of those.
void PostgresqlCompiler::exact_nullif(const sql::Function& function) {
    const sql::NodePtr& value = function.arguments[0];
    require_stable(*value, "nullif()");
    sql::NodeList branch;
    branch.push_back(sql::make<sql::Binary>(sql::Operator::eq, value, function.arguments[1],
                                            SqlType(TypeKind::boolean)));
    branch.push_back(sql::make<sql::Literal>(sql::Keyword::null, value->type()));
    emit(*sql::make<sql::CaseWhen>(std::move(branch), value, function.type()));
}

namespace {

/// Words of the grammar that are called without parentheses and not with them
/// (https://www.postgresql.org/docs/15/functions-info.html).
constexpr std::string_view plain_words[] = {
    "current_catalog", "current_date", "current_role",   "current_time", "current_timestamp",
    "current_user",    "localtime",    "localtimestamp", "session_user", "user",
};

bool is_plain_word(std::string_view name) {
    return std::any_of(std::begin(plain_words), std::end(plain_words), [&](std::string_view word) {
        return std::equal(word.begin(), word.end(), name.begin(), name.end(),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 32 : b); });
    });
}

}  // namespace

void PostgresqlCompiler::visit_function(const sql::Function& function) {
    if (!function.known && function.arguments.empty() && is_plain_word(function.name.view())) {
        write(function.name.view());
        return;
    }
    refuse_json_as_text(function);
    refuse_rows(function);
    if (!function.known) note_arrays(function);
    const sql::NodePtr other = function.known ? wide_call(function) : with_integers(function);
    SqlCompiler::visit_function(other ? sql::cast<sql::Function>(*other) : function);
}

void PostgresqlCompiler::known_function(const sql::Function& function) {
    const std::string_view name = function.name.view();
    if (name == "greatest" || name == "least") return strict_choice(function);
    if (name == "nullif" && is_promoted(function)) return exact_nullif(function);
    if (name == "coalesce" || name == "nullif") note_casts(choices_of(function));
    if ((name == "lag" || name == "lead") && function.arguments.size() == 3) {
        note_cast(*function.arguments[2], *function.arguments[0]);
    }
    const bool is_truth = !function.arguments.empty() &&
                          function.arguments.front()->type().kind() == TypeKind::boolean;
    if (is_truth && (name == "max" || name == "min")) {
        // The server has these for truth values under names of their own.
        return function_call(
            *sql::make<sql::Function>(sql::Name(name == "max" ? "bool_or" : "bool_and"),
                                      function.arguments, function.type(), function.distinct));
    }
    if (name == "round" && is_real(function.type())) return round_real(function);
    if (name == "max" || name == "min") require_extreme(function);
    if (name == "lower" || name == "upper" || name == "trim" || name == "char_length") {
        return text_function(function);
    }
    note_arguments(function);
    SqlCompiler::known_function(function);
}

/// Of some types that it can order the server has no greatest value.
void PostgresqlCompiler::require_extreme(const sql::Function& function) const {
    const SqlType& type = function.type();
    const bool has_none =
        type.kind() == TypeKind::uuid || type.kind() == TypeKind::json ||
        (type.value_kind() == ValueKind::bytes && ledger().version() < Version{18, 0, 0});
    if (!has_none) return;
    ledger().refuse(std::string(function.name.view()) + "() of " + type.describe(),
                    "order by it and take the first row");
}

void PostgresqlCompiler::full_text_match(const sql::Function& function) {
    ledger().require(compile::Capability::full_text, "a full-text match");
    // A column of the server's own type is searched as it is, any other as text.
    const sql::Node& text = *function.arguments[0];
    const bool is_vector =
        text.type().kind() == TypeKind::custom && text.type().name() == "tsvector";
    write(is_vector ? "(" : "(to_tsvector(");
    emit(text);
    write(is_vector ? " @@ plainto_tsquery(" : ") @@ plainto_tsquery(");
    emit(*function.arguments[1]);
    write("))");
}

/// Of an enum that is a type of its own they are meant of its label.
void PostgresqlCompiler::text_function(const sql::Function& function) {
    const sql::NodePtr& text = function.arguments.front();
    const SqlType& type = ledger().variant_of(text->type());
    if (!compile::TypeCompiler::is_named_enum(type, ledger())) {
        return SqlCompiler::known_function(function);
    }
    sql::NodeList arguments = function.arguments;
    arguments.front() = sql::make<sql::Cast>(text, Text{});
    SqlCompiler::known_function(*sql::make<sql::Function>(function.name, std::move(arguments),
                                                          function.type(), false, true));
}

/// The server's own takes halves to the even number, and no digits.
void PostgresqlCompiler::round_real(const sql::Function& function) {
    write("CAST(round(");
    cast_to(*function.arguments[0], Numeric{});
    write(", ");
    emit(*function.arguments[1]);
    write(") AS ").write(context().spell(function.type())).write(")");
}

/// The server's own leaves NULLs out; here one of them makes NULL, as elsewhere.
void PostgresqlCompiler::strict_choice(const sql::Function& function) {
    write("CASE WHEN ");
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
        if (i != 0) write(" AND ");
        emit_typed(*function.arguments[i]);  // a bare parameter would have no type there
        write(" IS NOT NULL");
    }
    write(" THEN ");
    note_casts(choices_of(function));
    function_call(function);
    write(" END");
}

void PostgresqlCompiler::visit_extract(const sql::Extract& extract) {
    const auto part = [&](std::string_view field) {
        write("EXTRACT(").write(field).write(" FROM ");
        if (extract.operand->type().kind() == TypeKind::timestamp_tz) {
            emit_typed(*extract.operand);
            write(" AT TIME ZONE 'UTC'");
        } else {
            emit_typed(*extract.operand);
        }
        write(")");
    };
    write("CAST(");
    switch (extract.field) {
        case sql::DateField::year: part("YEAR"); break;
        case sql::DateField::quarter: part("QUARTER"); break;
        case sql::DateField::month: part("MONTH"); break;
        case sql::DateField::week: part("WEEK"); break;
        case sql::DateField::day: part("DAY"); break;
        case sql::DateField::day_of_week: part("ISODOW"); break;
        case sql::DateField::day_of_year: part("DOY"); break;
        case sql::DateField::hour: part("HOUR"); break;
        case sql::DateField::minute: part("MINUTE"); break;
        case sql::DateField::second:
            write("floor(");
            part("SECOND");
            write(")");
            break;
        case sql::DateField::epoch:
            write("floor(");
            part("EPOCH");
            write(")");
            break;
    }
    write(" AS BIGINT)");
}

// ── comparisons ──────────────────────────────────────────────────────────────────────────────

/// An enum of its own is no text: a pattern or another text does not match it, but its label.
sql::NodePtr PostgresqlCompiler::matched_as_text(const sql::Binary& binary) const {
    if (!sql::is_predicate(binary.op)) return {};
    const auto enum_of = [&](const sql::NodePtr& side) -> const SqlType* {
        const SqlType& type = ledger().variant_of(side->type());
        return compile::TypeCompiler::is_named_enum(type, ledger()) ? &type : nullptr;
    };
    const SqlType* const left = enum_of(binary.left);
    const SqlType* const right = enum_of(binary.right);
    const bool meets_padding =
        sql::is_pattern_match(binary.op) && (is_padded(*binary.left) || is_padded(*binary.right));
    if (left == nullptr && right == nullptr && !meets_padding) return {};
    const auto is_bare = [](const sql::NodePtr& side) {
        return side->kind() == sql::NodeKind::bind;
    };
    const bool meets_text = !is_bare(binary.left) && !is_bare(binary.right) &&
                            binary.left->type().is_text() && binary.right->type().is_text();
    const bool is_same = left != nullptr && right != nullptr && left->name() == right->name() &&
                         left->schema() == right->schema();
    if (!sql::is_pattern_match(binary.op) && (!meets_text || is_same)) return {};
    const auto as_text = [&](const sql::NodePtr& side, const SqlType* type) -> sql::NodePtr {
        const bool is_other = type != nullptr || (meets_padding && is_padded(*side));
        return is_other ? sql::make<sql::Cast>(side, Text{}) : side;
    };
    auto* matched = new sql::Binary(binary.op, as_text(binary.left, left),
                                    as_text(binary.right, is_bare(binary.right) ? nullptr : right),
                                    binary.type());
    matched->escape = binary.escape;
    matched->seal();
    return sql::NodePtr::adopt(matched);
}

void PostgresqlCompiler::visit_binary(const sql::Binary& binary) {
    refuse_json_as_text(binary);
    refuse_rows(binary);
    if (const sql::NodePtr matched = matched_as_text(binary)) {
        return SqlCompiler::visit_binary(sql::cast<sql::Binary>(*matched));
    }
    if (const sql::NodePtr wide = wide_calculation(binary)) {
        return visit_binary(sql::cast<sql::Binary>(*wide));
    }
    note_sides(binary);
    SqlCompiler::visit_binary(binary);
}

// ── arrays ──────────────────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::visit_array_access(const sql::ArrayAccess& access) {
    write(access.first ? "(" : "cardinality(");
    emit(*access.array);
    if (!access.first) return static_cast<void>(write(")"));
    write(")[");
    emit(*access.first);
    if (access.is_slice) {
        write(":");
        emit(*access.last);
    }
    write("]");
}

void PostgresqlCompiler::visit_field_access(const sql::FieldAccess& access) {
    // Without the parentheses it would be a table's name.
    write("(");
    emit(*access.record);
    write(").");
    identifier(access.name);
}

}  // namespace azoth::postgresql
