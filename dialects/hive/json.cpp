// SPDX-License-Identifier: MIT
// What is inside JSON: get_json_object(), which gives text. It tells neither a string from another
// value that reads the same, nor null from nothing, and reads numbers with a fraction as Doubles;
// so what needs to know is refused. What it would answer in its own way is an error or said first:
// names may have letters of ASCII, digits, blanks, `_`, `:` and `-`, positions count from the
// beginning, and a name asked of an array would be asked of each element.
#include <azoth/compile/cast_limits.hpp>

#include "compiler.hpp"

namespace azoth::hive {

namespace {

constexpr std::string_view plain_name = "'^[A-Za-z0-9_: -]+$'";
constexpr std::string_view reads =
    "as_string(), as_integer(), as_double() and as_boolean() read it";

}  // namespace

/// A name or a position as the path needs it; an error where it would be read as something else.
void HiveCompiler::json_step(const sql::Node& step) {
    const bool is_position = step.type().is_integer();
    const auto test = [&] {
        emit(step);
        write(is_position ? " >= 0" : " RLIKE ");
        if (!is_position) write(plain_name);
    };
    write("CASE WHEN ");
    test();
    write(is_position ? " THEN least(" : " THEN ");
    emit(step);
    write(is_position ? ", 2147483647) ELSE assert_true(" : " ELSE assert_true(");
    test();
    write(") END");
}

/// The text at the place to which the first steps of the path lead.
void HiveCompiler::json_content(const sql::JsonAccess& access, std::size_t steps) {
    write("get_json_object(");
    emit(*access.document);
    write(steps == 0 ? ", '$'" : ", concat('$'");
    for (std::size_t i = 0; i < steps; ++i) {
        const bool is_position = access.path[i]->type().is_integer();
        write(is_position ? ", '[', " : ", '.', ");
        json_step(*access.path[i]);
        if (is_position) write(", ']'");
    }
    write(steps == 0 ? ")" : "))");
}

/// Arrays have no members. A string that looks like an array has none either. Returns whether there
/// are any such arms.
bool HiveCompiler::json_arms(const sql::JsonAccess& access, std::string_view opening) {
    bool any = false;
    for (std::size_t i = 0; i < access.path.size(); ++i) {
        if (access.path[i]->type().is_integer()) continue;
        if (!any) write(opening);
        any = true;
        write(" WHEN ");
        json_content(access, i);
        write(" LIKE '[%' THEN NULL");
    }
    return any;
}

void HiveCompiler::json_value_arms(const sql::JsonAccess& access) {
    const auto content = [&](std::string_view before, std::string_view after) {
        write(before);
        json_content(access, access.path.size());
        write(after);
    };
    const auto matches = [&](std::string_view pattern) {
        content(" WHEN ", " RLIKE '");
        write(pattern).write("'");
    };
    switch (access.read) {
        case sql::JsonRead::integer: {
            const compile::IntegerRange range = compile::integer_range(access.type());
            matches(compile::integer_text);
            content(" AND CAST(", " AS DECIMAL(38, 0)) BETWEEN ");
            write(range.least).write(" AND ").write(range.greatest);
            content(" THEN CAST(CAST(", " AS DECIMAL(38, 0)) AS BIGINT)");
            break;
        }
        case sql::JsonRead::real:
            matches(compile::real_text);
            content(" AND abs(CAST(", " AS DOUBLE)) <= 1.7976931348623157E308");
            content(" THEN CAST(", " AS DOUBLE)");
            break;
        default:
            content(" WHEN ", " = 'true' THEN TRUE");
            content(" WHEN ", " = 'false' THEN FALSE");
    }
    content(" WHEN ", " IS NOT NULL THEN assert_true(");
    content("", " IS NULL)");
}

void HiveCompiler::visit_json_access(const sql::JsonAccess& access) {
    ledger().require(compile::Capability::json_access, "looking inside JSON");
    switch (access.read) {
        case sql::JsonRead::json: ledger().refuse("a place inside JSON as JSON", reads);
        case sql::JsonRead::kind: ledger().refuse("what kind of JSON a value is", reads);
        case sql::JsonRead::length: ledger().refuse("the length of an array in JSON");
        case sql::JsonRead::numeric:
            ledger().refuse("an exact number inside JSON",
                            "numbers are read as Doubles: as_double() and as_integer() give them");
        default: break;
    }
    if (access.path.empty()) {
        ledger().refuse("reading a whole JSON document",
                        "cast(document, Text{}) is its text, and as_json(document)[…] is inside");
    }
    if (access.document->kind() == sql::NodeKind::cast) {
        ledger().refuse("looking inside of a text made JSON",
                        "no error tells what is no JSON: keep it in a Json column");
    }
    require_stable(*access.document, "looking inside JSON");
    if (access.read == sql::JsonRead::text) {
        const bool is_guarded = json_arms(access, "CASE");
        if (is_guarded) write(" ELSE ");
        json_content(access, access.path.size());
        if (is_guarded) write(" END");
        return;
    }
    write("CASE");
    json_arms(access, "");
    json_value_arms(access);
    write(" END");
}

}  // namespace azoth::hive
