// SPDX-License-Identifier: MIT
#include "type_cases.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include <gtest/gtest.h>

#include <azoth/value/datetime.hpp>
#include <azoth/value/describe.hpp>

namespace azoth::compliance {

namespace {

template <class T>
bool reads_as(const Cell& cell, const Value& expected) {
    return identical(Value(cell.as<T>()), expected);
}

template <class T>
std::vector<Value> list(std::initializer_list<T> values) {
    return std::vector<Value>(values.begin(), values.end());
}

std::vector<Value> reals() {
    using Limits = std::numeric_limits<double>;
    return list<double>({-Limits::max(), -1e308, -2.5, -Limits::denorm_min(), 0.0,
                         Limits::denorm_min(), Limits::min(), 0.1, 1.0 / 3, 1e15 + 0.3, 1e308,
                         Limits::max()});
}

std::vector<Value> texts() {
    std::string most(5'000, 'z');
    std::vector<std::string> all{"",
                                 " leading and trailing ",
                                 "%_\\'\"`;--",
                                 "A",
                                 "B",
                                 "a",
                                 "b",
                                 "line\nbreak\ttab\r\n",
                                 "\xC3\xA4\xC3\xB6\xC3\xBC",
                                 "\xE2\x82\xAC",
                                 "e\xCC\x81",
                                 "\xF0\x9F\x98\x80\xF0\x9D\x84\x9E",
                                 most};
    std::sort(all.begin(), all.end());  // as bytes, which UTF-8 makes code points
    return std::vector<Value>(all.begin(), all.end());
}

std::vector<Value> byte_strings() {
    std::vector<std::byte> all;
    for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::byte>(i));
    const std::vector<std::byte> empty;
    const std::vector<std::byte> zero{std::byte{0}};
    const std::vector<std::byte> high{std::byte{0xFF}, std::byte{0}};
    return list<std::vector<std::byte>>({empty, zero, all, high});
}

std::vector<Value> decimals() {
    return list<Decimal>(
        {Decimal("-99999999999999999999.9999999999"), Decimal("-1.5"), Decimal("-0.0000000001"),
         Decimal("0"), Decimal("0.0000000001"), Decimal("0.1"), Decimal("2"), Decimal("10"),
         Decimal("12345678901234567890.0123456789"), Decimal("99999999999999999999.9999999999")});
}

std::vector<Value> timestamps() {
    return list<Timestamp>({{min_date, {}},
                            {make_date(1969, 12, 31), make_time(23, 59, 59, 999'999'000)},
                            {make_date(2024, 2, 29), make_time(13, 5, 9, 250'000'000)},
                            {max_date, make_time(23, 59, 59, 999'999'000)}});
}

std::vector<Value> instants() {
    return list<Instant>({{make_date(1, 1, 2), {}},
                          {make_date(1969, 12, 31), make_time(23, 59, 59, 999'999'000)},
                          {make_date(2024, 3, 31), make_time(1, 30, 0, 1'000)},
                          {make_date(9999, 12, 30), make_time(23, 59, 59, 999'999'000)}});
}

std::vector<Value> times() {
    return list<TimeOfDay>({make_time(0, 0), make_time(0, 0, 0, 1'000), make_time(12, 30, 15),
                            make_time(23, 59, 59, 999'999'000)});
}

std::vector<Value> uuids() {
    return list<Uuid>({parse_uuid("00000000-0000-0000-0000-000000000000"),
                       parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
                       parse_uuid("ffffffff-ffff-ffff-ffff-ffffffffffff")});
}

std::vector<Value> documents() {
    return list<JsonText>({{"null"}, {"{\"a\": [1, 2.50, \"\xC3\xA4\"]}"}, {"[]"}, {"\"text\""}});
}

std::vector<Value> small_sums(std::initializer_list<std::int64_t> values) {
    return list<std::int64_t>(values);
}

}  // namespace

bool identical(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    if (a.kind() != ValueKind::real) return a == b;
    const double left = a.view().real();
    const double right = b.view().real();
    return std::memcmp(&left, &right, sizeof left) == 0;
}

std::vector<TypeCase> type_cases() {
    using I64 = std::numeric_limits<std::int64_t>;
    using I32 = std::numeric_limits<std::int32_t>;
    using I16 = std::numeric_limits<std::int16_t>;
    return {
        {"boolean", Boolean{}, list<bool>({false, true}), true, true, reads_as<bool>},
        {"small_integer", SmallInteger{}, small_sums({I16::min(), -1, 0, 1, I16::max()}), true,
         true, reads_as<std::int64_t>},
        {"integer", Integer{}, small_sums({I32::min(), -1, 0, 1, I32::max()}), true, true,
         reads_as<std::int64_t>},
        {"big_integer", BigInteger{},
         small_sums({I64::min(), I64::min() + 1, -1, 0, 1, (std::int64_t{1} << 53) + 1,
                     I64::max() - 1, I64::max()}),
         true, true, reads_as<std::int64_t>},
        {"double", Double{}, reals(), true, true, reads_as<double>},
        {"numeric", Numeric{30, 10}, decimals(), true, true, reads_as<Decimal>},
        {"string", String{6'000}, texts(), true, true, reads_as<std::string>},
        {"text", Text{}, texts(), true, true, reads_as<std::string>},
        {"bytes", LargeBinary{}, byte_strings(), true, true, reads_as<std::vector<std::byte>>},
        {"date", DateType{},
         list<Date>({min_date, make_date(1582, 10, 10), make_date(1969, 12, 31),
                     make_date(2024, 2, 29), max_date}),
         true, true, reads_as<Date>},
        {"time", Time{}, times(), true, true, reads_as<TimeOfDay>},
        {"timestamp", DateTime{}, timestamps(), true, true, reads_as<Timestamp>},
        {"instant", DateTime{with_timezone}, instants(), true, true, reads_as<Instant>},
        {"uuid", UuidType{}, uuids(), true, true, reads_as<Uuid>},
        {"json", Json{}, documents(), false, false, reads_as<JsonText>},
        {"enum", Enum{"red", "green"}, list<std::string>({"green", "red"}), true, true,
         reads_as<std::string>},
    };
}

TypeTable::TypeTable(const TypeCase& type_case)
    : table("azc_type", metadata, Column{"id", Integer{}}, Column{"x", type_case.type}) {}

void fill(Bench& bench, const TypeTable& made, const std::vector<Value>& values) {
    bench.create(made.metadata);
    bench.write([&](Connection& db) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            SCOPED_TRACE(describe(values[i].view()));
            db.execute(insert(made.table),
                       Params{{"id", static_cast<std::int64_t>(i)}, {"x", values[i]}});
        }
    });
}

namespace {

void skip(const std::string& reason) {
    GTEST_SKIP() << reason;
}

}  // namespace

bool is_stored(const Bench& bench, const TypeCase& type_case) {
    const Answer answer = bench.requirements().stores(type_case.type);
    if (!answer.yes) skip(answer.reason);
    return answer.yes;
}

}  // namespace azoth::compliance
