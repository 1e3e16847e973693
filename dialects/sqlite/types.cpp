// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <azoth/types/type_decorator.hpp>
#include <azoth/types/type_detail.hpp>
#include <azoth/types/types.hpp>

namespace azoth::sqlite {

std::string SqliteTypeCompiler::visit_integer(const SqlType& type,
                                              const compile::Ledger& ledger) const {
    // Values beyond 2^63 - 1 are refused when they are bound.
    if (type.kind() == TypeKind::unsigned_big_integer) return "UNSIGNED BIG INT";
    return TypeCompiler::visit_integer(type, ledger);
}

std::string SqliteTypeCompiler::visit_real(const SqlType& type, const compile::Ledger&) const {
    return type.kind() == TypeKind::float_ ? "FLOAT" : "DOUBLE";
}

std::string SqliteTypeCompiler::visit_numeric(const SqlType& type, const compile::Ledger&) const {
    if (!type.precision()) return "NUMERIC_TEXT";
    return "NUMERIC_TEXT(" + std::to_string(*type.precision()) + ", " +
           std::to_string(type.scale().value_or(0)) + ")";
}

std::string SqliteTypeCompiler::visit_bytes(const SqlType& type, const compile::Ledger&) const {
    if (!type.length()) return "BLOB";
    return "BLOB(" + std::to_string(*type.length()) + ")";
}

std::string SqliteTypeCompiler::visit_temporal(const SqlType& type,
                                               const compile::Ledger& ledger) const {
    const std::string fraction =
        type.precision() ? "(" + std::to_string(*type.precision()) + ")" : std::string();
    if (type.kind() == TypeKind::timestamp) return "DATETIME" + fraction;
    if (type.kind() == TypeKind::timestamp_tz) return "TIMESTAMPTZ" + fraction;
    return TypeCompiler::visit_temporal(type, ledger);
}

std::string SqliteTypeCompiler::visit_uuid(const SqlType&, const compile::Ledger&) const {
    return "UUID";
}

std::string SqliteTypeCompiler::visit_json(const SqlType&, const compile::Ledger&) const {
    return "JSON_TEXT";
}

// ── what a foreign declaration does to values ───────────────────────────────────────────────────

namespace {

/// Column affinity, https://www.sqlite.org/datatype3.html#determination_of_column_affinity
enum class Affinity { integer, text, blob, real, numeric };

Affinity affinity_of(std::string_view declaration) {
    std::string word;
    for (const char c : declaration) {
        word += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const auto has = [&](std::string_view part) { return word.find(part) != std::string::npos; };
    if (has("INT")) return Affinity::integer;
    if (has("CHAR") || has("CLOB") || has("TEXT")) return Affinity::text;
    if (has("BLOB")) return Affinity::blob;
    if (has("REAL") || has("FLOA") || has("DOUB")) return Affinity::real;
    return Affinity::numeric;
}

/// Guards columns whose declaration, written by somebody else, makes SQLite turn text into numbers:
/// what would come back as another value is refused before it is sent.
class NumericAffinityGuard final : public TypeDecorator {
public:
    NumericAffinityGuard(std::string_view declaration, bool is_real,
                         std::shared_ptr<const TypeDecorator> inner)
        : declaration_(declaration), is_real_(is_real), inner_(std::move(inner)) {}

    [[nodiscard]] std::string_view name() const noexcept override { return "NumericAffinityGuard"; }
    [[nodiscard]] Value to_database(const ValueView& value) const override {
        Value stored = inner_ ? inner_->to_database(value) : Value::copy_of(value);
        if (stored.kind() == ValueKind::json && looks_like_number(stored.view().chars())) {
            refuse("a JSON number");
        }
        if (!stored.is_null() && stored.kind() != ValueKind::json) {
            Value exact = stored.as<Decimal>();
            if (!is_kept(exact.as<Decimal>())) refuse("more than 15 digits");
            return exact;
        }
        return stored;
    }

private:
    static bool looks_like_number(std::string_view text) noexcept {
        const std::size_t start = text.find_first_not_of(" \t\r\n");
        if (start == std::string_view::npos) return false;
        const char c = text[start];
        return c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9');
    }
    /// "For conversions between TEXT and REAL storage classes, only the first 15 significant
    /// decimal digits of the number are preserved."
    [[nodiscard]] bool is_kept(const Decimal& number) const {
        constexpr std::size_t real_digits = 15;
        std::string digits;
        for (const char c : number.text()) {
            if (c >= '0' && c <= '9' && !(digits.empty() && c == '0')) digits += c;
        }
        while (!digits.empty() && digits.back() == '0') digits.pop_back();
        if (digits.size() <= real_digits) return true;
        return !is_real_ && try_convert<std::int64_t>(ValueView(number.view())).has_value();
    }
    [[noreturn]] void refuse(std::string_view what) const {
        throw ConversionError("value_not_representable",
                              "SQLite would change " + std::string(what) +
                                  " in a column declared " + declaration_ +
                                  "; declared by the generic type it keeps them");
    }

    std::string declaration_;
    bool is_real_;
    std::shared_ptr<const TypeDecorator> inner_;
};

}  // namespace

SqlType SqliteTypeCompiler::bound_type(const SqlType& general,
                                       const compile::Ledger& ledger) const {
    SqlType type = TypeCompiler::bound_type(general, ledger);
    const bool is_guarded = type.kind() == TypeKind::numeric || type.kind() == TypeKind::json;
    if (!type.is_exact() || !is_guarded) return type;
    const Affinity affinity = affinity_of(type.name());
    if (affinity == Affinity::text || affinity == Affinity::blob) return type;
    return type.with_decorator(std::make_shared<NumericAffinityGuard>(
        type.name(), affinity == Affinity::real, type.detail()->decorator));
}

// ── types by their declarations ─────────────────────────────────────────────────────────────────

namespace {

/// "NUMERIC(10, 2)" taken apart: the word in upper case, and up to two numbers.
struct Declaration {
    std::string word;
    std::optional<std::int64_t> first;
    std::optional<std::int64_t> second;
};

std::optional<std::int64_t> read_number(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0 || number > 1'000'000'000) return std::nullopt;
    return number;
}

Declaration parse(std::string_view text) {
    Declaration result;
    const std::size_t open = text.find('(');
    std::string_view word = text.substr(0, open);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    for (const char c : word) {
        result.word += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (open == std::string_view::npos) return result;
    const std::string_view inside = text.substr(open + 1);
    result.first = read_number(inside);
    const std::size_t comma = inside.find(',');
    if (comma != std::string_view::npos) result.second = read_number(inside.substr(comma + 1));
    return result;
}

SqlType text_type(const Declaration& declared) {
    return declared.first ? SqlType(String{*declared.first}) : SqlType(String{});
}

SqlType numeric_type(const Declaration& declared) {
    if (!declared.first || *declared.first == 0) return Numeric{};
    return Numeric{*declared.first, declared.second.value_or(0)};
}

SqlType timestamp_type(const Declaration& declared, bool zoned) {
    if (declared.first && *declared.first <= 9) {
        const auto digits = static_cast<int>(*declared.first);
        return zoned ? DateTime{with_timezone, digits} : DateTime{digits};
    }
    return zoned ? DateTime{with_timezone} : DateTime{};
}

bool contains(const std::string& word, std::string_view part) {
    return word.find(part) != std::string::npos;
}

SqlType generic_type(std::string_view text) {
    const Declaration declared = parse(text);
    const std::string& word = declared.word;
    if (word == "BOOLEAN" || word == "BOOL") return Boolean{};
    if (word == "SMALLINT" || word == "TINYINT" || word == "INT2") return SmallInteger{};
    if (word == "BIGINT" || word == "INT8") return BigInteger{};
    if (word == "UNSIGNED BIG INT") return UnsignedBigInteger{};
    if (word == "INTEGER" || word == "INT" || word == "MEDIUMINT") return Integer{};
    if (word == "FLOAT") return Float{};
    if (word == "DOUBLE" || word == "REAL" || word == "DOUBLE PRECISION") return Double{};
    if (word == "NUMERIC_TEXT" || word == "NUMERIC" || word == "DECIMAL") {
        return numeric_type(declared);
    }
    if (word == "TEXT" || word == "CLOB") return Text{};
    if ((word == "CHAR" || word == "NCHAR" || word == "CHARACTER") && declared.first) {
        return Char{*declared.first};
    }
    if (word == "VARCHAR" || word == "NVARCHAR" || word == "CHARACTER VARYING") {
        return text_type(declared);
    }
    if (word == "BLOB" || word == "VARBINARY" || word == "BINARY") {
        return declared.first ? SqlType(Binary{*declared.first}) : LargeBinary{};
    }
    if (word == "DATE") return DateType{};
    if (word == "TIME") {
        return declared.first && *declared.first <= 9 ? Time{static_cast<int>(*declared.first)}
                                                      : Time{};
    }
    if (word == "DATETIME" || word == "TIMESTAMP") return timestamp_type(declared, false);
    if (word == "TIMESTAMPTZ" || word == "TIMESTAMP WITH TIME ZONE") {
        return timestamp_type(declared, true);
    }
    if (word == "INTERVAL") return IntervalType{};
    if (word == "UUID") return UuidType{};
    if (word == "JSON_TEXT" || word == "JSON") return Json{};
    // Column affinity's own rules,
    // https://www.sqlite.org/datatype3.html#determination_of_column_affinity
    if (contains(word, "INT")) return BigInteger{};
    if (contains(word, "CHAR") || contains(word, "CLOB") || contains(word, "TEXT")) {
        return text_type(declared);
    }
    return SqlType{};
}

/// Whether two declarations are the same words: "varchar(20)" and "VARCHAR(20)".
bool same_spelling(std::string_view a, std::string_view b) {
    const auto plain = [](std::string_view text) {
        std::string out;
        for (const char c : text) {
            if (c == ' ' && (out.empty() || out.back() == ',' || out.back() == '(')) continue;
            out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
        return out;
    };
    return plain(a) == plain(b);
}

}  // namespace

SqlType type_from_declaration(std::string_view text) {
    if (text.empty()) return SqlType{};
    const SqlType generic = generic_type(text);
    if (!generic.is_known()) return CustomType{text, ValueKind::null};
    compile::Ledger any("sqlite", {});
    any.allow(compile::Capability::string_without_length);
    if (same_spelling(SqliteTypeCompiler().spell(generic, any), text)) return generic;
    return CustomType{text, generic};
}

}  // namespace azoth::sqlite
