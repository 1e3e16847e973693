// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

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

std::string PostgresqlTypeCompiler::visit_json(const SqlType&, const compile::Ledger&) const {
    // json keeps the text as it was written; jsonb would reorder keys and drop repeated ones.
    return "JSON";
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
    std::optional<std::int64_t> first;
    std::optional<std::int64_t> second;
    int dimensions = 0;
};

std::optional<std::int64_t> read_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    return number;
}

Spelling parse(std::string_view text) {
    Spelling result;
    while (text.ends_with("[]")) {
        text.remove_suffix(2);
        ++result.dimensions;
    }
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos) {
        result.words = text;
        return result;
    }
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    result.first = read_number(inside);
    const std::size_t comma = inside.find(',');
    if (comma != std::string_view::npos) result.second = read_number(inside.substr(comma + 1));
    result.words = std::string(text.substr(0, open)) + std::string(text.substr(close + 1));
    return result;
}

SqlType plain_type(const Spelling& type, std::string_view spelling) {
    const std::string& words = type.words;
    if (words == "boolean") return Boolean{};
    if (words == "smallint") return SmallInteger{};
    if (words == "integer") return Integer{};
    if (words == "bigint") return BigInteger{};
    if (words == "real") return Float{};
    if (words == "double precision") return Double{};
    if (words == "numeric") {
        return type.first ? SqlType(Numeric{*type.first, type.second.value_or(0)})
                          : SqlType(Numeric{});
    }
    if (words == "text") return Text{};
    if (words == "character varying") {
        return type.first ? SqlType(String{*type.first}) : SqlType(String{});
    }
    if (words == "character") return Char{type.first.value_or(1)};
    if (words == "bytea") return LargeBinary{};
    if (words == "date") return DateType{};
    if (words == "time without time zone") return type.first ? Time{*type.first} : Time{};
    if (words == "timestamp without time zone") {
        return type.first ? DateTime{*type.first} : DateTime{};
    }
    if (words == "timestamp with time zone") {
        return type.first ? DateTime{with_timezone, *type.first} : DateTime{with_timezone};
    }
    if (words == "interval") return IntervalType{};
    if (words == "uuid") return UuidType{};
    if (words == "json" || words == "jsonb") return Json{};
    return CustomType{std::string(spelling), ValueKind::text};
}

}  // namespace

SqlType type_from_server(std::string_view spelling) {
    const Spelling type = parse(spelling);
    if (type.dimensions == 0) return plain_type(type, spelling);
    // The server does not keep the number of dimensions; it says one.
    return Array{plain_type(type, spelling.substr(0, spelling.find("[]"))), type.dimensions};
}

}  // namespace azoth::postgresql
