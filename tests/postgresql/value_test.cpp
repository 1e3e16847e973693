// SPDX-License-Identifier: MIT
#include <cmath>
#include <limits>

#include <azoth/value/chrono.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/describe.hpp>

#include "server.hpp"

namespace {

using azoth::ConversionError;
using azoth::Decimal;
using azoth::Value;
using azoth::ValueKind;
using azoth_test::Bound;
using azoth_test::catch_error;
using azoth_test::error_code;
using azoth_test::query;
using azoth_test::scalar;

class Values : public azoth_test::OnServer {
protected:
    void SetUp() override {
        OnServer::SetUp();
        if (!IsSkipped()) db_ = connect();
    }

    /// There and back through a type, in both result formats: an enum beside it forces text.
    void round_trip(const std::string& type, const Value& value) {
        SCOPED_TRACE(type);
        const Value binary = scalar(*db_, "select $1::" + type, Bound(value));
        EXPECT_EQ(binary.kind(), value.kind());
        EXPECT_TRUE(binary == value);
        const auto rows = query(*db_, "select $1::" + type + ", 'a'::mood", Bound(value));
        EXPECT_EQ(rows[0][0].kind(), value.kind());
        EXPECT_TRUE(rows[0][0] == value);
    }

    void make_enum() {
        db_->execute_script("drop type if exists mood; create type mood as enum ('a', 'b')");
    }

