// SPDX-License-Identifier: MIT
#include <azoth/compile/type_compiler.hpp>

#include <algorithm>

#include <azoth/error/error.hpp>
#include <azoth/types/type_detail.hpp>
#include <azoth/value/utf8.hpp>

namespace azoth::compile {

TypeCompiler::~TypeCompiler() = default;

void TypeCompiler::refuse(const SqlType& type, const Ledger& ledger) {
    throw CompileError("unsupported_type", "the type " + type.describe() + " is not supported by " +
                                               ledger.server() + " " + to_string(ledger.version()));
}

std::string TypeCompiler::spell(const SqlType& type, const Ledger& ledger) const {
    if (!ledger.collects()) return visit(ledger.variant_of(type), ledger);
    try {
        return visit(ledger.variant_of(type), ledger);
    } catch (const CompileError& error) {
        ledger.collect(error);
        return {};
    }
}

std::string TypeCompiler::visit(const SqlType& type, const Ledger& ledger) const {
    if (type.is_exact()) return visit_exact(type, ledger);
    switch (type.kind()) {
        case TypeKind::null_type:
            throw CompileError("unsupported_type", "a column's type is not known");
        case TypeKind::boolean: return visit_boolean(type, ledger);
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer:
        case TypeKind::unsigned_big_integer: return visit_integer(type, ledger);
        case TypeKind::float_:
        case TypeKind::double_: return visit_real(type, ledger);
        case TypeKind::numeric: return visit_numeric(type, ledger);
        case TypeKind::char_:
        case TypeKind::string:
        case TypeKind::text: return visit_text(type, ledger);
        case TypeKind::binary:
        case TypeKind::bytes: return visit_bytes(type, ledger);
        case TypeKind::date:
        case TypeKind::time:
        case TypeKind::timestamp:
        case TypeKind::timestamp_tz:
        case TypeKind::interval: return visit_temporal(type, ledger);
        case TypeKind::uuid: return visit_uuid(type, ledger);
        case TypeKind::json: return visit_json(type, ledger);
        case TypeKind::enum_: return visit_enum(type, ledger);
        case TypeKind::array: return visit_array(type, ledger);
        case TypeKind::custom: return std::string(type.name());
    }
    refuse(type, ledger);
}

bool TypeCompiler::needs_label_check(const SqlType& general, const Ledger& ledger) const {
    const SqlType& type = ledger.variant_of(general);
    return type.kind() == TypeKind::enum_ && type.has_check() && !is_named_enum(type, ledger);
}

bool TypeCompiler::is_named_enum(const SqlType& type, const Ledger& ledger) {
    return type.kind() == TypeKind::enum_ && type.is_native_enum() && !type.name().empty() &&
           ledger.supports(Capability::named_enums);
}

SqlType TypeCompiler::bound_type(const SqlType& type, const Ledger& ledger) const {
    if (type.detail() == nullptr) return type;
    const SqlType& variant = ledger.variant_of(type);
    if (variant.decorator() != nullptr || type.decorator() == nullptr) return variant;
    return variant.with_decorator(type.detail()->decorator);
}

std::string TypeCompiler::returned_as(const SqlType& type, const Ledger& ledger) const {
    return std::string(ledger.variant_of(type).column_expression());
}

SqlType TypeCompiler::result_type(const SqlType& type, const Ledger& ledger) const {
    if (type.detail() == nullptr) return type;
    const SqlType& variant = ledger.variant_of(type);
    if (variant.decorator() == nullptr || variant.decorator() == type.decorator()) return type;
    return type.with_decorator(variant.detail()->decorator);
}

std::string TypeCompiler::visit_exact(const SqlType& type, const Ledger&) const {
    return std::string(type.name());
}

std::string TypeCompiler::visit_boolean(const SqlType&, const Ledger&) const {
    return "BOOLEAN";
}

std::string TypeCompiler::visit_integer(const SqlType& type, const Ledger& ledger) const {
    switch (type.kind()) {
        case TypeKind::small_integer: return "SMALLINT";
        case TypeKind::integer: return "INTEGER";
        case TypeKind::big_integer: return "BIGINT";
        default: refuse(type, ledger);
    }
}

std::string TypeCompiler::visit_real(const SqlType& type, const Ledger&) const {
    return type.kind() == TypeKind::float_ ? "REAL" : "DOUBLE PRECISION";
}

std::string TypeCompiler::visit_numeric(const SqlType& type, const Ledger&) const {
    if (!type.precision()) return "NUMERIC";
    return "NUMERIC(" + std::to_string(*type.precision()) + ", " +
           std::to_string(type.scale().value_or(0)) + ")";
}

std::string TypeCompiler::visit_text(const SqlType& type, const Ledger& ledger) const {
    if (type.kind() == TypeKind::text) return "TEXT";
    const char* word = type.kind() == TypeKind::char_ ? "CHAR" : "VARCHAR";
    if (type.length()) return std::string(word) + "(" + std::to_string(*type.length()) + ")";
    if (!ledger.supports(Capability::string_without_length)) {
        ErrorDetails details;
        details.hint = "write String{n}, or Text{}";
        throw CompileError("type_needs_length", "a string needs a length on " + ledger.server(),
                           std::move(details));
    }
    return word;
}

std::string TypeCompiler::visit_bytes(const SqlType& type, const Ledger&) const {
    if (type.kind() == TypeKind::bytes || !type.length()) return "BLOB";
    return "VARBINARY(" + std::to_string(*type.length()) + ")";
}

std::string TypeCompiler::visit_temporal(const SqlType& type, const Ledger& ledger) const {
    const std::string fraction =
        type.precision() ? "(" + std::to_string(*type.precision()) + ")" : std::string();
    switch (type.kind()) {
        case TypeKind::date: return "DATE";
        case TypeKind::time: return "TIME" + fraction;
        case TypeKind::timestamp: return "TIMESTAMP" + fraction;
        case TypeKind::timestamp_tz: return "TIMESTAMP" + fraction + " WITH TIME ZONE";
        case TypeKind::interval: return "INTERVAL";
        default: refuse(type, ledger);
    }
}

std::string TypeCompiler::visit_uuid(const SqlType&, const Ledger&) const {
    return "CHAR(36)";
}
std::string TypeCompiler::visit_json(const SqlType&, const Ledger&) const {
    return "TEXT";
}

std::string TypeCompiler::visit_enum(const SqlType& type, const Ledger& ledger) const {
    if (is_named_enum(type, ledger)) return enum_name(type, IdentifierPreparer(IdentifierRules{}));
    std::size_t longest = type.length().value_or(1);
    for (const std::string& label : type.labels()) longest = std::max(longest, utf8_length(label));
    return "VARCHAR(" + std::to_string(longest) + ")";
}

std::string TypeCompiler::enum_name(const SqlType& type, const IdentifierPreparer& identifiers) {
    const std::string name = identifiers.prepare(type.name());
    return type.schema().empty() ? name : identifiers.prepare(type.schema()) + '.' + name;
}

std::string TypeCompiler::visit_array(const SqlType& type, const Ledger& ledger) const {
    refuse(type, ledger);
}

}  // namespace azoth::compile
