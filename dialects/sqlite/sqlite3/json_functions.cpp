// SPDX-License-Identifier: MIT
#include "json_functions.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include <azoth/value/decimal.hpp>

#include "json_scan.hpp"

namespace azoth::sqlite3_driver {

namespace {

[[nodiscard]] std::string_view text_of(sqlite3_value* cell) {
    const unsigned char* const text = sqlite3_value_text(cell);
    if (text == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_value_bytes(cell))};
}

/// The place that the arguments name, nothing if there is none.
[[nodiscard]] std::optional<JsonValue> find(int count, sqlite3_value** arguments) {
    if (count == 0) throw JsonScanError("a document is missing");
    std::optional<JsonValue> place;
    for (int i = 0; i < count; ++i) {
        const int type = sqlite3_value_type(arguments[i]);
        if (type == SQLITE_NULL) return std::nullopt;
        if (type == SQLITE_BLOB) throw JsonScanError("bytes are not JSON");
        if (i == 0) {
            place = JsonValue::of(text_of(arguments[i]));
        } else if (type == SQLITE_INTEGER) {
            place = place->element(sqlite3_value_int64(arguments[i]));
        } else {
            place = place->member(text_of(arguments[i]));
        }
        if (!place) return std::nullopt;
    }
    return place;
}

void set_text(sqlite3_context* context, std::string_view text) {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// A number's text, as CAST takes it elsewhere: without the blanks around it and a plus. Words,
/// such as NaN, are none.
[[nodiscard]] std::string_view number_text(std::string_view text, const char* problem) {
    constexpr std::string_view blanks = " \t\n\r";
    const std::size_t first = std::min(text.find_first_not_of(blanks), text.size());
    text = text.substr(first, text.find_last_not_of(blanks) + 1 - first);
    const bool is_signed = text.starts_with('-') || text.starts_with('+');
    const std::string_view digits = text.substr(is_signed ? 1 : 0);
    const bool is_number = digits.find_first_of(".0123456789") == 0;
    if (!is_number) throw JsonScanError(problem);
    return text.starts_with('+') ? digits : text;
}

template <class Number>
[[nodiscard]] Number whole_number(std::string_view content, const char* problem) {
    const std::string_view text = number_text(content, problem);
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || after != end) throw JsonScanError(problem);
    return number;
}

void give_json(sqlite3_context* context, const JsonValue& value) {
    set_text(context, value.text());
}

void give_text(sqlite3_context* context, const JsonValue& value) {
    set_text(context, value.content());
}

void give_integer(sqlite3_context* context, const JsonValue& value) {
    sqlite3_result_int64(context, whole_number<sqlite3_int64>(
                                      value.content(), "a value is not an integer of 64 bits"));
}

void give_real(sqlite3_context* context, const JsonValue& value) {
    sqlite3_result_double(context,
                          whole_number<double>(value.content(), "a value is not a number"));
}

void give_numeric(sqlite3_context* context, const JsonValue& value) {
    constexpr const char* problem = "a value is not a number";
    const std::string content = value.content();
    const std::optional<Decimal> number = Decimal::try_parse(number_text(content, problem));
    if (!number) throw JsonScanError(problem);
    set_text(context, number->text());
}

void give_boolean(sqlite3_context* context, const JsonValue& value) {
    const std::string text = value.content();
    if (text != "true" && text != "false") throw JsonScanError("a value is not a boolean");
    sqlite3_result_int(context, text == "true" ? 1 : 0);
}

void give_type(sqlite3_context* context, const JsonValue& value) {
    switch (value.kind()) {
        case JsonKind::object: return set_text(context, "object");
        case JsonKind::array: return set_text(context, "array");
        case JsonKind::string: return set_text(context, "string");
        case JsonKind::number: return set_text(context, "number");
        case JsonKind::boolean: return set_text(context, "boolean");
        case JsonKind::null: return set_text(context, "null");
    }
}

void give_length(sqlite3_context* context, const JsonValue& value) {
    sqlite3_result_int64(context, value.length());
}

using Give = void (*)(sqlite3_context*, const JsonValue&);

/// No exception may pass through SQLite. The message begins with the word by which the error
/// mapper knows it, and repeats no value.
template <Give give, bool null_is_null>
void call(sqlite3_context* context, int count, sqlite3_value** arguments) noexcept {
    try {
        const std::optional<JsonValue> place = find(count, arguments);
        if (!place || (null_is_null && place->kind() == JsonKind::null)) {
            return sqlite3_result_null(context);
        }
        give(context, *place);
    } catch (const JsonScanError& error) {
        const std::string message = std::string("azoth_json: ") + error.what();
        sqlite3_result_error(context, message.c_str(), -1);
    } catch (const std::bad_alloc&) {
        sqlite3_result_error_nomem(context);
    } catch (const std::exception&) {
        sqlite3_result_error(context, "azoth_json: a value cannot be read", -1);
    }
}

}  // namespace

int register_json_functions(sqlite3* handle) noexcept {
    // Innocuous: they may be used in views, triggers and checks although the schema is not trusted.
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    const std::pair<const char*, void (*)(sqlite3_context*, int, sqlite3_value**)> functions[] = {
        {"azoth_json", &call<give_json, false>},
        {"azoth_json_text", &call<give_text, true>},
        {"azoth_json_integer", &call<give_integer, true>},
        {"azoth_json_real", &call<give_real, true>},
        {"azoth_json_numeric", &call<give_numeric, true>},
        {"azoth_json_boolean", &call<give_boolean, true>},
        {"azoth_json_type", &call<give_type, false>},
        {"azoth_json_length", &call<give_length, false>},
    };
    for (const auto& [name, function] : functions) {
        const int result = sqlite3_create_function_v2(handle, name, -1, flags, nullptr, function,
                                                      nullptr, nullptr, nullptr);
        if (result != SQLITE_OK) return result;
    }
    return SQLITE_OK;
}

}  // namespace azoth::sqlite3_driver
