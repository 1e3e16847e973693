// SPDX-License-Identifier: MIT
// CAST: exact numbers and moments are texts here, which SQLite's own would take for what they are
// not, and texts of those have lost the collation of numbers. A text is a number as a whole, or an
// error; SQLite's own takes what begins as one.
#include <optional>
#include <string>

#include "compiler.hpp"
#include "stored_types.hpp"

namespace azoth::sqlite {

namespace {

bool is_number_of_text(const sql::Cast& cast) noexcept {
    return cast.operand->type().is_text() && (cast.type().is_integer() || is_real(cast));
}

/// How many bits an integer keeps, all of which are 64 here.
int bits_of(const SqlType& type) noexcept {
    if (type.kind() == TypeKind::small_integer) return 16;
    return type.kind() == TypeKind::integer ? 32 : 64;
}

/// Whether a value may be none of the integers of the type that it becomes.
bool is_narrowed(const sql::Cast& cast) noexcept {
    const SqlType& from = cast.operand->type();
    if (!cast.type().is_integer() || bits_of(cast.type()) == 64) return false;
    return from.is_text() || (from.is_number() && bits_of(from) > bits_of(cast.type()));
}

}  // namespace

void SqliteCompiler::visit_cast(const sql::Cast& cast) {
    const TypeKind from = cast.operand->type().kind();
    if (cast.type().kind() == TypeKind::boolean && from != TypeKind::boolean) {
        if (!cast.operand->type().is_number() || is_decimal(*cast.operand)) {
            ledger().refuse("CAST to Boolean of what is no number");
        }
        write("(");  // its own would keep 7, which is not TRUE
        emit_operand(*cast.operand, sql::Operator::ne, false);
        write(" <> 0)");
        return;
    }
    if (is_narrowed(cast) && !writes_literals() &&
        ledger().supports(compile::Capability::exact_decimals)) {
        return narrow_cast(cast);
    }
    if (cast.null_on_failure) return SqlCompiler::visit_cast(cast);
    if (cast.type().is_integer() && (is_decimal(*cast.operand) || is_real(*cast.operand))) {
        // Its own would cut what is behind the point.
        require_exact("CAST of " + cast.operand->type().describe() + " to an integer");
        write("azoth_integer(");
        emit(*cast.operand);
        write(")");
        return;
    }
    if (cast.type().is_text()) return text_cast(cast);
    if (is_number_of_text(cast) && !writes_literals()) {
        return number_cast(cast, "azoth_text_integer(", "azoth_text_real(");
    }
    const bool is_moment = cast.type().is_temporal() && cast.type().kind() != TypeKind::interval;
    if (is_moment) return temporal_cast(cast);
    if (cast.type().kind() == TypeKind::double_ && is_decimal(*cast.operand) &&
        ledger().supports(compile::Capability::exact_decimals)) {
        write("azoth_decimal_real(");
        emit(*cast.operand);
        write(")");
        return;
    }
    if (!is_decimal(cast)) return SqlCompiler::visit_cast(cast);
    const bool keeps_digits = is_decimal(*cast.operand) || cast.operand->type().is_integer();
    if (!keeps_digits) {
        ledger().refuse(
            "CAST of " + cast.operand->type().describe() + " to " + cast.type().describe(),
            "integers and Numerics can be cast to a Numeric");
    }
    if (const auto precision = cast.type().precision()) {
        require_exact("CAST to " + cast.type().describe());
        write("azoth_decimal_fit(");
        emit(*cast.operand);
        write(", ").write(std::to_string(*precision)).write(", ");
        write(std::to_string(cast.type().scale().value_or(0))).write(")");
        return;
    }
    write("CAST(");
    emit(*cast.operand);
    write(" AS TEXT)");
}

/// As elsewhere an integer has the bits of its type.
void SqliteCompiler::narrow_cast(const sql::Cast& cast) {
    write(cast.null_on_failure ? "azoth_try_narrow(" : "azoth_narrow(");
    if (cast.operand->type().is_integer()) {
        emit(*cast.operand);
    } else {
        visit_cast(*sql::make<sql::Cast>(cast.operand, SqlType(TypeKind::big_integer),
                                         cast.null_on_failure));
    }
    write(", ").write(std::to_string(bits_of(cast.type()))).write(")");
}

void SqliteCompiler::number_cast(const sql::Cast& cast, std::string_view integer,
                                 std::string_view real) {
    require_exact("CAST of " + cast.operand->type().describe() + " to " + cast.type().describe());
    write(cast.type().is_integer() ? integer : real);
    emit(*cast.operand);
    write(")");
}

void SqliteCompiler::try_cast_operator(const sql::Cast& cast) {
    ledger().require(compile::Capability::try_cast, "TRY_CAST");
    if (!is_number_of_text(cast)) {
        ledger().refuse(
            "TRY_CAST of " + cast.operand->type().describe() + " to " + cast.type().describe(),
            "texts are tried as integers and Doubles");
    }
    number_cast(cast, "azoth_try_integer(", "azoth_try_real(");
}

namespace {

/// How many digits the text of an exact number has behind the point: those of its type, as other
/// databases pad it, or as many as there are. Empty: that depends on how values were written.
struct Digits {
    std::optional<std::int64_t> padded;
};
std::optional<Digits> digits_of(const sql::Node& node) {
    const auto of_type = [&]() -> std::optional<Digits> {
        return Digits{node.type().precision() ? node.type().scale().value_or(0)
                                              : std::optional<std::int64_t>()};
    };
    switch (node.kind()) {
        case sql::NodeKind::bind: return Digits{};
        case sql::NodeKind::column: return of_type();
        case sql::NodeKind::cast:
            if (node.type().precision()) return of_type();
            return digits_of(*sql::cast<sql::Cast>(node).operand);
        case sql::NodeKind::label: return digits_of(*sql::cast<sql::Label>(node).inner);
        case sql::NodeKind::unary: return digits_of(*sql::cast<sql::Unary>(node).operand);
        case sql::NodeKind::function: {
            const auto& function = sql::cast<sql::Function>(node);
            const sql::Name& name = function.name;
            if (!function.known) return std::nullopt;
            if (name == "avg" || name == "ceil" || name == "floor") return Digits{};
            if (name != "abs" && name != "max" && name != "min" && name != "nullif") return {};
            return digits_of(*function.arguments.front());
        }
        default: break;
    }
    if (node.type().is_integer()) return Digits{};
    return std::nullopt;
}

}  // namespace

/// The text of a value as other databases write it.
void SqliteCompiler::emit_words(const sql::Node& node, const SqlType& type) {
    // What stays in the schema is for all programs.
    const bool has_functions =
        ledger().supports(compile::Capability::exact_decimals) && !writes_literals();
    if (node.type().kind() == TypeKind::boolean) {
        write("CASE ");
        has_decimal(node) ? emit_uncollated(node, type) : emit_grouped(node);
        write(" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END");
        return;
    }
    if (is_real(node) && has_functions) {
        write("azoth_real_text(");
        emit(node);
        write(")");
        return;
    }
    if (is_decimal(node) && has_functions) {
        const std::optional<Digits> digits = digits_of(node);
        if (!digits) {
            ledger().refuse("the text of a computed Numeric",
                            "cast it to a Numeric with a scale first");
        }
        if (digits->padded) {
            write("azoth_decimal_text(");
            emit(node);
            write(", ").write(std::to_string(*digits->padded)).write(")");
            return;
        }
    }
    write("CAST(");
    emit(node);
    write(" AS ").write(context().spell(type)).write(")");
}

void SqliteCompiler::text_cast(const sql::Cast& cast) {
    const SqlType& type = ledger().variant_of(cast.type());
    if (type.length()) write("substr(");
    emit_words(*cast.operand, cast.type());
    if (type.length()) write(", 1, ").write(std::to_string(*type.length())).write(")");
    if (!type.collation().empty()) {
        write(" COLLATE ");
        identifier(type.collation());
    } else if (has_decimal(*cast.operand)) {
        write(" COLLATE BINARY");  // it is a text from here on
    }
}

/// Beside a text a value is its text, whatever numbers it was chosen by.
void SqliteCompiler::concat_operator(const sql::Binary& binary) {
    const auto is_written = [](const sql::NodePtr& side) {
        return is_real(*side) || side->type().kind() == TypeKind::boolean ||
               (!side->type().is_text() && has_decimal(*side));
    };
    if (!is_written(binary.left) && !is_written(binary.right)) {
        return SqlCompiler::concat_operator(binary);
    }
    const auto words = [&](const sql::NodePtr& side) -> sql::NodePtr {
        return is_written(side) ? sql::make<sql::Cast>(side, SqlType(TypeKind::text)) : side;
    };
    SqlCompiler::concat_operator(
        *sql::make<sql::Binary>(binary.op, words(binary.left), words(binary.right), binary.type()));
}

/// Moments are texts here, which its own CAST would take for numbers.
void SqliteCompiler::temporal_cast(const sql::Cast& cast) {
    const TypeKind from = cast.operand->type().kind();
    const TypeKind to = cast.type().kind();
    const bool cuts = from == TypeKind::timestamp && (to == TypeKind::date || to == TypeKind::time);
    if (from == TypeKind::date && to == TypeKind::timestamp) {
        return emit_as_moment(*cast.operand, sql::Operator::or_, false);
    }
    if (!cuts && from != to && cast.operand->type().is_known()) {
        ledger().refuse("CAST of " + cast.operand->type().describe() + " to " +
                        cast.type().describe());
    }
    write(cuts ? "substr(" : "CAST(");
    emit(*cast.operand);
    const std::string_view part = to == TypeKind::date ? ", 1, 10)" : ", 12)";
    write(cuts ? part : " AS TEXT)");
}

}  // namespace azoth::sqlite
