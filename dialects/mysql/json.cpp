// SPDX-License-Identifier: MIT
// What is inside JSON. Paths are texts, made by the server from names and positions. What its
// functions would answer in their own way is said first, arm by arm of a CASE:
// - a value that is no array is one of itself ('$[0]' of 5 is 5);
// - MariaDB keeps the text. It compares names as they are spelled, so that "\u00e4" is not "ä", and
//   finds the first of two that are the same. A document with such names is an error. Text that is
//   no JSON has nothing inside.
#include <utility>

#include <azoth/compile/cast_limits.hpp>
#include <azoth/types/types.hpp>

#include "compiler.hpp"
#include "dialect.hpp"
#include "types.hpp"

namespace azoth::mysql {

namespace {

/// A name with an escape that JSON_QUOTE() spells otherwise.
constexpr std::string_view other_name =
    R"('"[^"\\\\]*(\\\\[^u/][^"\\\\]*)*\\\\[u/][^"\\\\]*(\\\\.[^"\\\\]*)*"[ \t\n\r]*:')";

/// Numbers that DECIMAL(65, 30) holds with every digit.
constexpr std::string_view exact_text =
    R"('^[ \t\n\r]*[-+]{0,1}(0*[0-9]{1,35}([.][0-9]{0,30}0*){0,1}|[.][0-9]{1,30}0*|)"
    R"(0*[0-9]{1,15}([.][0-9]{0,10}0*){0,1}[eE][-+]{0,1}0*([0-9]|1[0-9]|20))[ \t\n\r]*$')";

/// What the server calls the kinds:
/// https://dev.mysql.com/doc/refman/8.4/en/json-attribute-functions.html
constexpr std::string_view server_kinds =
    "'OBJECT', 'ARRAY', 'BOOLEAN', 'NULL', 'INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL', "
    "'STRING', 'DATE', 'TIME', 'DATETIME', 'BLOB', 'BIT', 'OPAQUE'";
constexpr std::string_view kinds =
    "'object', 'array', 'boolean', 'null', 'number', 'number', 'number', 'number', "
    "'string', 'string', 'string', 'string', 'string', 'string', 'string'";

bool is_position(const sql::Node& step) noexcept {
    return step.type().is_integer();
}

}  // namespace

/// MariaDB counts from the end since 10.9, MySQL in words of its own; a position of more than 32
/// bits would be another one.
void MysqlCompiler::json_position(const sql::JsonAccess& access, std::size_t step) {
    const sql::Node& position = *access.path[step];
    if (is_mariadb(ledger()) && ledger().version() >= Version{10, 9, 0}) {
        write("LEAST(GREATEST(");
        emit(position);
        write(", -2147483647), 2147483647)");
        return;
    }
    const auto from_the_end = [&] {
        write("JSON_LENGTH(");
        json_place(access, step);
        write(") + ");
        emit(position);
    };
    write("CASE WHEN ");
    emit(position);
    write(" >= 0 THEN LEAST(");
    emit(position);
    write(", 2147483647) WHEN ");
    from_the_end();
    write(" >= 0 THEN ");
    from_the_end();
    write(" END");
}

/// The first steps of the path.
void MysqlCompiler::json_path(const sql::JsonAccess& access, std::size_t steps) {
    write("CONCAT('$'");
    for (std::size_t i = 0; i < steps; ++i) {
        const bool is_element = is_position(*access.path[i]);
        write(is_element ? ", '[', " : ", '.', JSON_QUOTE(");
        is_element ? json_position(access, i) : emit(*access.path[i]);
        write(is_element ? ", ']'" : ") COLLATE utf8mb4_bin");
    }
    write(")");
}

/// The place to which they lead.
void MysqlCompiler::json_place(const sql::JsonAccess& access, std::size_t steps) {
    if (steps == 0) return emit(*access.document);
    write("JSON_EXTRACT(");
    emit(*access.document);
    write(", ");
    json_path(access, steps);
    write(")");
}

/// A string's content, another value's text.
void MysqlCompiler::json_content(const sql::JsonAccess& access) {
    write("JSON_UNQUOTE(");
    json_place(access, access.path.size());
    write(") COLLATE ").write(exact_collation(ledger()));
}

/// The arms for what the server would answer in its own way. Returns whether there are any.
bool MysqlCompiler::json_arms(const sql::JsonAccess& access, std::string_view opening) {
    bool any = false;
    const auto when = [&] {
        if (!any) write(opening);
        any = true;
        write(" WHEN ");
    };
    const auto error = [&] {
        write(" THEN ");
        raise(*access.document, access.type());
    };
    const bool is_text = is_mariadb(ledger());
    if (is_text && access.document->kind() != sql::NodeKind::column) {
        when();
        write("NOT JSON_VALID(");
        emit(*access.document);
        write(")");
        error();
    }
    bool asks_names = is_text;
    for (std::size_t i = 0; i < access.path.size(); ++i) {
        if (is_position(*access.path[i])) {
            when();
            write("JSON_TYPE(");
            json_place(access, i);
            write(") <> 'ARRAY' THEN NULL");
        } else if (is_text) {
            when();
            if (std::exchange(asks_names, false)) {
                emit_grouped(*access.document);
                write(" REGEXP ").write(other_name).write(" OR ");
            }
            write("JSON_EXISTS(JSON_REMOVE(");
            emit(*access.document);
            write(", ");
            json_path(access, i + 1);
            write("), ");
            json_path(access, i + 1);
            write(")");
            error();
        }
    }
    return any;
}

