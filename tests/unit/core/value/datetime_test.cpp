// SPDX-License-Identifier: MIT
#include <azoth/value/datetime.hpp>

#include <limits>

#include <gtest/gtest.h>

#include "random.hpp"
#include "thrown.hpp"

namespace azoth {
namespace {

using test::thrown;

constexpr auto not_representable = "ConversionError:value_not_representable";

template <class T>
ParseResult parse(std::string_view text) {
    T value{};
    return try_parse(text, value);
}
template <class T>
void expect_all(ParseResult expected, std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts)
        EXPECT_EQ(parse<T>(text), expected) << '"' << text << '"';
}

TEST(DateTime, KnowsTheCalendar) {
    EXPECT_EQ(make_date(1970, 1, 1), Date{0});
    EXPECT_EQ(make_date(1, 1, 1), min_date);
    EXPECT_EQ(make_date(9999, 12, 31), max_date);
    EXPECT_EQ(make_date(2000, 2, 29).days + 1, make_date(2000, 3, 1).days);
    EXPECT_EQ(make_date(1900, 2, 28).days + 1, make_date(1900, 3, 1).days);
    const CivilDate no_such_days[] = {{0, 1, 1},      {10'000, 1, 1}, {2023, 2, 29},
                                      {1900, 2, 29},  {2024, 13, 1},  {2024, 0, 1},
                                      {2024, 1, 0},   {2024, 4, 31},  {-1, 1, 1},
                                      {67'560, 1, 1}, {2024, 257, 1}, {2024, 1, 257}};
    for (const CivilDate& day : no_such_days)
        EXPECT_EQ(thrown([&] { return make_date(day.year, day.month, day.day); }),
                  not_representable)
            << day.year << '-' << day.month << '-' << day.day;
}

TEST(DateTime, EveryDayOfTenThousandYearsRoundTrips) {
    CivilDate before{0, 12, 31};
    for (std::int32_t days = min_date.days; days <= max_date.days; ++days) {
        const CivilDate parts = civil_date(Date{days});
        ASSERT_EQ(make_date(parts.year, parts.month, parts.day), Date{days});
        const bool next_day = parts.month == before.month && parts.day == before.day + 1;
        const bool next_month = parts.day == 1 && parts.month == before.month % 12 + 1;
        ASSERT_TRUE(next_day || next_month) << days;
        before = parts;
    }
    EXPECT_EQ(before.year, 9999);
}

TEST(DateTime, CountsFromTheEpoch) {
    EXPECT_EQ(from_epoch<Instant>(0), Instant{});
    EXPECT_EQ(from_epoch<Timestamp>(-1, 999'999'999),
              (Timestamp{Date{-1}, TimeOfDay{nanoseconds_per_day - 1}}));
    EXPECT_EQ(thrown([] { return from_epoch<Instant>(253'402'300'800); }), not_representable);
    EXPECT_EQ(thrown([] { return from_epoch<Instant>(-62'135'596'801); }), not_representable);
    EXPECT_EQ(thrown([] { return from_epoch<Instant>(0, 1'000'000'000); }), not_representable);
    EXPECT_EQ(thrown([] { return from_epoch<Instant>(std::numeric_limits<std::int64_t>::min()); }),
              not_representable);
    test::Random random(7);
    for (int i = 0; i < 20'000; ++i) {
        const Timestamp t{random.date(), random.time()};
        EXPECT_EQ(from_epoch<Timestamp>(epoch_seconds(t.date, t.time),
                                        t.time.nanoseconds % nanoseconds_per_second),
                  t);
    }
}

TEST(DateTimeFormat, WritesIso8601) {
    const Date date = make_date(33, 4, 5);
    EXPECT_EQ(format(date).view(), "0033-04-05");
    EXPECT_EQ(format(make_time(1, 2, 3)).view(), "01:02:03");
    EXPECT_EQ(format(make_time(1, 2, 3, 1)).view(), "01:02:03.000000001");
    EXPECT_EQ(format(make_time(1, 2, 3, 250'000'000)).view(), "01:02:03.25");
    EXPECT_EQ(format(make_time(1, 2, 3), {.min_fraction_digits = 6}).view(), "01:02:03.000000");
    EXPECT_EQ(format(make_time(1, 2, 3, 1'000), {.min_fraction_digits = 3}).view(),
              "01:02:03.000001");
    const Timestamp timestamp{date, make_time(1, 2, 3)};
    EXPECT_EQ(format(timestamp).view(), "0033-04-05 01:02:03");
    EXPECT_EQ(format(timestamp, {.separator = 'T'}).view(), "0033-04-05T01:02:03");
    EXPECT_EQ(format(Instant{date, make_time(1, 2, 3)}).view(), "0033-04-05 01:02:03+00:00");
}

TEST(DateTimeFormat, RefusesWhatItCannotWrite) {
    EXPECT_EQ(thrown([] { return format(Date{max_date.days + 1}); }), not_representable);
    EXPECT_EQ(thrown([] { return format(Date{min_date.days - 1}); }), not_representable);
    EXPECT_EQ(thrown([] { return format(TimeOfDay{-1}); }), not_representable);
    EXPECT_EQ(thrown([] { return format(TimeOfDay{nanoseconds_per_day}); }), not_representable);
    EXPECT_EQ(thrown([] { return format(Timestamp{Date{}, TimeOfDay{-1}}); }), not_representable);
}

TEST(DateTimeFormat, WritesIntervalsOfAnySign) {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    EXPECT_EQ(format(Interval{}).view(), "PT0S");
    EXPECT_EQ(format(Interval{14, 3, 4 * 3'600'000'000'000 + 5'250'000'000}).view(),
              "P1Y2M3DT4H5.25S");
    EXPECT_EQ(format(Interval{-14, 3, -1}).view(), "P-1Y-2M3DT-0.000000001S");
    EXPECT_EQ(format(Interval{INT32_MIN, INT32_MIN, least}).view(),
              "P-178956970Y-8M-2147483648DT-2562047H-47M-16.854775808S");
}

TEST(DateTimeParse, DatesAreStrict) {
    expect_all<Date>(ParseResult::ok, {"0001-01-01", "9999-12-31", "2024-02-29"});
    expect_all<Date>(
        ParseResult::malformed,
        {"", "2024", "2024-2-29", "2024-02-9", "24-02-29", " 2024-02-29", "2024-02-29 ",
         "2024/02/29", "2024-02-29T", "+2024-02-29", "-2024-02-29", "2024-02-290", "20240229",
         "2024-02-2x", "２０２４-02-29", "today", "BC", " BC"});
    expect_all<Date>(ParseResult::not_representable,
                     {"0000-00-00", "2024-00-10", "2023-02-29", "2024-13-01", "0000-01-01",
                      "10000-01-01", "294276-12-31", "infinity", "-infinity", "0044-03-15 BC"});
    EXPECT_EQ(parse<Date>(std::string_view("2024-02-29\0", 11)), ParseResult::malformed);
}

TEST(DateTimeParse, TimesAreStrict) {
    expect_all<TimeOfDay>(ParseResult::ok, {"00:00", "23:59:59", "23:59:59.999999999", "12:00:00.5",
                                            "12:00:00.1234567890000"});
    expect_all<TimeOfDay>(
        ParseResult::malformed,
        {"", "1:00", "12", "12:", "12:0", "12:00:", "12:00:0", "12:00:00.", "12:00.5", "12:00:00,5",
         "12:00:00 ", "25:00:00", "12:60", "12:00:00Z", "-01:00:00", "12:00:00.5x", "1200"});
    expect_all<TimeOfDay>(ParseResult::not_representable,
                          {"24:00:00", "23:59:60", "12:00:00.1234567891"});
}

TEST(DateTimeParse, TimestampsAndInstantsAreStrict) {
    expect_all<Timestamp>(ParseResult::ok, {"2024-02-29 13:05", "2024-02-29T13:05:09.1"});
    expect_all<Timestamp>(ParseResult::malformed,
                          {"2024-02-29", "2024-02-29t13:05", "2024-02-29  13:05",
                           "2024-02-29 13:05+01", "2024-02-29 13:05Z", "2024-02-29 "});
    expect_all<Timestamp>(ParseResult::not_representable,
                          {"0000-00-00 00:00:00", "infinity", "10000-01-01 00:00:00",
                           "0044-03-15 12:00:00 BC", "2024-02-29 24:00:00"});
    expect_all<Instant>(ParseResult::ok,
                        {"2024-02-29 13:05Z", "2024-02-29 13:05:09+01", "2024-02-29T13:05:09-0130",
                         "2024-02-29T13:05:09.5+05:30", "1883-01-01 00:00:00-04:56:02"});
    expect_all<Instant>(ParseResult::malformed,
                        {"2024-02-29 13:05", "2024-02-29 13:05 Z", "2024-02-29 13:05+1",
                         "2024-02-29 13:05+24:00", "2024-02-29 13:05+01:60", "2024-02-29 13:05+01:",
                         "2024-02-29 13:05+01:0", "2024-02-29 13:05z", "2024-02-29 13:05ZZ"});
    expect_all<Instant>(ParseResult::not_representable,
                        {"0001-01-01 00:00:00+00:01", "9999-12-31 23:59:59-00:01", "infinity",
                         "0044-03-15 12:00:00+00 BC"});
    EXPECT_EQ(parse_instant("2024-03-01 00:30:00+05:30"),
              (Instant{make_date(2024, 2, 29), make_time(19, 0)}));
    EXPECT_EQ(parse_instant("0001-01-01 01:00:00+01:00"), (Instant{min_date, TimeOfDay{}}));
}

TEST(DateTimeParse, IntervalsAreStrict) {
    EXPECT_EQ(parse_interval("P1Y2M3W4DT5H6M7.5S"),
              (Interval{14, 25, 5 * 3'600'000'000'000 + 6 * 60'000'000'000 + 7'500'000'000}));
    EXPECT_EQ(parse_interval("P-1Y+2M"), (Interval{-10, 0, 0}));
    EXPECT_EQ(parse_interval("PT-0.5S"), (Interval{0, 0, -500'000'000}));
    expect_all<Interval>(
        ParseResult::malformed,
        {"", "P", "PT", "P1", "1D", "P1DT", "P1H", "PT1D", "P1D1Y", "P1Y1Y", "P1.5D", "PT1.5H",
         "PT1.S", "PT.5S", "P1D ", "p1d", "P--1D", "PT1S1M", "TP1D"});
    expect_all<Interval>(
        ParseResult::not_representable,
        {"P178956971Y", "P2147483648D", "PT2562048H", "PT0.0000000001S", "P99999999999999999999D"});
}

TEST(DateTimeParse, ThrowingFormsNameTheirNoun) {
    EXPECT_EQ(thrown([] { return parse_date("x"); }), "ConversionError:bad_date");
    EXPECT_EQ(thrown([] { return parse_time("x"); }), "ConversionError:bad_time");
    EXPECT_EQ(thrown([] { return parse_timestamp("x"); }), "ConversionError:bad_timestamp");
    EXPECT_EQ(thrown([] { return parse_instant("x"); }), "ConversionError:bad_instant");
    EXPECT_EQ(thrown([] { return parse_interval("x"); }), "ConversionError:bad_interval");
    EXPECT_EQ(thrown([] { return parse_date("0000-00-00"); }), not_representable);
}

TEST(DateTimeProperty, TextRoundTrips) {
    test::Random random(1'582);
    for (int i = 0; i < 30'000; ++i) {
        const Timestamp t{random.date(), random.time()};
        const TimeStyle style{random.coin() ? ' ' : 'T', static_cast<int>(random.between(0, 9))};
        EXPECT_EQ(parse_date(format(t.date)), t.date);
        EXPECT_EQ(parse_time(format(t.time, style)), t.time);
        EXPECT_EQ(parse_timestamp(format(t, style)), t);
        const Instant instant{t.date, t.time};
        EXPECT_EQ(parse_instant(format(instant, style)), instant);
        const Interval interval{static_cast<std::int32_t>(random.any_integer() >> 32),
                                static_cast<std::int32_t>(random.any_integer() >> 32),
                                random.any_integer()};
        EXPECT_EQ(parse_interval(format(interval)), interval) << format(interval).view();
    }
}

TEST(DateTimeProperty, TextOfOneStyleSortsLikeTime) {
    test::Random random(46);
    for (int i = 0; i < 20'000; ++i) {
        const Timestamp a{Date{static_cast<std::int32_t>(random.between(0, 2))}, random.time()};
        const Timestamp b{Date{static_cast<std::int32_t>(random.between(0, 2))}, random.time()};
        const auto left = format(a);
        const auto right = format(b);
        EXPECT_EQ(left.view() < right.view(), a < b) << left.view() << ' ' << right.view();
    }
}

TEST(DateTimeProperty, DamagedTextIsRefusedOrMeansSomethingElse) {
    test::Random random(99);
    for (int i = 0; i < 30'000; ++i) {
        const Timestamp t{random.date(), random.time()};
        const auto written = format(t);
        std::string text(written.view());
        const auto place = static_cast<std::size_t>(random.bits() % text.size());
        const char old = text[place];
        text[place] = static_cast<char>(random.between(-128, 127));
        Timestamp read{};
        if (try_parse(text, read) == ParseResult::ok && read == t) {
            EXPECT_TRUE(text[place] == old || (old == ' ' && text[place] == 'T')) << text;
        }
    }
}

}  // namespace
}  // namespace azoth
