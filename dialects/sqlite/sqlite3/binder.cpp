// SPDX-License-Identifier: MIT
#include "binder.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

#include <azoth/error/error.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/utf8.hpp>

namespace azoth::sqlite3_driver {

namespace {

[[noreturn]] void refuse(std::string_view code, std::string_view sentence, std::size_t index,
                         std::string_view hint = {}) {
    ErrorDetails details;
    details.component = "parameter " + std::to_string(index + 1);
    details.hint = hint;
    details.phase = Phase::bind;
    throw ConversionError(code, sentence, std::move(details));
}

void check(sqlite3_stmt* statement, int result) {
    if (result != SQLITE_OK) [[unlikely]]
        throw_last_error(sqlite3_db_handle(statement), result, Phase::bind);
}

/// Most text is ASCII: the inline answer to that saves a call per value.
[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
    constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;
    const auto load = [](const char* from) {
        std::uint64_t word;
        std::memcpy(&word, from, sizeof word);
        return word;
    };
    if (text.size() < sizeof(std::uint64_t)) return false;
    const char* at = text.data();
    const char* const last = at + text.size() - sizeof(std::uint64_t);
    std::uint64_t seen = load(last);  // overlaps what the loop reads
    for (; at < last; at += sizeof(std::uint64_t)) seen |= load(at);
    return (seen & high_bits) == 0;
}

[[nodiscard]] TemporalText written(const Uuid& uuid) {
    constexpr char digits[] = "0123456789abcdef";
    TemporalText text;
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text.append('-');
        text.append(digits[uuid.bytes[i] >> 4]);
        text.append(digits[uuid.bytes[i] & 15]);
    }
    return text;
}

}  // namespace

TemporalText& Binder::slot(sqlite3_stmt* statement, std::size_t index) {
    if (slots_.empty())
        slots_.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)));
    return slots_[index];
}

void Binder::bind_text(sqlite3_stmt* statement, std::size_t index, std::string_view text) {
    if (!is_ascii(text) && !is_utf8(text)) [[unlikely]]
        refuse("value_bad_encoding", "text is not valid UTF-8", index,
               "bind it as bytes if it is not text");
    // A null pointer would bind NULL. The 64-bit form refuses what is too long instead of cutting.
    check(statement, sqlite3_bind_text64(statement, static_cast<int>(index) + 1,
                                         text.data() == nullptr ? "" : text.data(), text.size(),
                                         SQLITE_STATIC, SQLITE_UTF8));
}

void Binder::bind_written(sqlite3_stmt* statement, std::size_t index, const ValueView& value) {
    TemporalText& text = slot(statement, index);
    switch (value.kind()) {
        case ValueKind::date: text = format(value.date()); break;
        case ValueKind::time: text = format(value.time()); break;
        case ValueKind::timestamp: text = format(value.timestamp()); break;
        case ValueKind::timestamp_tz: text = format(value.instant()); break;
        case ValueKind::interval: text = format(value.interval()); break;
        default: text = written(value.uuid()); break;
    }
    const std::string_view view = text.view();
    check(statement, sqlite3_bind_text64(statement, static_cast<int>(index) + 1, view.data(),
                                         view.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Binder::bind_other(sqlite3_stmt* statement, std::size_t index, const ValueView& value) {
    const int place = static_cast<int>(index) + 1;
    switch (value.kind()) {
        case ValueKind::json: return bind_text(statement, index, value.chars());
        case ValueKind::decimal:
            if (!is_canonical_decimal(value.chars())) [[unlikely]]
                refuse("bad_decimal", "the text is not a decimal in canonical form", index,
                       "make it a Decimal first");
            return bind_text(statement, index, value.chars());
        case ValueKind::real:
            if (std::isnan(value.real())) [[unlikely]]
                refuse("value_not_representable", "SQLite cannot hold NaN", index);
            // A REAL column keeps whole numbers as integers, and those have no sign at zero.
            if (value.real() == 0 && std::signbit(value.real())) [[unlikely]]
                refuse("value_not_representable", "SQLite would make 0.0 of -0.0", index,
                       "add 0.0 to it where the sign does not matter");
            return check(statement, sqlite3_bind_double(statement, place, value.real()));
        case ValueKind::boolean:
            return check(statement, sqlite3_bind_int64(statement, place, value.boolean() ? 1 : 0));
        case ValueKind::uint64:
            if (value.uint64() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
                refuse("out_of_range", "SQLite's integers end at 9223372036854775807", index,
                       "bind a decimal");
            return check(statement, sqlite3_bind_int64(statement, place,
                                                       static_cast<sqlite3_int64>(value.uint64())));
        case ValueKind::bytes: {
            const BytesView bytes = value.bytes();
            return check(statement,
                         sqlite3_bind_blob64(
                             statement, place,
                             bytes.data() == nullptr ? static_cast<const void*>("") : bytes.data(),
                             bytes.size(), SQLITE_STATIC));
        }
        case ValueKind::date:
        case ValueKind::time:
        case ValueKind::timestamp:
        case ValueKind::timestamp_tz:
        case ValueKind::interval:
        case ValueKind::uuid: return bind_written(statement, index, value);
        default: break;
    }
    refuse("value_not_representable", "SQLite has no arrays", index,
           "store JSON or a second table");
}

}  // namespace azoth::sqlite3_driver
