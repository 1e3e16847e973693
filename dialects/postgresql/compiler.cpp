// SPDX-License-Identifier: MIT
#include "compiler.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <azoth/types/types.hpp>

namespace azoth::postgresql {

namespace {

bool is_like(sql::Operator op) noexcept {
    return op == sql::Operator::like || op == sql::Operator::not_like ||
           op == sql::Operator::ilike || op == sql::Operator::not_ilike;
}

bool is_real(const SqlType& type) noexcept {
    return type.kind() == TypeKind::double_ || type.kind() == TypeKind::float_;
}

/// Types between which the server would take a placeholder for the wrong one. Text is left to it:
/// it may stand for an enum, a citext, anything.
bool differ(const SqlType& bound, const SqlType& other) noexcept {
    if (!bound.is_known() || !other.is_known() || bound.kind() == other.kind()) return false;
    const bool bound_is_plain = bound.is_number() || bound.is_temporal();
    const bool other_is_plain = other.is_number() || other.is_temporal();
    if (!bound_is_plain || !other_is_plain) return false;
    return !(bound.is_integer() && other.is_integer()) && !(is_real(bound) && is_real(other));
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

/// The server takes a scalar in binary JSON for an array of one element ('5'::jsonb -> 0 is 5); in
/// JSON as text it does not.
bool is_searched_as_text(const sql::JsonAccess& access) {
    return access.document->type().is_binary_json() &&
           std::any_of(access.path.begin(), access.path.end(),
                       [](const sql::NodePtr& step) { return step->type().is_integer(); });
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
    emit_grouped(*regexp.operand);
    const bool only_ignores_case = regexp.flags == "i";
    write(regexp.negated ? " !~" : " ~").write(only_ignores_case ? "* " : " ");
    if (regexp.flags.empty() || only_ignores_case) return emit_grouped(*regexp.pattern);
    // Options may stand at the head of a pattern. Here `s` is how it is, and `m` is called `n`,
    // which would also keep the dot from matching a newline; `w` does just what is wanted.
    write("('(?");
    for (const char flag : regexp.flags) {
        if (flag != 's') write(flag == 'm' ? "w" : std::string_view(&flag, 1));
    }
    write(")' || ");
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

void PostgresqlCompiler::values_cell(const sql::Node& value, bool is_first_row) {
    // The first row decides the types of the columns, and a bare parameter would be text.
    const bool says_type = value.kind() == sql::NodeKind::bind && value.type().is_known();
    if (is_first_row && says_type) return cast_to(value, value.type());
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
    const bool is_bare = operand.kind() == sql::NodeKind::bind && operand.type().is_known();
    if (unary.op != sql::Operator::negate || !is_bare) return SqlCompiler::visit_unary(unary);
    // Nothing stands beside it that would say what kind of number it is.
    write("-");
    cast_to(operand, operand.type());
}

/// In parentheses, and told its type where nothing else would say it.
void PostgresqlCompiler::emit_typed(const sql::Node& node) {
    const bool is_bare = node.kind() == sql::NodeKind::bind && node.type().is_known();
    if (is_bare) return cast_to(node, node.type());
    emit_grouped(node);
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

void PostgresqlCompiler::known_function(const sql::Function& function) {
    const std::string_view name = function.name.view();
    if (name == "greatest" || name == "least") return strict_choice(function);
    if (name == "coalesce" || name == "nullif") {
        std::vector<const sql::Node*> choices;
        for (const sql::NodePtr& argument : function.arguments) choices.push_back(argument.get());
        note_casts(choices);
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
    if (name == "lower" || name == "upper" || name == "trim" || name == "char_length") {
        return text_function(function);
    }
    SqlCompiler::known_function(function);
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
    const SqlType& type = text->type().variant_for(ledger().dialect());
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
        // A bare parameter would have no type there.
        const sql::Node& argument = *function.arguments[i];
        const bool says_type = argument.kind() == sql::NodeKind::bind && argument.type().is_known();
        if (says_type) {
            cast_to(argument, argument.type());
        } else {
            emit_grouped(argument);
        }
        write(" IS NOT NULL");
    }
    write(" THEN ");
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

// ── placeholders ────────────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::note_cast(const sql::Node& operand, const sql::Node& other) {
    const auto* bind = sql::as<sql::Bind>(operand);
    if (bind != nullptr && differ(bind->type(), other.type())) casts_.push_back(bind);
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

void PostgresqlCompiler::visit_case(const sql::CaseWhen& node) {
    std::vector<const sql::Node*> results;
    for (std::size_t i = 1; i < node.branches.size(); i += 2) {
        results.push_back(node.branches[i].get());
    }
    if (node.otherwise) results.push_back(node.otherwise.get());
    note_casts(results);
    SqlCompiler::visit_case(node);
}

void PostgresqlCompiler::visit_select(const sql::Select& select) {
    // Rows for a table take the types of its columns.
    if (!std::exchange(fills_table_, false)) {
        for (const sql::NodePtr& item : select.columns) {
            if (const sql::Bind* bind = untold(*item)) casts_.push_back(bind);
        }
    }
    SqlCompiler::visit_select(select);
}

void PostgresqlCompiler::insert_select_clause(const sql::Insert& insert) {
    fills_table_ = insert.select->kind() == sql::NodeKind::select;
    SqlCompiler::insert_select_clause(insert);
    fills_table_ = false;
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
    write(" AS ").write(context().spell(bind.type())).write(")");
}

/// An enum of its own is no text: a pattern or another text does not match it, but its label.
sql::NodePtr PostgresqlCompiler::matched_as_text(const sql::Binary& binary) const {
    if (!sql::is_predicate(binary.op)) return {};
    const auto enum_of = [&](const sql::NodePtr& side) -> const SqlType* {
        const SqlType& type = side->type().variant_for(ledger().dialect());
        return compile::TypeCompiler::is_named_enum(type, ledger()) ? &type : nullptr;
    };
    const SqlType* const left = enum_of(binary.left);
    const SqlType* const right = enum_of(binary.right);
    if (left == nullptr && right == nullptr) return {};
    const auto is_bare = [](const sql::NodePtr& side) {
        return side->kind() == sql::NodeKind::bind;
    };
    const bool meets_text = !is_bare(binary.left) && !is_bare(binary.right) &&
                            binary.left->type().is_text() && binary.right->type().is_text();
    const bool is_same = left != nullptr && right != nullptr && left->name() == right->name() &&
                         left->schema() == right->schema();
    if (!is_like(binary.op) && (!meets_text || is_same)) return {};
    const auto as_text = [](const sql::NodePtr& side, const SqlType* type) -> sql::NodePtr {
        return type == nullptr ? side : sql::make<sql::Cast>(side, Text{});
    };
    auto* matched = new sql::Binary(binary.op, as_text(binary.left, left),
                                    as_text(binary.right, is_bare(binary.right) ? nullptr : right),
                                    binary.type());
    matched->escape = binary.escape;
    matched->seal();
    return sql::NodePtr::adopt(matched);
}

/// The type `json` has no operator that compares.
void PostgresqlCompiler::refuse_json_as_text(const sql::Binary& binary) const {
    const auto is_json_text = [](const SqlType& type) {
        return type.kind() == TypeKind::json && !type.is_binary_json();
    };
    if (!sql::is_predicate(binary.op)) return;
    if (is_json_text(binary.left->type()) || is_json_text(binary.right->type())) {
        ledger().refuse("comparing a Json, which the server keeps as text,",
                        "a Jsonb can be compared, and so can cast(column, Text{})");
    }
}

void PostgresqlCompiler::visit_binary(const sql::Binary& binary) {
    refuse_json_as_text(binary);
    if (const sql::NodePtr matched = matched_as_text(binary)) {
        return SqlCompiler::visit_binary(sql::cast<sql::Binary>(*matched));
    }
    // Sums of moments tell all their operands' types.
    const bool is_predicate = sql::is_predicate(binary.op);
    const bool is_temporal =
        binary.left->type().is_temporal() || binary.right->type().is_temporal();
    if (is_predicate || !is_temporal) {
        note_cast(*binary.left, *binary.right);
        note_cast(*binary.right, *binary.left);
        // Two placeholders of one type tell one another nothing.
        const auto* left = sql::as<sql::Bind>(*binary.left);
        const auto* right = sql::as<sql::Bind>(*binary.right);
        const bool is_plain = binary.left->type().is_number() || binary.left->type().is_temporal();
        if (left != nullptr && right != nullptr && is_plain &&
            !differ(left->type(), right->type())) {
            casts_.push_back(left);
        }
    }
    SqlCompiler::visit_binary(binary);
}

// ── JSON ────────────────────────────────────────────────────────────────────────────────────────

void PostgresqlCompiler::json_place(const sql::JsonAccess& access, bool as_text) {
    write("(");
    const sql::NodeKind kind = access.document->kind();
    if (is_searched_as_text(access)) {
        cast_to(*access.document, Json{});
    } else if (kind == sql::NodeKind::bind) {
        cast_to(*access.document, access.document->type());
    } else {
        if (kind != sql::NodeKind::column) write("(");
        emit(*access.document);
        if (kind != sql::NodeKind::column) write(")");
    }
    for (std::size_t i = 0; i < access.path.size(); ++i) {
        write(as_text && i + 1 == access.path.size() ? " ->> " : " -> ");
        // A number asks for an element, a text for a member: the placeholder must say which.
        cast_to(*access.path[i], access.path[i]->type());
    }
    if (access.path.empty() && as_text) write(" #>> '{}'");
    write(")");
}

void PostgresqlCompiler::visit_json_access(const sql::JsonAccess& access) {
    ledger().require(compile::Capability::json_access, "looking inside JSON");
    const bool is_binary = access.document->type().is_binary_json();
    const bool as_text = is_searched_as_text(access);
    const char* family = is_binary && !as_text ? "jsonb" : "json";
    switch (access.read) {
        case sql::JsonRead::json:
            if (as_text) write("CAST(");
            json_place(access, false);
            if (as_text) write(" AS JSONB)");
            return;
        case sql::JsonRead::text: return json_place(access, true);
        case sql::JsonRead::kind: write(family).write("_typeof("); break;
        case sql::JsonRead::length: write(family).write("_array_length("); break;
        case sql::JsonRead::integer:
        case sql::JsonRead::real:
        case sql::JsonRead::numeric:
        case sql::JsonRead::boolean:
            write("CAST(");
            json_place(access, true);
            write(" AS ").write(context().spell(access.type())).write(")");
            return;
    }
    json_place(access, false);
    write(")");
}

void PostgresqlCompiler::as_binary_json(const sql::Node& node) {
    if (node.kind() == sql::NodeKind::column && node.type().is_binary_json()) return emit(node);
    cast_to(node, Jsonb{});
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

void PostgresqlCompiler::visit_containment(const sql::Containment& containment) {
    const bool is_json = containment.left->type().kind() == TypeKind::json;
    if (is_json) ledger().require(compile::Capability::json_contains, "whether JSON contains JSON");
    write("(");
    is_json ? as_binary_json(*containment.left) : emit(*containment.left);
    switch (containment.op) {
        case sql::ContainmentOperator::contains: write(" @> "); break;
        case sql::ContainmentOperator::contained_by: write(" <@ "); break;
        case sql::ContainmentOperator::overlaps: write(" && "); break;
    }
    is_json ? as_binary_json(*containment.right) : emit(*containment.right);
    write(")");
}

}  // namespace azoth::postgresql
