// SPDX-License-Identifier: MIT
#include <azoth/value/chrono.hpp>

#include <gtest/gtest.h>

#include <azoth/value/value.hpp>

#include "random.hpp"
#include "thrown.hpp"

namespace azoth {
namespace {

using namespace std::chrono;
using test::thrown;

constexpr auto not_representable = "ConversionError:value_not_representable";
constexpr auto mismatch = "ConversionError:type_mismatch";

template <class T>
void expect_round_trip(const T& value, ValueKind kind) {
    const Value stored(value);
    EXPECT_EQ(stored.kind(), kind);
    EXPECT_EQ(stored.as<T>(), value);
}

static_assert(std::same_as<carrier_of<sys_days>, Date>);
static_assert(std::same_as<carrier_of<local_days>, Date>);
static_assert(std::same_as<carrier_of<system_clock::time_point>, Instant>);
static_assert(std::same_as<carrier_of<local_seconds>, Timestamp>);
static_assert(!bindable<steady_clock::time_point>, "a steady clock has no date");
static_assert(!bindable<duration<double>>, "a fraction of a second is not exact");
static_assert(!bindable<duration<int, std::ratio<1, 3>>> && !bindable<duration<int, std::pico>>);

TEST(Chrono, TypesKeepTheirKind) {
    expect_round_trip(sys_days{2024y / 2 / 29}, ValueKind::date);
    expect_round_trip(local_days{2024y / 2 / 29}, ValueKind::date);
    expect_round_trip(2024y / 2 / 29, ValueKind::date);
    expect_round_trip(sys_seconds{seconds{-1}}, ValueKind::timestamp_tz);
    expect_round_trip(sys_time<nanoseconds>{nanoseconds{-1}}, ValueKind::timestamp_tz);
    expect_round_trip(sys_time<hours>{hours{-30}}, ValueKind::timestamp_tz);
    expect_round_trip(local_time<microseconds>{microseconds{1}}, ValueKind::timestamp);
    expect_round_trip(milliseconds{-1'500}, ValueKind::interval);
    expect_round_trip(days{-3}, ValueKind::interval);
    expect_round_trip(weeks{2}, ValueKind::interval);
    expect_round_trip(months{5}, ValueKind::interval);
    expect_round_trip(years{-5}, ValueKind::interval);
    const Value time(hh_mm_ss{13h + 5min + 250ms});
    EXPECT_EQ(time.kind(), ValueKind::time);
    EXPECT_EQ(time.as<hh_mm_ss<milliseconds>>().to_duration(), 13h + 5min + 250ms);
    EXPECT_EQ(Value(std::optional<sys_seconds>{}).kind(), ValueKind::null);
}

TEST(Chrono, PartsOfAnIntervalDoNotConvert) {
    EXPECT_EQ(Value(days{1}), Value(Interval{0, 1, 0}));
    EXPECT_EQ(Value(weeks{1}), Value(Interval{0, 7, 0}));
    EXPECT_EQ(Value(years{1}), Value(Interval{12, 0, 0}));
    EXPECT_EQ(Value(hours{24}), Value(Interval{0, 0, nanoseconds_per_day}));
    EXPECT_EQ(thrown([] { return Value(days{1}).as<hours>(); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(hours{24}).as<days>(); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(months{13}).as<years>(); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(days{8}).as<weeks>(); }), not_representable);
}

TEST(Chrono, NothingIsCut) {
    const Value half(sys_time<milliseconds>{500ms});
    EXPECT_EQ(thrown([&] { return half.as<sys_seconds>(); }), not_representable);
    EXPECT_EQ(half.as<sys_time<nanoseconds>>().time_since_epoch(), 500ms);
    const Value far(Instant{max_date, TimeOfDay{}});
    EXPECT_EQ(thrown([&] { return far.as<sys_time<nanoseconds>>(); }), not_representable);
    EXPECT_EQ(Value(far.as<sys_time<microseconds>>()), far);
    EXPECT_EQ(thrown([] { return Value(hours{2'562'048}); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(hours::max()); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(years{178'956'971}); }), not_representable);
    EXPECT_EQ(thrown([] {
                  return Value(duration<std::int8_t>{100}).as<duration<std::int8_t, std::milli>>();
              }),
              not_representable);
}

TEST(Chrono, WhatHasNoDateIsRefused) {
    EXPECT_EQ(thrown([] { return Value(2023y / 2 / 29); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(year{-1} / 1 / 1); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(sys_days{year{10'000} / 1 / 1}); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(sys_seconds{seconds{253'402'300'800}}); }),
              not_representable);
    EXPECT_EQ(thrown([] { return Value(sys_seconds::min()); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(sys_seconds::max()); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(hh_mm_ss{24h}); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(hh_mm_ss{-1h}); }), not_representable);
    EXPECT_EQ(thrown([] { return Value(Date{max_date.days + 1}).as<sys_days>(); }),
              not_representable);
}

TEST(Chrono, ZonesNeverMix) {
    const Value local(local_seconds{});
    const Value system(sys_seconds{});
    EXPECT_EQ(thrown([&] { return local.as<sys_seconds>(); }), mismatch);
    EXPECT_EQ(thrown([&] { return system.as<local_seconds>(); }), mismatch);
    EXPECT_FALSE(local == system);
}

TEST(ChronoProperty, MicrosecondsRoundTripOverAllYears) {
    test::Random random(2'262);
    for (int i = 0; i < 20'000; ++i) {
        const auto count = random.between(min_date.days * seconds_per_day * 1'000'000,
                                          (max_date.days + 1) * seconds_per_day * 1'000'000 - 1);
        const sys_time<microseconds> time{microseconds{count}};
        ASSERT_EQ(Value(time).as<sys_time<microseconds>>(), time);
        const auto stored = Value(time).view().instant();
        ASSERT_TRUE(is_valid(stored));
        ASSERT_EQ(epoch_seconds(stored.date, stored.time),
                  floor<seconds>(time.time_since_epoch()).count());
    }
}

}  // namespace
}  // namespace azoth