void MysqlCompiler::json_kind(const sql::JsonAccess& access) {
    write("ELT(FIELD(JSON_TYPE(");
    json_place(access, access.path.size());
    write("), ").write(server_kinds).write("), ").write(kinds).write(")");
}

/// The arms that read a value, and the error of what is none.
void MysqlCompiler::json_value_arms(const sql::JsonAccess& access) {
    const auto content = [&](std::string_view before, std::string_view after) {
        write(before);
        json_content(access);
        write(after);
    };
    const auto matches = [&](std::string_view pattern) {
        content(" WHEN ", " REGEXP '");
        write(pattern).write("'");
    };
    switch (access.read) {
        case sql::JsonRead::integer: {
            const compile::IntegerRange range = compile::integer_range(access.type());
            matches(compile::integer_text);
            content(" AND CAST(", " AS DECIMAL(65, 0)) BETWEEN ");
            write(range.least).write(" AND ").write(range.greatest);
            content(" THEN CAST(", " AS SIGNED)");
            break;
        }
        case sql::JsonRead::real:
            matches(compile::real_text);
            // What is too great becomes the greatest, which goes with it.
            content(" AND ABS(CAST(", " AS DOUBLE)) < 1.7976931348623157e308");
            content(" THEN CAST(", " AS DOUBLE)");
            break;
        case sql::JsonRead::numeric:
            content(" WHEN ", " REGEXP ");
            write(exact_text);
            content(" THEN CAST(", " AS DECIMAL(65, 30))");
            break;
        case sql::JsonRead::boolean:
            content(" WHEN ", " = 'true' THEN TRUE");
            content(" WHEN ", " = 'false' THEN FALSE");
            break;
        default: break;
    }
    write(" WHEN JSON_TYPE(");
    json_place(access, access.path.size());
    write(") <> 'NULL' THEN ");
    raise(*access.document, access.type());
}

void MysqlCompiler::visit_json_access(const sql::JsonAccess& access) {
    ledger().require(compile::Capability::json_access, "looking inside JSON");
    if (access.read == sql::JsonRead::numeric &&
        !ledger().supports(compile::Capability::json_numerics)) {
        ledger().refuse(
            "an exact number inside JSON",
            "its JSON keeps numbers as Doubles: as_double() and as_integer() read them");
    }
    require_stable(*access.document, "looking inside JSON");
    const std::size_t steps = access.path.size();
    switch (access.read) {
        case sql::JsonRead::json:
        case sql::JsonRead::kind: {
            const bool is_guarded = json_arms(access, "CASE");
            if (is_guarded) write(" ELSE ");
            access.read == sql::JsonRead::kind ? json_kind(access) : json_place(access, steps);
            if (is_guarded) write(" END");
            return;
        }
        case sql::JsonRead::text:
            write("(CASE");
            json_arms(access, "");
            write(" WHEN JSON_TYPE(");
            json_place(access, steps);
            write(") <> 'NULL' THEN JSON_UNQUOTE(");
            json_place(access, steps);
            write(") END) COLLATE ").write(exact_collation(ledger()));
            return;
        case sql::JsonRead::length:
            write("CASE");
            json_arms(access, "");
            write(" WHEN JSON_TYPE(");
            json_place(access, steps);
            write(") = 'ARRAY' THEN JSON_LENGTH(");
            json_place(access, steps);
            write(") WHEN JSON_TYPE(");
            json_place(access, steps);
            write(") IS NOT NULL THEN ");
            raise(*access.document, access.type());
            write(" END");
            return;
        default:
            write("CASE");
            json_arms(access, "");
            json_value_arms(access);
            write(" END");
    }
}

/// A value beside MySQL's JSON becomes a string of JSON, so that '{}' is not {}.
void MysqlCompiler::refuse_document(const sql::Node& side) const {
    if (is_mariadb(ledger()) || side.type().kind() != TypeKind::json) return;
    ledger().lacks("comparing a Json",
                   "as_string(), as_integer() and their like read what is inside");
}

void MysqlCompiler::visit_in_list(const sql::InList& list) {
    refuse_document(*list.operand);
    SqlCompiler::visit_in_list(list);
}

void MysqlCompiler::visit_between(const sql::Between& between) {
    refuse_document(*between.operand);
    SqlCompiler::visit_between(between);
}

/// Its JSON_CONTAINS() finds an element inside of elements, and an object where PostgreSQL's @>
/// wants an array.
void MysqlCompiler::visit_containment(const sql::Containment& containment) {
    if (containment.left->type().kind() == TypeKind::json) {
        ledger().refuse("whether JSON contains JSON", "ask for its members and elements");
    }
    SqlCompiler::visit_containment(containment);
}

}  // namespace azoth::mysql
