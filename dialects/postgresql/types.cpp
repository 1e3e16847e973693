// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <azoth/types/types.hpp>

namespace azoth::postgresql {

std::string PostgresqlTypeCompiler::visit_integer(const SqlType& type,
                                                  const compile::Ledger& ledger) const {
    // There are no unsigned integers; this holds all of 0 … 2^64 - 1 and nothing is lost.
    if (type.kind() == TypeKind::unsigned_big_integer) return "NUMERIC(20, 0)";
    return TypeCompiler::visit_integer(type, ledger);
}

std::string PostgresqlTypeCompiler::visit_bytes(const SqlType&, const compile::Ledger&) const {
    return "BYTEA";
}

std::string PostgresqlTypeCompiler::visit_uuid(const SqlType&, const compile::Ledger&) const {
    return "UUID";
}

std::string PostgresqlTypeCompiler::visit_json(const SqlType& type, const compile::Ledger&) const {
    // json keeps the text as it was written; jsonb reorders keys and drops repeated ones.
    return type.is_binary_json() ? "JSONB" : "JSON";
}

std::string PostgresqlTypeCompiler::returned_as(const SqlType& general,
                                                const compile::Ledger& ledger) const {
    const SqlType& type = ledger.variant_of(general);
    const SqlType& item = type.item();
    const bool is_plain = !item.is_exact() && !is_named_enum(item, ledger);
    if (type.kind() != TypeKind::array || is_plain || !type.column_expression().empty()) {
        return TypeCompiler::returned_as(general, ledger);
    }
    const SqlType behaves_as = item.is_text() ? Text{} : item.as_generic();
    return "CAST({} AS " + spell(behaves_as, ledger) + "[])";
}

std::string PostgresqlTypeCompiler::visit_enum(const SqlType& type,
                                               const compile::Ledger& ledger) const {
    if (!is_named_enum(type, ledger)) return TypeCompiler::visit_enum(type, ledger);
    return enum_name(type, identifiers_);
}

std::string PostgresqlTypeCompiler::visit_array(const SqlType& type,
                                                const compile::Ledger& ledger) const {
    std::string spelling = spell(type.item(), ledger);
    for (int i = 0; i < type.dimensions(); ++i) spelling += "[]";
    return spelling;
}

namespace {

/// "numeric(10,2)" or "timestamp(3) with time zone" taken apart: the words without the numbers.
struct Spelling {
    std::string words;
    std::vector<std::int64_t> numbers;
    bool is_plain = true;  ///< the parentheses held numbers and nothing else
};

std::vector<std::int64_t> read_numbers(std::string_view text, bool& is_plain) {
    std::vector<std::int64_t> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        std::int64_t& number = numbers.emplace_back();
        const auto [after, error] = std::from_chars(at, end, number);
        is_plain = is_plain && error == std::errc{} && (after == end || *after == ',');
        if (!is_plain) break;
        at = after == end ? end : after + 1;
    }
    return numbers;
}

Spelling parse(std::string_view text) {
    Spelling result;
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos) {
        result.words = text;
        return result;
    }
    result.numbers = read_numbers(text.substr(open + 1, close - open - 1), result.is_plain);
    result.words = std::string(text.substr(0, open)) + std::string(text.substr(close + 1));
    return result;
}

/// The generic type that is spelled so, if there is one.
std::optional<SqlType> type_without_numbers(std::string_view words) {
    if (words == "boolean") return Boolean{};
    if (words == "smallint") return SmallInteger{};
    if (words == "integer") return Integer{};
    if (words == "bigint") return BigInteger{};
    if (words == "real") return Float{};
    if (words == "double precision") return Double{};
    if (words == "numeric") return Numeric{};
    if (words == "text") return Text{};
    if (words == "character varying") return String{};
    if (words == "bytea") return LargeBinary{};
    if (words == "date") return DateType{};
    if (words == "time without time zone") return Time{};
    if (words == "timestamp without time zone") return DateTime{};
    if (words == "timestamp with time zone") return DateTime{with_timezone};
    if (words == "interval") return IntervalType{};
    if (words == "uuid") return UuidType{};
    if (words == "json") return Json{};
    if (words == "jsonb") return Jsonb{};
    return std::nullopt;
}

std::optional<SqlType> type_with_number(std::string_view words, std::int64_t number) {
    if (words == "character varying") return String{number};
    if (words == "character") return Char{number};
    const auto digits = static_cast<int>(number);
    if (words == "time without time zone") return Time{digits};
    if (words == "timestamp without time zone") return DateTime{digits};
    if (words == "timestamp with time zone") return DateTime{with_timezone, digits};
    return std::nullopt;
}

std::optional<SqlType> generic_type(const Spelling& type) {
    if (!type.is_plain) return std::nullopt;
    switch (type.numbers.size()) {
        case 0: return type_without_numbers(type.words);
        case 1: return type_with_number(type.words, type.numbers[0]);
        case 2:
            if (type.words == "numeric") return Numeric{type.numbers[0], type.numbers[1]};
            return std::nullopt;
        default: return std::nullopt;
    }
}

/// What an exact type behaves like: "interval(3)" and "interval year to month" are intervals.
SqlType exact_type(std::string_view spelling) {
    if (spelling.starts_with("interval")) return CustomType{spelling, IntervalType{}};
    if (spelling == "citext" || spelling == "name") return CustomType{spelling, Text{}};
    if (spelling == "oid") return CustomType{spelling, BigInteger{}};
    return CustomType{spelling, ValueKind::text};
}

SqlType item_type(std::string_view spelling) {
    const std::optional<SqlType> generic = generic_type(parse(spelling));
    return generic ? *generic : exact_type(spelling);
}

}  // namespace

SqlType type_from_server(std::string_view spelling) {
    if (!spelling.ends_with("[]")) return item_type(spelling);
    int dimensions = 0;
    while (spelling.ends_with("[]")) {
        spelling.remove_suffix(2);
        ++dimensions;
    }
    // The server does not keep the number of dimensions; it says one.
    return Array{item_type(spelling), dimensions};
}

}  // namespace azoth::postgresql
