// SPDX-License-Identifier: MIT
#include <azoth/value/convert.hpp>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include <azoth/value/datetime.hpp>
#include <azoth/value/describe.hpp>
#include <azoth/value/value.hpp>

#include "random.hpp"
#include "thrown.hpp"

namespace azoth {

enum class Color { red, green };
enum class Level : std::int8_t { low = 1, high = 100 };
enum class Plain { one };
struct Cents {
    std::int64_t count;
    friend bool operator==(Cents, Cents) = default;
};
struct Point {
    int x, y;
};

template <>
struct enum_traits<Color> {
    static constexpr EnumLabel<Color> labels[] = {{Color::red, "red"}, {Color::green, "green"}};
};
template <>
struct enum_traits<Level> {
    static constexpr bool as_integer = true;
};
template <>
struct value_traits<Cents> {
    using carrier = std::int64_t;
    static carrier to_carrier(const Cents& cents) { return cents.count; }
    static Cents from_carrier(carrier count) { return Cents{count}; }
};
template <>
struct value_traits<Point> {
    using carrier = std::string_view;
    static Value to_value(const Point& p) {
        return Value(std::to_string(p.x) + "," + std::to_string(p.y));
    }
};

namespace {

using test::thrown;

static_assert(bindable<int> && bindable<std::string> && bindable<const char (&)[4]>);
static_assert(bindable<std::optional<Decimal>> && readable<std::optional<Decimal>>);
static_assert(bindable<const char*> && !readable<const char*>);
static_assert(readable<std::string_view> && bindable<std::string_view>);
static_assert(!bindable<char> && !bindable<wchar_t> && !bindable<char8_t>);
static_assert(!bindable<std::nullptr_t> && !bindable<void*> && !bindable<long double>);
static_assert(!bindable<Plain> && !readable<Plain>, "an enum needs enum_traits");
static_assert(bindable<Point> && !readable<Point> && !bindable_without_copy<Point>);
static_assert(bindable<long long> && readable<unsigned long long>);
static_assert(std::same_as<carrier_of<std::uint32_t>, std::int64_t>);
static_assert(std::same_as<carrier_of<std::optional<std::uint64_t>>, std::uint64_t>);

template <class T, class V>
T read(V&& value) {
    return Value(std::forward<V>(value)).template as<T>();
}
template <class T, class V>
std::string failure(V&& value) {
    return thrown([&] { return Value(std::forward<V>(value)).template as<T>(); });
}

constexpr auto out_of_range = "ConversionError:out_of_range";
constexpr auto mismatch = "ConversionError:type_mismatch";
constexpr auto not_representable = "ConversionError:value_not_representable";
constexpr auto unexpected_null = "ConversionError:unexpected_null";

TEST(Convert, IntegersNarrowOnlyWhenTheyFit) {
    EXPECT_EQ(read<std::int8_t>(127), 127);
    EXPECT_EQ(failure<std::int8_t>(128), out_of_range);
    EXPECT_EQ(failure<std::int8_t>(300), out_of_range);
    EXPECT_EQ(failure<std::int64_t>(~std::uint64_t{0}), out_of_range);
    EXPECT_EQ(read<std::uint64_t>(~std::uint64_t{0}), ~std::uint64_t{0});
    EXPECT_EQ(failure<std::uint8_t>(-1), out_of_range);
    EXPECT_EQ(failure<std::uint64_t>(-1), out_of_range);
    EXPECT_EQ(read<int>(std::uint64_t{7}), 7);
    EXPECT_EQ(failure<int>("abc"), mismatch);
    EXPECT_EQ(failure<int>("12"), mismatch);
    EXPECT_EQ(failure<int>(true), mismatch);
}

TEST(Convert, RealsBecomeIntegersOnlyExactly) {
    EXPECT_EQ(read<int>(3.0), 3);
    EXPECT_EQ(failure<int>(3.5), out_of_range);
    EXPECT_EQ(failure<std::int64_t>(0x1p63), out_of_range);
    EXPECT_EQ(read<std::int64_t>(-0x1p63), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(read<std::uint64_t>(0x1p63), std::uint64_t{1} << 63);
    EXPECT_EQ(failure<std::uint64_t>(0x1p64), out_of_range);
    EXPECT_EQ(failure<std::int64_t>(std::nan("")), out_of_range);
    EXPECT_EQ(failure<std::int64_t>(-HUGE_VAL), out_of_range);
}

TEST(Convert, IntegersBecomeRealsOnlyExactly) {
    EXPECT_EQ(read<double>(5), 5.0);
    EXPECT_EQ(read<double>(std::int64_t{1} << 53), 0x1p53);
    EXPECT_EQ(failure<double>((std::int64_t{1} << 53) + 1), out_of_range);
    EXPECT_EQ(failure<double>(std::numeric_limits<std::int64_t>::max()), out_of_range);
    EXPECT_EQ(read<double>(std::numeric_limits<std::int64_t>::min()), -0x1p63);
    EXPECT_EQ(failure<double>(~std::uint64_t{0}), out_of_range);
}

TEST(Convert, FloatsRoundButDoNotOverflow) {
    EXPECT_EQ(read<float>(0.1), 0.1F);
    EXPECT_EQ(failure<float>(1e300), out_of_range);
    EXPECT_TRUE(std::isinf(read<float>(HUGE_VAL)));
    EXPECT_TRUE(std::isnan(read<float>(std::nan(""))));
    EXPECT_EQ(Value(0.1F).view().real(), static_cast<double>(0.1F));
}

TEST(Convert, OnlyZeroAndOneAreBool) {
    EXPECT_FALSE(read<bool>(0));
    EXPECT_TRUE(read<bool>(1));
    EXPECT_TRUE(read<bool>(std::uint64_t{1}));
    EXPECT_EQ(failure<bool>(2), out_of_range);
    EXPECT_EQ(failure<bool>(-1), out_of_range);
    EXPECT_EQ(failure<bool>("t"), mismatch);
    EXPECT_EQ(failure<bool>(1.0), mismatch);
}

TEST(Convert, DecimalsComeFromWhatIsExact) {
    EXPECT_EQ(read<Decimal>(-5).text(), "-5");
    EXPECT_EQ(read<Decimal>(~std::uint64_t{0}).text(), "18446744073709551615");
    EXPECT_EQ(read<Decimal>(0.1).text(), "0.1");
    EXPECT_EQ(read<Decimal>("12.50").text(), "12.50");
    EXPECT_EQ(read<Decimal>("1e3").text(), "1000");
    EXPECT_EQ(failure<Decimal>("twelve"), mismatch);
    EXPECT_EQ(failure<Decimal>(HUGE_VAL), not_representable);
    EXPECT_EQ(read<Decimal>(std::numeric_limits<double>::denorm_min()).scale(), 324U);
    EXPECT_EQ(read<Decimal>(-std::numeric_limits<double>::max()).precision(), 309U);
}

TEST(Convert, ADecimalIsNoDouble) {
    EXPECT_EQ(failure<double>(Decimal("1.5")), mismatch);
    EXPECT_EQ(failure<float>(Decimal("1")), mismatch);
    try {
        static_cast<void>(read<double>(Decimal("0.1234567890")));
        FAIL();
    } catch (const ConversionError& error) {
        EXPECT_NE(error.details().hint.find("to_double_lossy"), std::string::npos);
    }
    EXPECT_EQ(read<int>(Decimal("42.00")), 42);
    EXPECT_EQ(failure<int>(Decimal("42.01")), out_of_range);
    EXPECT_EQ(failure<std::int64_t>(Decimal("9223372036854775808")), out_of_range);
}

TEST(Convert, NullNeedsAnOptional) {
    EXPECT_EQ(failure<int>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<std::string>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<std::string_view>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<bool>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<double>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<Decimal>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<Date>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<Uuid>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<JsonText>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<std::vector<std::byte>>(std::nullopt), unexpected_null);
    EXPECT_EQ(failure<Color>(std::nullopt), unexpected_null);
    EXPECT_EQ(read<std::optional<int>>(std::nullopt), std::nullopt);
    EXPECT_EQ(read<std::optional<int>>(4), 4);
    EXPECT_EQ(failure<std::optional<int>>("x"), mismatch);
    EXPECT_TRUE(read<Value>(std::nullopt).is_null());
}

TEST(Convert, TextBecomesTimeByIso8601) {
    EXPECT_EQ(read<Date>("2024-02-29"), make_date(2024, 2, 29));
    EXPECT_EQ(read<TimeOfDay>("13:05:09.25"), make_time(13, 5, 9, 250'000'000));
    EXPECT_EQ(read<Timestamp>("2024-02-29T13:05"),
              (Timestamp{make_date(2024, 2, 29), make_time(13, 5)}));
    EXPECT_EQ(read<Instant>("2024-02-29 13:05:00+01:00"),
              (Instant{make_date(2024, 2, 29), make_time(12, 5)}));
    EXPECT_EQ(read<Interval>("P1M2DT3S"), (Interval{1, 2, 3'000'000'000}));
    EXPECT_EQ(failure<Date>("yesterday"), mismatch);
    EXPECT_EQ(failure<Date>("0000-00-00"), not_representable);
    EXPECT_EQ(failure<Timestamp>("infinity"), not_representable);
    EXPECT_EQ(failure<Date>("10000-01-01"), not_representable);
}

TEST(Convert, LocalTimeAndInstantsNeverMix) {
    EXPECT_EQ(failure<Instant>(Timestamp{}), mismatch);
    EXPECT_EQ(failure<Timestamp>(Instant{}), mismatch);
    EXPECT_EQ(failure<Instant>("2024-02-29 13:05:00"), mismatch);
    EXPECT_EQ(failure<Timestamp>("2024-02-29 13:05:00Z"), mismatch);
    EXPECT_EQ(failure<Instant>(Date{}), mismatch);
    EXPECT_EQ(failure<Date>(Timestamp{}), mismatch);
    EXPECT_EQ(read<Timestamp>(Date{5}), (Timestamp{Date{5}, TimeOfDay{}}));
}

TEST(Convert, StringsTakeWhatHasOneSpelling) {
    EXPECT_EQ(read<std::string>(Decimal("1.50")), "1.50");
    EXPECT_EQ(read<std::string>(JsonText{"[1]"}), "[1]");
    EXPECT_EQ(read<std::string>(make_date(2024, 2, 29)), "2024-02-29");
    EXPECT_EQ(read<std::string>(Timestamp{}), "1970-01-01 00:00:00");
    EXPECT_EQ(read<std::string>(Uuid{}), "00000000-0000-0000-0000-000000000000");
    EXPECT_EQ(failure<std::string>(5), mismatch);
    EXPECT_EQ(failure<std::string>(1.5), mismatch);
    EXPECT_EQ(failure<std::string>(std::vector<std::byte>{}), mismatch);
    const Value decimal(Decimal("1.50"));
    EXPECT_EQ(decimal.as<std::string_view>().data(), decimal.view().chars().data());
    EXPECT_EQ(failure<std::string_view>(Date{}), mismatch);
}

TEST(Convert, UuidsComeFromTextAndSixteenBytes) {
    const Uuid uuid = parse_uuid("01234567-89ab-cdef-0123-456789ABCDEF");
    EXPECT_EQ(read<Uuid>(to_string(uuid)), uuid);
    const auto* const raw = reinterpret_cast<const std::byte*>(uuid.bytes.data());
    EXPECT_EQ(read<Uuid>(BytesView(raw, 16)), uuid);
    EXPECT_EQ(failure<Uuid>(BytesView(raw, 15)), out_of_range);
    EXPECT_EQ(failure<Uuid>("01234567-89ab-cdef-0123-456789ABCDE"), mismatch);
    EXPECT_EQ(read<JsonText>("{}").text, "{}");
}

TEST(Convert, EnumsGoByLabelOrByNumber) {
    EXPECT_EQ(Value(Color::green), Value("green"));
    EXPECT_EQ(read<Color>("red"), Color::red);
    EXPECT_EQ(failure<Color>("blue"), "ConversionError:unknown_enum_label");
    EXPECT_EQ(failure<Color>(0), mismatch);
    EXPECT_EQ(thrown([] { return Value(static_cast<Color>(9)); }),
              "ConversionError:unknown_enum_label");
    EXPECT_EQ(Value(Level::high), Value(100));
    EXPECT_EQ(read<Level>(1), Level::low);
    EXPECT_EQ(failure<Level>(1000), out_of_range);
}

TEST(Convert, UsersTypesTravelByTheirTraits) {
    EXPECT_EQ(Value(Cents{250}), Value(250));
    EXPECT_EQ(read<Cents>(250), Cents{250});
    EXPECT_EQ(read<Cents>(Decimal("3.00")), Cents{3});
    EXPECT_EQ(Value(Point{1, 2}), Value("1,2"));
    EXPECT_EQ(Value(std::optional<Point>{Point{3, 4}}), Value("3,4"));
}

TEST(Convert, TryAsIsEmptyWhereAsThrows) {
    EXPECT_EQ(Value(5).try_as<int>(), 5);
    EXPECT_EQ(Value("x").try_as<int>(), std::nullopt);
    EXPECT_EQ(Value().try_as<int>(), std::nullopt);
    EXPECT_EQ(Value(1000).try_as<std::int8_t>(), std::nullopt);
    const auto null = Value().try_as<std::optional<int>>();
    EXPECT_TRUE(null.has_value() && !null->has_value());
}

TEST(Convert, MessagesNameKindsAndHideValues) {
    try {
        static_cast<void>(read<std::int8_t>(31'337));
        FAIL();
    } catch (const ConversionError& error) {
        EXPECT_EQ(error.message(), "the value of kind int64 does not fit int8 exactly");
    }
    try {
        static_cast<void>(read<Date>("my secret"));
        FAIL();
    } catch (const ConversionError& error) {
        EXPECT_EQ(error.message(), "a value of kind text cannot be read as date");
        EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
}

TEST(ViewOf, BorrowsItsArgument) {
    const std::string text = "borrowed";
    EXPECT_EQ(view_of(text).chars().data(), text.data());
    const std::optional<std::string> maybe = text;
    EXPECT_EQ(view_of(maybe).chars().data(), maybe->data());
    EXPECT_TRUE(view_of(std::optional<int>{}).is_null());
    EXPECT_EQ(view_of(5), ValueView{5});
    EXPECT_EQ(view_of("literal").chars(), "literal");
    EXPECT_EQ(view_of(Color::red).chars(), "red");
}

TEST(ConvertProperty, IntegersAndRealsAgreeWhereBothCan) {
    test::Random random(118);
    for (int i = 0; i < 50'000; ++i) {
        const std::int64_t number = random.any_integer();
        const auto real = Value(number).try_as<double>();
        if (real) {
            EXPECT_EQ(read<std::int64_t>(*real), number);
            EXPECT_EQ(read<std::int64_t>(Decimal::from_real(*real)), number);
        } else {
            EXPECT_GT(std::abs(static_cast<double>(number)), 0x1p53);
        }
        EXPECT_EQ(read<std::int64_t>(read<Decimal>(number)), number);
    }
}

}  // namespace
}  // namespace azoth
