// SPDX-License-Identifier: MIT
#include "table.hpp"

#include <cstdlib>
#include <iterator>
#include <random>
#include <type_traits>
#include <utility>

#include "calendar.hpp"

namespace differential::exact {

namespace {

constexpr double two_to_31 = 2147483648.0;
constexpr double two_to_63 = 9223372036854775808.0;
constexpr int row_count = 48;

Scalar number(const char* text) {
    return Number(text);
}
Scalar text(const char* characters) {
    return std::string(characters);
}
Scalar moment(int year, int month, int day, std::int64_t time) {
    return Moment{days_of(year, month, day) * microseconds_per_day + time};
}
Scalar instant(int year, int month, int day, std::int64_t time) {
    return Instant{days_of(year, month, day) * microseconds_per_day + time};
}
Scalar day(int year, int month, int of_month) {
    return Day{days_of(year, month, of_month)};
}
Scalar clock(std::int64_t hour, std::int64_t minute, std::int64_t second, std::int64_t fraction) {
    return Clock{((hour * 60 + minute) * 60 + second) * 1'000'000 + fraction};
}

using Samples = std::vector<Scalar>;

const Samples small{number("0"), number("1"),  number("-1"), number("2"),
                    number("3"), number("-7"), number("9"),  number("12")};
const Samples integers{number("2147483647"), number("-2147483648"), number("0"), number("1"),
                       number("100"),        number("-7"),          number("12")};
const Samples bigs{number("9223372036854775807"),
                   number("-9223372036854775808"),
                   number("9007199254740993"),
                   number("2147483648"),
                   number("-2147483649"),
                   number("0"),
                   number("1"),
                   number("12")};
const Samples small_bigs{number("0"), number("1"), number("-3"), number("12"),
                         number("5000000000")};
const Samples cents{number("0"),     number("1.5"),           number("-1.5"),
                    number("0.01"),  number("-0.01"),         number("2.50"),
                    number("12"),    number("0.05"),          number("-7"),
                    number("0.125"), number("9999999999.99"), number("-9999999999.99"),
                    number("2.45")};
const Samples millionths{number("0.000001"),
                         number("1.5"),
                         number("-1.5"),
                         number("2.500000"),
                         number("12"),
                         number("0.0000005"),
                         number("99999999999999.999999"),
                         number("-99999999999999.999999"),
                         number("0.5"),
                         number("-2.5"),
                         number("1.499999"),
                         number("0.045")};
const Samples reals{Datum(0.0),  Datum(1.5),  Datum(-2.5),  Datum(0.125),
                    Datum(12.0), Datum(-7.0), Datum(100.25)};
const Samples awkward_reals{Datum(0.1),
                            Datum(1e300),
                            Datum(-1e300),
                            Datum(1e-300),
                            Datum(1.5),
                            Datum(12.0),
                            Datum(0.30000000000000004),
                            Datum(0.3)};
/// Letters with a case beyond ASCII are found in columns only: what lower() makes of a constant's
/// is each database's own affair.
const Samples texts{text(""),           text("a"),      text("A"),           text("b"),
                    text("ab"),         text("a "),     text(" a"),          text("50%"),
                    text("a_b"),        text("\u00e9"), text("Stra\u00dfe"), text("\u65e5\u672c"),
                    text("\U0001f600"), text("12"),     text("a'b\\c")};
const Samples text_constants{text(""),           text("a"),   text("A"),
                             text("ab"),         text("a "),  text(" a"),
                             text("50%"),        text("a_b"), text("\u65e5\u672c"),
                             text("\U0001f600"), text("12"),  text("a'b\\c")};
const Samples days{day(2024, 2, 29), day(2023, 12, 31), day(2024, 1, 1),  day(2021, 1, 3),
                   day(1970, 1, 1),  day(1969, 12, 31), day(1, 1, 1),     day(9999, 12, 31),
                   day(1900, 2, 28), day(2000, 2, 29),  day(2020, 12, 31)};
const Samples moments{moment(2024, 2, 29, 0),
                      moment(2024, 2, 29, 1),
                      moment(2023, 12, 31, 86'399'999'999),
                      moment(1969, 12, 31, 86'399'500'000),
                      moment(1970, 1, 1, 0),
                      moment(1, 1, 1, 0),
                      moment(9999, 12, 31, 86'399'999'999),
                      moment(2000, 2, 29, 45'296'250'000)};
const Samples instants{instant(2024, 2, 29, 0),
                       instant(2024, 2, 29, 1),
                       instant(2023, 12, 31, 86'399'999'999),
                       instant(1969, 12, 31, 86'399'500'000),
                       instant(1970, 1, 1, 0),
                       instant(1, 1, 2, 0),
                       instant(9999, 12, 30, 86'399'999'999),
                       instant(2000, 2, 29, 45'296'250'000)};
const Samples clocks{clock(0, 0, 0, 0),          clock(0, 0, 0, 1),    clock(12, 34, 56, 250'000),
                     clock(23, 59, 59, 999'999), clock(12, 34, 56, 0), clock(6, 0, 0, 0)};
const Samples guids{Datum(Guid{"00000000-0000-0000-0000-000000000000"}),
                    Datum(Guid{"ffffffff-ffff-ffff-ffff-ffffffffffff"}),
                    Datum(Guid{"12345678-90ab-cdef-1234-567890abcdef"}),
                    Datum(Guid{"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"})};
const Samples truths{Datum(true), Datum(false)};

/// What the column's cells are taken from, in the order of table_columns().
const std::vector<const Samples*> sources{
    &small,      &small,    &integers,      &small_bigs, &bigs,   &cents, &cents,
    &millionths, &reals,    &awkward_reals, &texts,      &texts,  &days,  &days,
    &moments,    &instants, &clocks,        &guids,      &truths, &truths};

}  // namespace

const std::vector<TableColumn>& table_columns() {
    static const std::vector<TableColumn> columns{{"id", {Kind::integer, {row_count, 0}}},
                                                  {"i", {Kind::integer, {12, 0}}},
                                                  {"j", {Kind::integer, {two_to_31, 0}}},
                                                  {"b", {Kind::big, {5e9, 0}}},
                                                  {"c", {Kind::big, {two_to_63, 0}}},
                                                  {"n", {Kind::numeric, {1e10, 2}}},
                                                  {"m", {Kind::numeric, {1e10, 2}}},
                                                  {"o", {Kind::numeric, {1e14, 6}}},
                                                  {"r", {Kind::real, {128, 3}}},
                                                  {"w", {Kind::real, {1e300, 1100}}},
                                                  {"t", {Kind::text}},
                                                  {"u", {Kind::text}},
                                                  {"d", {Kind::day}},
                                                  {"e", {Kind::day}},
                                                  {"s", {Kind::moment}},
                                                  {"z", {Kind::instant}},
                                                  {"k", {Kind::clock}},
                                                  {"x", {Kind::uuid}},
                                                  {"p", {Kind::truth}},
                                                  {"q", {Kind::truth}}};
    return columns;
}

Scope table_scope() {
    Scope scope;
    for (const TableColumn& column : table_columns()) scope.push_back(column.info);
    return scope;
}

azoth::Table describe(const char* name, azoth::MetaData& metadata) {
    using namespace azoth;
    // Texts in the order of their bytes, which is SQLite's own.
    const SqlType text = SqlType(String{40}).with_variant("postgresql", String{40, "C"});
    return Table{name,
                 metadata,
                 Column{"id", Integer{}, primary_key, no_autoincrement},
                 Column{"i", Integer{}},
                 Column{"j", Integer{}},
                 Column{"b", BigInteger{}},
                 Column{"c", BigInteger{}},
                 Column{"n", Numeric{12, 2}},
                 Column{"m", Numeric{12, 2}},
                 Column{"o", Numeric{20, 6}},
                 Column{"r", Double{}},
                 Column{"w", Double{}},
                 Column{"t", text},
                 Column{"u", text},
                 Column{"d", DateType{}},
                 Column{"e", DateType{}},
                 Column{"s", DateTime{}},
                 Column{"z", DateTime{with_timezone}},
                 Column{"k", Time{}},
                 Column{"x", UuidType{}},
                 Column{"p", Boolean{}},
                 Column{"q", Boolean{}}};
}

const std::vector<Scalar>& samples(Kind kind) {
    switch (kind) {
        case Kind::integer: return integers;
        case Kind::big: return bigs;
        case Kind::numeric: return millionths;
        case Kind::real: return reals;
        case Kind::text: return text_constants;
        case Kind::day: return days;
        case Kind::moment: return moments;
        case Kind::instant: return instants;
        case Kind::clock: return clocks;
        case Kind::uuid: return guids;
        case Kind::truth: break;
    }
    return truths;
}

std::vector<Row> table_rows() {
    std::mt19937_64 random(20261127);
    const auto below = [&](std::size_t limit) {
        return static_cast<std::size_t>(random() % limit);
    };
    std::vector<Row> rows;
    for (int id = 1; id <= row_count; ++id) {
        Row& row = rows.emplace_back();
        row.emplace_back(Number(id));
        for (std::size_t column = 1; column < table_columns().size(); ++column) {
            const Samples& source = *sources[column];
            const bool is_null = below(5) == 0;
            const std::size_t which = below(source.size());
            Scalar value = is_null ? Scalar() : source[which];
            // A value with more digits than its column is refused, not rounded.
            if (value && table_columns()[column].info.kind == Kind::numeric) {
                const int scale = table_columns()[column].info.range.scale;
                value = std::get<Number>(*value).rounded(scale);
            }
            row.push_back(std::move(value));
        }
    }
    return rows;
}

azoth::Value carrier(const Scalar& value) {
    if (!value) return {};
    const auto timestamp = [](std::int64_t microseconds) {
        std::int64_t days = microseconds / microseconds_per_day;
        if (microseconds % microseconds_per_day < 0) --days;
        return azoth::Timestamp{
            azoth::Date{static_cast<std::int32_t>(days)},
            azoth::TimeOfDay{(microseconds - days * microseconds_per_day) * 1000}};
    };
    return std::visit(
        [&](const auto& held) -> azoth::Value {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, Number>) {
                if (held.is_whole()) return azoth::Value(held.whole());
                return azoth::Value(azoth::Decimal(held.text()));
            } else if constexpr (std::is_same_v<Held, Day>) {
                return azoth::Value(azoth::Date{static_cast<std::int32_t>(held.days)});
            } else if constexpr (std::is_same_v<Held, Moment>) {
                return azoth::Value(timestamp(held.count));
            } else if constexpr (std::is_same_v<Held, Instant>) {
                const azoth::Timestamp utc = timestamp(held.count);
                return azoth::Value(azoth::Instant{utc.date, utc.time});
            } else if constexpr (std::is_same_v<Held, Clock>) {
                return azoth::Value(azoth::TimeOfDay{held.count * 1000});
            } else if constexpr (std::is_same_v<Held, Guid>) {
                return azoth::Value(azoth::parse_uuid(held.text));
            } else {
                return azoth::Value(held);
            }
        },
        *value);
}

Scalar scalar(const azoth::Cell& cell, Kind kind) {
    if (cell.is_null()) return {};
    const auto microseconds = [](azoth::Date date, azoth::TimeOfDay time) {
        return date.days * microseconds_per_day + time.nanoseconds / 1000;
    };
    switch (kind) {
        case Kind::integer:
        case Kind::big: return Number(cell.as<std::int64_t>());
        case Kind::numeric: return Number(cell.as<azoth::Decimal>().text());
        case Kind::real: return cell.as<double>();
        case Kind::text: return cell.as<std::string>();
        case Kind::day: return Day{cell.as<azoth::Date>().days};
        case Kind::moment: {
            const auto read = cell.as<azoth::Timestamp>();
            return Moment{microseconds(read.date, read.time)};
        }
        case Kind::instant: {
            const auto read = cell.as<azoth::Instant>();
            return Instant{microseconds(read.date, read.time)};
        }
        case Kind::clock: return Clock{cell.as<azoth::TimeOfDay>().nanoseconds / 1000};
        case Kind::uuid: return Guid{azoth::to_string(cell.as<azoth::Uuid>())};
        case Kind::truth: return cell.as<bool>();
    }
    return {};
}

}  // namespace differential::exact
