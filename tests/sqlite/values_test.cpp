// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <sqlite3.h>

#include <azoth/value/datetime.hpp>
#include <azoth/value/uuid.hpp>
#include <azoth/value/value.hpp>

#include "sqlite_fixture.hpp"

namespace azoth::sqlite3_driver {
namespace {

using namespace std::string_view_literals;

class Values : public SqliteDriverTest {
protected:
    std::unique_ptr<driver::Connection> connection_ = memory();

    std::string stored(const ValueView& value) {
        return first(*connection_, "select typeof(?1) || ' ' || ?1", {value});
    }
};

TEST_F(Values, EveryCarrierHasItsForm) {
    EXPECT_EQ(stored(ValueView(true)), "integer 1");
    EXPECT_EQ(stored(ValueView(false)), "integer 0");
    EXPECT_EQ(stored(ValueView(std::int64_t{-5})), "integer -5");
    EXPECT_EQ(stored(ValueView(std::uint64_t{9223372036854775807U})),
              "integer 9223372036854775807");
    EXPECT_EQ(stored(ValueView(0.5)), "real 0.5");
    EXPECT_EQ(stored(ValueView(std::numeric_limits<double>::infinity())), "real Inf");
    EXPECT_EQ(stored(ValueView(DecimalView{"-12.50"})), "text -12.50");
    EXPECT_EQ(stored(ValueView("Grüße \xf0\x9f\x98\x80"sv)), "text Grüße \xf0\x9f\x98\x80");
    EXPECT_EQ(stored(ValueView(JsonView{R"({"a":1})"})), R"(text {"a":1})");
    EXPECT_EQ(stored(ValueView(make_date(2024, 2, 29))), "text 2024-02-29");
    EXPECT_EQ(stored(ValueView(make_date(1, 1, 1))), "text 0001-01-01");
    EXPECT_EQ(stored(ValueView(make_time(13, 5, 9, 250'000'000))), "text 13:05:09.25");
    EXPECT_EQ(stored(ValueView(make_time(0, 0))), "text 00:00:00");
    const Timestamp timestamp{make_date(2024, 2, 29), make_time(13, 5, 9, 1)};
    EXPECT_EQ(stored(ValueView(timestamp)), "text 2024-02-29 13:05:09.000000001");
    const Instant instant{make_date(2024, 2, 29), make_time(13, 5, 9, 500'000'000)};
    EXPECT_EQ(stored(ValueView(instant)), "text 2024-02-29 13:05:09.5+00:00");
    EXPECT_EQ(stored(ValueView(parse_uuid("00112233-4455-6677-8899-AABBCCDDEEFF"))),
              "text 00112233-4455-6677-8899-aabbccddeeff");
    EXPECT_EQ(stored(ValueView(Interval{14, 3, 5'000'000'000})).substr(0, 6), "text P");
    EXPECT_EQ(first(*connection_, "select typeof(?1)", {ValueView(BytesView())}), "blob");
    EXPECT_EQ(first(*connection_, "select ?1", {ValueView()}), "NULL");
}

TEST_F(Values, WhatWouldBeLostIsRefused) {
    const auto refused = [&](std::string_view code, const ValueView& value) {
        const auto error = failure<ConversionError>(code, [&] { (void)stored(value); });
        return error ? error->details() : ErrorDetails{};
    };
    EXPECT_EQ(
        refused("value_not_representable", ValueView(std::numeric_limits<double>::quiet_NaN()))
            .component,
        "parameter 1");
    refused("value_not_representable", ValueView(-0.0));
    EXPECT_EQ(stored(ValueView(-0.0 + 0.0)), "real 0.0");
    refused("out_of_range", ValueView(std::uint64_t{9223372036854775808U}));
    refused("value_bad_encoding", ValueView("\xff"sv));
    refused("value_bad_encoding", ValueView("sixteen bytes ..\xc0\x80"sv));
    refused("value_bad_encoding", ValueView("\xed\xa0\x80 and more text"sv));
    refused("value_bad_encoding", ValueView("seven b\x80"sv));
    refused("value_bad_encoding", ValueView("\x80 at the beginning"sv));
    refused("value_bad_encoding", ValueView(JsonView{"\"\xff\""}));
    refused("bad_decimal", ValueView(DecimalView{"1,5"}));
    refused("value_not_representable", ValueView(Date{10'000'000}));
    const std::vector<Value> elements{Value(1), Value(2)};
    refused("value_not_representable", ValueView(std::span<const Value>(elements)));
    // After a refusal the statement works as before.
    EXPECT_EQ(stored(ValueView("fine"sv)), "text fine");
}

TEST_F(Values, WhatIsTooLargeIsRefused) {
    sqlite3_limit(connection_->native_handle().as<sqlite3>(), SQLITE_LIMIT_LENGTH, 1000);
    const std::string big(1001, 'x');
    failure<DataError>("too_large", [&] { (void)stored(ValueView(std::string_view(big))); });
    failure<DataError>("too_large",
                       [&] { (void)stored(ValueView(std::as_bytes(std::span(big)))); });
    failure<DataError>("too_large", [&] {
        (void)first(*connection_, "select ?1 || ?1",
                    {ValueView(std::string_view(big).substr(0, 600))});
    });
    // Nothing of that size is touched, let alone cut to 32 bits.
    const std::string_view huge(big.data(), std::size_t{1} << 32);
    failure<DataError>("too_large",
                       [&] { (void)stored(ValueView(BytesView(std::as_bytes(std::span(huge))))); });
    EXPECT_EQ(stored(ValueView("fine"sv)), "text fine");
}

TEST_F(Values, OtherEncodingsAreReadAsUtf8) {
    run(*connection_, "pragma encoding = 'UTF-16le'");
    run(*connection_, "create table t (a)");
    run(*connection_, "insert into t values (?1)", {ValueView("Grüße\0\xf0\x9f\x98\x80"sv)});
    EXPECT_EQ(first(*connection_, "pragma encoding"), "UTF-16le");
    EXPECT_EQ(first(*connection_, "select a from t"), "Grüße\0\xf0\x9f\x98\x80"sv);
}

TEST_F(Values, TimeSortsAsText) {
    run(*connection_, "create table t (at text, rank integer)");
    const auto insert = connection_->prepare("insert into t values (?1, ?2)", {});
    const std::array times{
        Instant{make_date(1, 1, 1), make_time(0, 0)},
        Instant{make_date(1999, 12, 31), make_time(23, 59, 59, 999'999'999)},
        Instant{make_date(2000, 1, 1), make_time(0, 0)},
        Instant{make_date(2000, 1, 1), make_time(0, 0, 0, 1)},
        Instant{make_date(2000, 1, 1), make_time(0, 0, 0, 500'000'000)},
        Instant{make_date(2000, 1, 1), make_time(0, 0, 0, 550'000'000)},
        Instant{make_date(2000, 1, 1), make_time(0, 0, 1)},
        Instant{make_date(9999, 12, 31), make_time(23, 59, 59)},
    };
    for (std::size_t i = times.size(); i-- > 0;) {
        const std::array row{ValueView(times[i]), ValueView(static_cast<std::int64_t>(i))};
        (void)insert->execute(row, {}).next();
    }
    EXPECT_EQ(
        first(*connection_, "select group_concat(rank, '') from (select rank from t order by at)"),
        "01234567");
}

TEST_F(Values, ScratchSlotsAreOnePerParameter) {
    const auto select = connection_->prepare("select ?1 || '|' || ?2 || '|' || ?3", {});
    for (int day = 1; day <= 3; ++day) {
        const std::array row{ValueView(make_date(2024, 1, static_cast<unsigned>(day))),
                             ValueView(make_time(1, static_cast<unsigned>(day))),
                             ValueView(make_date(1999, 12, 31))};
        driver::Cursor& cursor = select->execute(row, {});
        ASSERT_TRUE(cursor.next());
        const std::string digit = std::to_string(day);
        EXPECT_EQ(cursor.cell(0).chars(), "2024-01-0" + digit + "|01:0" + digit + ":00|1999-12-31");
    }
}

TEST_F(Values, DecimalsAreExact) {
    const auto value = [&](std::string_view sql) { return first(*connection_, sql); };
    EXPECT_EQ(value("select azoth_decimal_add('0.1', '0.2')"), "0.3");
    EXPECT_EQ(value("select azoth_decimal_sub('123456789012345678.91', '0.01')"),
              "123456789012345678.90");
    EXPECT_EQ(value("select azoth_decimal_mul('1.5', '-2.25')"), "-3.375");
    EXPECT_EQ(value("select azoth_decimal_mul(3, 0.1)"), "0.3");
    EXPECT_EQ(value("select azoth_decimal_add(null, '1')"), "NULL");
    run(*connection_, "create table t (d text collate azoth_decimal, g)");
    EXPECT_EQ(value("select azoth_decimal_sum(d) from t"), "NULL");
    run(*connection_,
        "insert into t values ('123456789012345678.91', 1), ('0.09', 1), ('-5', 2), (null, 2), "
        "('10', 2), ('9', 3), ('9.00', 3)");
    EXPECT_EQ(value("select azoth_decimal_sum(d) from t"), "123456789012345702.00");
    EXPECT_EQ(value("select group_concat(s) from (select azoth_decimal_sum(d) s from t group by g "
                    "order by g)"),
              "123456789012345679.00,5,18.00");
    EXPECT_EQ(value("select group_concat(d) from (select d from t order by d)"),
              "-5,0.09,9,9.00,10,123456789012345678.91");
    EXPECT_EQ(value("select max(d) from t"), "123456789012345678.91");
    EXPECT_EQ(value("select min(d) from t"), "-5");
    EXPECT_EQ(value("select count(distinct d) from t"), "5");
    EXPECT_EQ(value("select count(*) from t where d = '9.0'"), "2");
    EXPECT_EQ(value("select azoth_decimal_sum(x) from (select 1 x union all select 0.1 union all "
                    "select '0.02')"),
              "1.12");
    EXPECT_EQ(value("select group_concat(s) from (select azoth_decimal_sum(g) over (order by rowid "
                    "rows between 1 preceding and current row) s from t order by rowid)"),
              "1,2,3,4,4,5,6");
    for (const char* bad :
         {"select azoth_decimal_sum('abc')", "select azoth_decimal_add('1', x'00')",
          "select azoth_decimal_mul(1, 9e999)"})
        failure<DataError>("bad_decimal", [&] { (void)value(bad); });
}

TEST_F(Values, DecimalFunctionsServeTheSchema) {
    run(*connection_,
        "create table t (a text, b text, "
        "s text generated always as (azoth_decimal_add(a, b)) stored)");
    run(*connection_, "create index t_s on t (s collate azoth_decimal)");
    run(*connection_, "insert into t (a, b) values ('0.1', '0.2')");
    EXPECT_EQ(first(*connection_, "select s from t"), "0.3");
}

}  // namespace
}  // namespace azoth::sqlite3_driver
