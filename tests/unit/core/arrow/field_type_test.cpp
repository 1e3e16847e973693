// SPDX-License-Identifier: MIT
// What columns become whose types are known, and what stays exact on the way.
#include <limits>

#include <azoth/sql/func.hpp>
#include <azoth/types/exact.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/value/array.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/json_text.hpp>
#include <azoth/value/uuid.hpp>

#include "arrow_shop.hpp"

namespace azoth::test {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;

using ArrowFieldType = ArrowShop;

const Timestamp moment{make_date(2024, 2, 29), make_time(13, 5, 9, 250'001'000)};
const Timestamp nanosecond{make_date(1969, 12, 31), make_time(23, 59, 59, 999'999'999)};

TEST_F(ArrowFieldType, Integers) {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    EXPECT_EQ(shown(typed(SmallInteger{}, {-32768, {}, 32767})), "s: -32768 NULL 32767");
    EXPECT_EQ(shown(typed(Integer{}, {-2147483648LL, 2147483647})), "i: -2147483648 2147483647");
    EXPECT_EQ(shown(typed(BigInteger{}, {least, {}})), "l: -9223372036854775808 NULL");
    EXPECT_EQ(shown(typed(UnsignedBigInteger{}, {most, 0, Decimal("18446744073709551615")})),
              "L: 18446744073709551615 0 18446744073709551615");
    EXPECT_EQ(shown(typed(types::TinyInt{}, {1})), "s: 1");
    EXPECT_THAT(shown(typed(SmallInteger{}, {1, 32768})), HasSubstr("out_of_range"));
    EXPECT_THAT(shown(typed(Integer{}, {2147483648LL})),
                HasSubstr("22 ConversionError out_of_range: column \"c\": "));
    EXPECT_THAT(shown(typed(UnsignedBigInteger{}, {-1})), HasSubstr("out_of_range"));
    EXPECT_THAT(shown(typed(Integer{}, {"1"})), HasSubstr("type_mismatch"));
}

TEST_F(ArrowFieldType, BooleansAndReals) {
    EXPECT_EQ(shown(typed(Boolean{}, {true, {}, 0, false, 1, true, {}, true, true, false})),
              "b: true NULL false false true true NULL true true false");
    EXPECT_THAT(shown(typed(Boolean{}, {2})), HasSubstr("out_of_range"));
    EXPECT_EQ(shown(typed(Double{}, {0.5, {}, 3})), "g: 0.500000 NULL 3.000000");
    EXPECT_EQ(shown(typed(Float{}, {0.5, {}}, ValueKind::real)), "f: 0.500000 NULL");
    EXPECT_THAT(shown(typed(Float{}, {0.1}, ValueKind::real)),
                HasSubstr("value_not_representable"));
    EXPECT_EQ(shown(typed(Float{}, {0.1})), "g: 0.100000") << "no column of binary32 there";
    EXPECT_THAT(shown(typed(Double{}, {9007199254740993LL})), HasSubstr("out_of_range"));
    EXPECT_THAT(shown(typed(Double{}, {Decimal("0.1")})), HasSubstr("type_mismatch"));
}

TEST_F(ArrowFieldType, DecimalsOfDeclaredPrecision) {
    const SqlType price = Numeric{10, 2};
    EXPECT_EQ(shown(typed(price, {Decimal("12.5"), {}, Decimal("-0.01"), "99999999.99", 7, 0.25})),
              "d:10,2: 12.50 NULL -0.01 99999999.99 7.00 0.25");
    EXPECT_EQ(shown(typed(price, {Decimal("1.50000")})), "d:10,2: 1.50") << "zeros say nothing";
    EXPECT_THAT(shown(typed(price, {Decimal("0.001")})),
                HasSubstr("value_not_representable: column \"c\""));
    EXPECT_THAT(shown(typed(price, {Decimal("100000000")})), HasSubstr("out_of_range"));
    EXPECT_THAT(shown(typed(price, {"twelve"})), HasSubstr("column \"c\""));
    for (const int digits : {18, 19}) {
        const std::string most(static_cast<std::size_t>(digits), '9');
        EXPECT_EQ(shown(typed(Numeric{digits, 2}, {most.substr(2) + ".99", "-0.01"})),
                  "d:" + std::to_string(digits) + ",2: " + most.substr(2) + ".99 -0.01");
    }
    EXPECT_EQ(shown(typed(Numeric{38}, {std::string(38, '9'), "-" + std::string(38, '9')})),
              "d:38,0: " + std::string(38, '9') + " -" + std::string(38, '9'));
    EXPECT_EQ(
        shown(typed(Numeric{76, 38}, {"-" + std::string(38, '9') + "." + std::string(38, '9')})),
        "d:76,38,256: -" + std::string(38, '9') + "." + std::string(38, '9'));
    EXPECT_EQ(shown(typed(Numeric{39, 1}, {"-0.1", "0", "-0.0"})), "d:39,1,256: -0.1 0.0 0.0");
    EXPECT_EQ(shown(typed(Numeric{2, 5}, {"0.00012"})), "d:5,5: 0.00012");
    EXPECT_EQ(shown(typed(Numeric{3, -2}, {"12300"})), "d:5,0: 12300");
    EXPECT_EQ(shown(typed(Numeric{100, 2}, {std::string(98, '9') + ".25"})),
              "u: " + std::string(98, '9') + ".25")
        << "text is exact, whatever the number of digits";
}

TEST_F(ArrowFieldType, TextBytesAndLabels) {
    const std::string nul = "a\0b"s;
    EXPECT_EQ(shown(typed(String{10}, {"", {}, nul, "Grüße"})), "u:  NULL " + nul + " Grüße");
    EXPECT_EQ(shown(typed(Text{}, {Decimal("1.50"), make_date(2024, 2, 29)})),
              "u: 1.50 2024-02-29");
    EXPECT_EQ(shown(typed(Enum{"calm", "loud"}, {"loud", {}, "calm"})), "u: loud NULL calm");
    const std::vector<std::byte> bytes{std::byte{'x'}, std::byte{0xff}, std::byte{0}};
    EXPECT_EQ(shown(typed(LargeBinary{}, {bytes, {}, std::vector<std::byte>{}})),
              "z: x\xff\0 NULL "s);
    EXPECT_THAT(shown(typed(Text{}, {1})), HasSubstr("type_mismatch"));
}

TEST_F(ArrowFieldType, TextThatIsNoUtf8IsRefused) {
    EXPECT_THAT(shown(typed(Text{}, {"good", "\xff"})),
                HasSubstr("value_bad_encoding: column \"c\""));
    EXPECT_THAT(shown(typed(Text{}, {"\xc3", "\xbc"})), HasSubstr("value_bad_encoding"))
        << "well-formed together, but not each";
    EXPECT_THAT(shown(typed(Json{}, {"\"\xff\""})), HasSubstr("value_bad_encoding"));
}

TEST_F(ArrowFieldType, DatesAndTimes) {
    EXPECT_EQ(shown(typed(DateType{}, {make_date(1970, 1, 2), {}, "0001-01-01"})),
              "tdD: 1 NULL -719162");
    EXPECT_EQ(shown(typed(Time{}, {make_time(0, 0, 1, 5), "00:00:00"})), "ttn: 1000000005 0");
    EXPECT_EQ(shown(typed(DateTime{}, {moment, {}, "9999-12-31 23:59:59.999999"})),
              "tsu:: 1709211909250001 NULL 253402300799999999");
    EXPECT_EQ(shown(typed(DateTime{6}, {make_date(1970, 1, 1)})), "tsu:: 0");
    EXPECT_EQ(shown(typed(DateTime{9}, {nanosecond})), "tsn:: -1");
    EXPECT_EQ(shown(typed(DateTime{with_timezone}, {Instant{moment.date, moment.time}})),
              "tsu:UTC: 1709211909250001");
    EXPECT_EQ(shown(typed(DateTime{with_timezone, 9}, {Instant{nanosecond.date, nanosecond.time}})),
              "tsn:UTC: -1");
    EXPECT_EQ(shown(typed(IntervalType{}, {Interval{14, -3, 5'000'000'000}, {}})),
              "tin: 14M-3D5000000000n NULL");
}

TEST_F(ArrowFieldType, TimesThatDoNotFit) {
    EXPECT_THAT(shown(typed(DateTime{}, {nanosecond})), HasSubstr("value_not_representable"));
    const Timestamp late{make_date(2262, 4, 12), {}};
    EXPECT_THAT(shown(typed(DateTime{9}, {late})), HasSubstr("out_of_range"));
    EXPECT_THAT(shown(typed(DateTime{9}, {Timestamp{make_date(1, 1, 1), {}}})),
                HasSubstr("out_of_range"));
    EXPECT_THAT(shown(typed(DateTime{}, {Instant{moment.date, moment.time}})),
                HasSubstr("type_mismatch"))
        << "an instant is no local time";
}

TEST_F(ArrowFieldType, ExtensionTypes) {
    const Uuid uuid = parse_uuid("00112233-4455-6677-8899-aabbccddeeff");
    EXPECT_EQ(shown(typed(UuidType{}, {uuid, {}, to_string(uuid)})),
              "w:16: 00112233445566778899aabbccddeeff NULL 00112233445566778899aabbccddeeff");
    EXPECT_EQ(reader(typed(UuidType{}, {uuid})).metadata(0), "ARROW:extension:name=arrow.uuid;");
    EXPECT_EQ(shown(typed(Json{}, {JsonText{R"({"a": [1]})"}, {}, "null"})),
              R"(u: {"a": [1]} NULL null)");
    EXPECT_EQ(reader(typed(Jsonb{}, {"1"})).metadata(0),
              "ARROW:extension:name=arrow.json;ARROW:extension:metadata=;");
    EXPECT_EQ(reader(typed(Text{}, {"1"})).metadata(0), "");
}

TEST_F(ArrowFieldType, Arrays) {
    const auto numbers = [](std::vector<Value> values) {
        return Value::array_of(std::move(values));
    };
    EXPECT_EQ(shown(typed(Array{Integer{}}, {numbers({1, {}, 3}), {}, numbers({}), numbers({4})})),
              "+l<i>: [1 NULL 3] NULL [] [4]");
    EXPECT_EQ(shown(typed(Array{Text{}}, {numbers({"a", ""})})), "+l<u>: [a ]");
    EXPECT_EQ(shown(typed(Array{Integer{}, 2}, {numbers({numbers({1, 2}), numbers({3})})})),
              "+l<+l<i>>: [[1 2] [3]]");
    EXPECT_EQ(shown(typed(Array{Numeric{10, 2}}, {numbers({Decimal("1.5")})})),
              "+l<d:10,2>: [1.50]");
    EXPECT_THAT(shown(typed(Array{Integer{}}, {numbers({numbers({1})})})),
                HasSubstr("type_mismatch: column \"c\""))
        << "more dimensions than declared";
    EXPECT_THAT(shown(typed(Array{Integer{}}, {1})), HasSubstr("type_mismatch"));
    EXPECT_EQ(shown(untyped({numbers({}), numbers({1.5, 2})})), "+l<g>: [] [1.500000 2.000000]");
    EXPECT_EQ(shown(untyped({numbers({Decimal("1.5"), Decimal("10.25")})}, ValueKind::array)),
              "+l<d:38,2>: [1.50 10.25]");
    EXPECT_EQ(shown(untyped({numbers({})})), "+l<n>: []");
}

TEST_F(ArrowFieldType, OwnSpellings) {
    EXPECT_EQ(shown(typed(CustomType{"CITEXT"}, {"a"})), "u: a");
    EXPECT_EQ(shown(typed(CustomType{"MONEY", Numeric{10, 2}}, {"1.5"})), "d:10,2: 1.50");
    EXPECT_EQ(shown(typed(CustomType{"XYZ", ValueKind::int64}, {5})), "l: 5");
}

/// Text in the database, a number in the program.
class Counted final : public TypeDecorator {
public:
    std::string_view name() const noexcept override { return "Counted"; }
    Value from_database(const ValueView& value) const override {
        return value.is_null() ? Value() : Value(static_cast<std::int64_t>(value.chars().size()));
    }
};

TEST_F(ArrowFieldType, WhatADecoratorMakesDecides) {
    const SqlType type = Text{}.with_decorator(std::make_shared<Counted>());
    EXPECT_EQ(shown(typed(Column{"c", type, not_null}, {"four", "seven"}, ValueKind::text)),
              "l: 4 5");
}

TEST_F(ArrowFieldType, WidthsOfWhatIsComputed) {
    MetaData metadata;
    const Table table{"n", metadata, Column{"i", Integer{}}, Column{"f", Float{}},
                      Column{"d", Numeric{10, 2}}};
    EXPECT_EQ(shown(answered(select(table["i"] * 2), {4294967296LL})).substr(0, 2), "l:");
    EXPECT_EQ(shown(answered(select((table["i"] + 1).label("c")), {1})), "l: 1");
    EXPECT_EQ(shown(answered(select(func::max(table["f"])), {0.1}, ValueKind::real)).back(), '0');
    EXPECT_EQ(shown(answered(select((table["d"] * table["d"]).label("c")), {"1.2345", "2"})),
              "d:38,4: 1.2345 2.0000");
    EXPECT_EQ(shown(answered(select(cast(table["d"], Numeric{12, 4}).label("c")), {"1.5"})),
              "d:12,4: 1.5000");
    EXPECT_EQ(shown(answered(select(cast(table["i"], SmallInteger{}).label("c")), {1})), "s: 1");
    const auto other = table.alias("other");
    EXPECT_EQ(shown(answered(select(other["i"].label("c")), {1})), "i: 1");
}

}  // namespace
}  // namespace azoth::test