    std::unique_ptr<azoth::driver::Connection> db_;
};

TEST_F(Values, RoundTripInBothFormats) {
    make_enum();
    round_trip("boolean", Value(true));
    round_trip("boolean", Value(false));
    for (const std::int64_t n : {INT64_MIN, INT64_MAX, std::int64_t{0}, std::int64_t{-1}}) {
        round_trip("bigint", Value(n));
    }
    round_trip("integer", Value(std::int64_t{INT32_MIN}));
    round_trip("smallint", Value(std::int64_t{INT16_MIN}));
    round_trip("oid", Value(std::int64_t{UINT32_MAX}));
    for (const double d : {0.1, -1e308, 5e-324, 1.0 / 3.0, HUGE_VAL, -HUGE_VAL}) {
        round_trip("double precision", Value(d));
    }
    round_trip("real", Value(double{0.1F}));
    for (const char* d : {"0", "-12.50", "123456789012345678.91", "0.00001", "10000",
                          "99999999999999999999999999999999999999.9999999999"}) {
        round_trip("numeric", Value(Decimal(d)));
    }
    round_trip("text", Value(std::string("ä€𐍈 ' \" \\")));
    round_trip("text", Value(std::string()));
    round_trip("varchar(20)", Value(std::string("x")));
    round_trip("bytea", Value(std::vector<std::byte>{std::byte{0}, std::byte{255}, std::byte{92}}));
    round_trip("bytea", Value(std::vector<std::byte>{}));
    round_trip("date", Value(azoth::make_date(2024, 2, 29)));
    round_trip("date", Value(azoth::min_date));
    round_trip("date", Value(azoth::max_date));
    round_trip("time", Value(azoth::make_time(23, 59, 59, 999'999'000)));
    round_trip("timestamp",
               Value(azoth::Timestamp{azoth::make_date(1, 1, 1), azoth::make_time(0, 0, 0, 1000)}));
    round_trip("timestamptz",
               Value(azoth::Instant{azoth::make_date(9999, 12, 30), azoth::make_time(1, 2, 3)}));
    round_trip("interval", Value(azoth::Interval{-14, 3, -1'500'000'000}));
    round_trip("uuid", Value(azoth::parse_uuid("00112233-4455-6677-8899-aabbccddeeff")));
    round_trip("json", Value(azoth::JsonText{R"({"a": [1, null]})"}));
    round_trip("jsonb", Value(azoth::JsonText{R"({"a": [1, null]})"}));
}

TEST_F(Values, NullIsNullInEveryType) {
    for (const char* type :
         {"int", "text", "numeric", "bytea", "timestamptz", "uuid", "jsonb", "int[]", "inet"}) {
        EXPECT_TRUE(scalar(*db_, std::string("select $1::") + type, Bound(Value())).is_null())
            << type;
    }
}

TEST_F(Values, RefuseInfinityAndWhatCarriersDoNotHave) {
    make_enum();
    for (const char* literal :
         {"'infinity'::date", "'-infinity'::timestamp", "'infinity'::timestamptz", "'NaN'::numeric",
          "'Infinity'::numeric", "'10000-01-01'::date", "'0044-03-15 BC'::date",
          "'24:00:00'::time"}) {
        const std::string sql = std::string("select ") + literal + " as odd";
        const auto error = catch_error<ConversionError>([&] { scalar(*db_, sql); });
        EXPECT_EQ(error.code(), "value_not_representable") << literal;
        EXPECT_EQ(error.details().column, "odd");
        EXPECT_EQ(error_code<ConversionError>([&] { query(*db_, sql + ", 'a'::mood"); }),
                  "value_not_representable")
            << literal;
    }
}

TEST_F(Values, RefuseParametersThatDoNotFit) {
    const auto code = [&](const std::string& type, const Value& value) {
        const auto error =
            catch_error<ConversionError>([&] { scalar(*db_, "select $1::" + type, Bound(value)); });
        EXPECT_EQ(error.details().component, "$1");
        return error.code();
    };
    EXPECT_EQ(code("smallint", Value(32768)), "out_of_range");
    EXPECT_EQ(code("integer", Value(std::int64_t{1} << 31)), "out_of_range");
    EXPECT_EQ(code("bigint", Value(UINT64_MAX)), "out_of_range");
    EXPECT_EQ(code("real", Value(1e300)), "out_of_range");
    EXPECT_EQ(code("text", Value(std::string("a\0b", 3))), "value_has_nul");
    EXPECT_EQ(code("text", Value(std::string("a\xff"))), "value_bad_encoding");
    EXPECT_EQ(code("int[]", Value(std::string("{\xff}"))), "value_bad_encoding");
    EXPECT_EQ(code("text", Value(7)), "type_mismatch");
    EXPECT_EQ(code("double precision", Value(Decimal("0.1"))), "type_mismatch");
    EXPECT_EQ(code("timestamptz", Value(azoth::Timestamp{})), "type_mismatch");
    EXPECT_EQ(code("timestamp", Value(azoth::Timestamp{{0}, {1}})), "value_not_representable");
    // Nothing of this reached the server: the session is as good as before.
    EXPECT_EQ(db_->transaction_status(), azoth::driver::TransactionStatus::idle);
}

TEST_F(Values, ExactConversionsAreTaken) {
    EXPECT_EQ(scalar(*db_, "select $1::numeric", Bound(UINT64_MAX)).as<Decimal>(),
              Decimal("18446744073709551615"));
    EXPECT_EQ(scalar(*db_, "select $1::numeric", Bound(0.1)).as<Decimal>(), Decimal("0.1"));
    EXPECT_EQ(scalar(*db_, "select $1::double precision", Bound(5)).as<double>(), 5.0);
    EXPECT_EQ(scalar(*db_, "select $1::int", Bound(std::string("42"))).as<int>(), 42);
    EXPECT_EQ(to_string(scalar(*db_, "select $1::int[]", Bound(std::string("{1,2}"))).view()),
              "{1,2}");
    EXPECT_EQ(scalar(*db_, "select sum(n)::numeric from generate_series(1, 3) n").as<int>(), 6);
}

TEST_F(Values, AHintTellsWhatTheServerCannotGuess) {
    const ValueKind kinds[] = {ValueKind::int64};
    const auto statement = db_->prepare("select $1", kinds);
    auto& cursor = statement->execute(Bound(5), {});
    ASSERT_TRUE(cursor.next());
    EXPECT_EQ(cursor.cell(0).kind(), ValueKind::int64);
    EXPECT_EQ(cursor.cell(0).int64(), 5);
}

TEST_F(Values, TypedReads) {
    const auto statement = db_->prepare(
        "select 7::int2, 8::int4, 9::int8, 1.5::float8, 'x'::text, null::int, 2.0::numeric, "
        "''::text",
        {});
    auto& cursor = statement->execute({}, {});
    ASSERT_TRUE(cursor.next());
    std::int64_t n = 0;
    double d = 0;
    std::string_view text = "unset";
    EXPECT_TRUE(cursor.read_int64(0, n) && n == 7);
    EXPECT_TRUE(cursor.read_int64(1, n) && n == 8);
    EXPECT_TRUE(cursor.read_int64(2, n) && n == 9);
    EXPECT_TRUE(cursor.read_double(3, d) && d == 1.5);
    EXPECT_TRUE(cursor.read_double(1, d) && d == 8);
    EXPECT_TRUE(cursor.read_text(4, text) && text == "x");
    EXPECT_FALSE(cursor.read_int64(5, n));
    EXPECT_EQ(n, 9);
    EXPECT_FALSE(cursor.read_double(5, d));
    EXPECT_FALSE(cursor.read_text(5, text));
    EXPECT_TRUE(cursor.read_int64(6, n) && n == 2);
    EXPECT_TRUE(cursor.read_text(7, text) && text.empty());
    const auto error =
        catch_error<ConversionError>([&] { static_cast<void>(cursor.read_double(6, d)); });
    EXPECT_EQ(error.code(), "type_mismatch");
    EXPECT_EQ(error.details().column, "numeric");
    EXPECT_EQ(error_code<ConversionError>([&] { static_cast<void>(cursor.read_int64(4, n)); }),
              "type_mismatch");
    EXPECT_FALSE(cursor.next());
    EXPECT_FALSE(cursor.next());
}

TEST_F(Values, DescribesColumns) {
    const auto statement =
        db_->prepare("select 1::int as \"n a\", now() as t, '{}'::int[] as l", {});
    auto& cursor = statement->execute({}, {});
    const auto columns = cursor.columns();
    ASSERT_EQ(columns.size(), 3U);
    EXPECT_EQ(columns[0].name, "n a");
    EXPECT_EQ(columns[0].kind, ValueKind::int64);
    EXPECT_EQ(columns[0].type_name, "integer");
    EXPECT_EQ(columns[1].kind, ValueKind::timestamp_tz);
    EXPECT_EQ(columns[2].kind, ValueKind::array);
}

}  // namespace
