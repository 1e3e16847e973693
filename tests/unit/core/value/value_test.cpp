// SPDX-License-Identifier: MIT
#include <azoth/value/array.hpp>
#include <azoth/value/value.hpp>

#include <initializer_list>
#include <map>
#include <unordered_set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "random.hpp"
#include "thrown.hpp"

namespace azoth {
namespace {

using test::thrown;

const std::string long_text(100, 'x');
constexpr std::byte some_bytes[] = {std::byte{0}, std::byte{255}, std::byte{10}};

std::vector<Value> one_of_each_kind() {
    std::vector<Value> values;
    values.emplace_back(std::nullopt);
    values.emplace_back(true);
    values.emplace_back(-7);
    values.emplace_back(std::uint64_t{1} << 63);
    values.emplace_back(1.5);
    values.emplace_back(Decimal("-12.50"));
    values.emplace_back("text");
    values.emplace_back(long_text);
    values.emplace_back(BytesView(some_bytes));
    values.emplace_back(Date{19'782});
    values.emplace_back(TimeOfDay{1});
    values.emplace_back(Timestamp{Date{1}, TimeOfDay{2}});
    values.emplace_back(Instant{Date{1}, TimeOfDay{2}});
    values.emplace_back(Interval{1, 2, 3});
    values.emplace_back(parse_uuid("01234567-89ab-cdef-0123-456789abcdef"));
    values.emplace_back(JsonText{R"({"a":1})"});
    values.push_back(Value::array_of({Value(1), Value("two"), Value()}));
    return values;
}

TEST(Value, HasAKindForEachCarrier) {
    std::set<ValueKind> kinds;
    for (const Value& value : one_of_each_kind()) kinds.insert(value.kind());
    EXPECT_EQ(kinds.size(), 16U);  // text twice
}

TEST(Value, CopiesAndMovesOfEveryKindAreEqual) {
    for (const Value& value : one_of_each_kind()) {
        Value copy(value);
        EXPECT_EQ(copy, value);
        EXPECT_EQ(copy.kind(), value.kind());
        EXPECT_EQ(hash_value(copy), hash_value(value));
        const Value moved(std::move(copy));
        EXPECT_EQ(moved, value);
        EXPECT_EQ(Value::copy_of(value.view()), value);
    }
}

TEST(Value, AssignsEveryKindOverEveryKind) {
    const std::vector<Value> values = one_of_each_kind();
    for (const Value& from : values) {
        for (const Value& to : values) {
            Value target(to);
            target = from;
            EXPECT_EQ(target, from);
            Value other(to);
            other = Value(from);
            EXPECT_EQ(other, from);
        }
    }
}

TEST(Value, IsNullAfterItsTextMovedAway) {
    Value from(long_text);
    const Value to(std::move(from));
    EXPECT_TRUE(from.is_null());  // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(to, Value(long_text));
}

TEST(Value, SurvivesAssignmentFromItself) {
    for (Value value : one_of_each_kind()) {
        const Value before(value);
        Value& self = value;
        value = self;
        EXPECT_EQ(value, before);
        value = std::move(self);
        EXPECT_EQ(value, before);
    }
}

TEST(Value, AssignsAnElementOfItself) {
    Value array = Value::array_of({Value(long_text)});
    array = array.view().array()[0];
    EXPECT_EQ(array, Value(long_text));
}

TEST(Value, KindsDifferUnlessBothAreIntegers) {
    const std::vector<Value> values = one_of_each_kind();
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t k = 0; k < values.size(); ++k)
            EXPECT_EQ(values[i] == values[k], i == k) << i << " and " << k;
    EXPECT_EQ(Value(5), Value(std::uint64_t{5}));
    EXPECT_EQ(hash_value(Value(5)), hash_value(Value(std::uint64_t{5})));
    EXPECT_FALSE(Value(-1) == Value(~std::uint64_t{0}));
    EXPECT_FALSE(Value(1) == Value(true));
    EXPECT_FALSE(Value("1") == Value(1));
}

TEST(Value, EqualityIsSamenessNotSql) {
    EXPECT_EQ(Value(), Value());
    EXPECT_EQ(Value(std::nan("")), Value(std::nan("1")));
    EXPECT_EQ(hash_value(Value(std::nan(""))), hash_value(Value(std::nan("1"))));
    EXPECT_EQ(Value(0.0), Value(-0.0));
    EXPECT_EQ(hash_value(Value(0.0)), hash_value(Value(-0.0)));
    EXPECT_EQ(Value(Decimal("1.50")), Value(Decimal("1.5")));
    EXPECT_EQ(hash_value(Value(Decimal("1.50"))), hash_value(Value(Decimal("1.5"))));
}

TEST(Value, HashSpreadsNeighbours) {
    std::unordered_set<std::size_t> low_bits;
    for (int i = 0; i < 1024; ++i) low_bits.insert(hash_value(Value(i)) & 1023);
    EXPECT_GT(low_bits.size(), 580U);  // 647 expected of a good hash, 16 of a bad one
}

TEST(Value, EmptyOptionalIsNull) {
    EXPECT_TRUE(Value(std::optional<int>{}).is_null());
    EXPECT_TRUE(Value(std::optional<std::string>{}).is_null());
    EXPECT_EQ(Value(std::optional<int>{3}), Value(3));
    EXPECT_EQ(Value(std::optional<std::string>{"x"}), Value("x"));
    EXPECT_TRUE(Value(std::optional<Value>{}).is_null());
    EXPECT_EQ(Value(std::optional<Value>{Value(1)}), Value(1));
}

TEST(Value, TakesTheBufferOfARvalue) {
    std::string text = long_text;
    const char* const buffer = text.data();
    const Value value(std::move(text));
    EXPECT_EQ(value.view().chars().data(), buffer);
    std::optional<std::string> maybe = long_text;
    const char* const other = maybe->data();
    const Value from_optional(std::move(maybe));
    EXPECT_EQ(from_optional.view().chars().data(), other);
    const std::string kept = long_text;
    EXPECT_NE(Value(kept).view().chars().data(), kept.data());
}

TEST(Value, TextMayHoldNulButALiteralEndsThere) {
    EXPECT_EQ(Value(std::string("a\0b", 3)).view().chars().size(), 3U);
    EXPECT_EQ(Value("a\0b").view().chars().size(), 1U);
    char buffer[16] = "abc";
    EXPECT_EQ(Value(buffer), Value("abc"));
    const char* nothing = nullptr;
    EXPECT_EQ(thrown([&] { return Value(nothing); }), "ArgumentError:null_pointer");
}

TEST(Value, DecimalsAreKeptCanonical) {
    const Value value = Value::copy_of(ValueView{DecimalView{"+007.50"}});
    EXPECT_EQ(value.view().chars(), "7.50");
    EXPECT_EQ(thrown([] { return Value::copy_of(ValueView{DecimalView{"abc"}}); }),
              "ConversionError:bad_decimal");
}

// The shapes of typed-skin: a name and a value, sets of them, lists of sets.
struct Pair {
    Pair(const char*, Value v) : value(std::move(v)) {}
    Value value;
};
struct Set {
    Set(std::initializer_list<Pair> p) : pairs(p) {}
    std::vector<Pair> pairs;
};
std::size_t count(const Set& set) {
    return set.pairs.size();
}
std::size_t count(std::initializer_list<Set> sets) {
    return 100 * sets.size();
}

TEST(Value, BracesMeanOneThing) {
    EXPECT_EQ(count({{"name", "Queen"}}), 1U);
    EXPECT_EQ(count({{"name", "Queen"}, {"year", 1973}}), 2U);
    EXPECT_EQ(count({{{"name", "Queen"}}, {{"name", "AC/DC"}}}), 200U);
    EXPECT_EQ(count({{{"a", 1}, {"b", std::nullopt}}, {{"a", 2}, {"b", std::optional<int>{}}}}),
              200U);
    const std::string name = "x";
    EXPECT_EQ(count({{"name", name}, {"n", 5U}}), 2U);
    const std::map<std::string, Value> map{{"a", 1}, {"b", "two"}};
    EXPECT_EQ(map.at("b"), Value("two"));
}

static_assert(sizeof(Value) <= 48);
static_assert(std::is_nothrow_move_constructible_v<Value>);
static_assert(std::is_nothrow_move_assignable_v<Value>);
static_assert(std::is_trivially_copyable_v<ValueView> && sizeof(ValueView) == 24);
static_assert(!std::is_constructible_v<Value, std::nullptr_t>);
static_assert(!std::is_constructible_v<Value, void*>);
static_assert(!std::is_constructible_v<Value, char>);
static_assert(!std::is_constructible_v<Value, const char*, const char*>);
static_assert(!std::is_constructible_v<ValueView, void*>);
static_assert(!std::is_constructible_v<ValueView, char>);
static_assert(std::is_constructible_v<ValueView, const char*>);

TEST(ValueView, ChoosesTheKindByTheArgument) {
    EXPECT_EQ(ValueView{}.kind(), ValueKind::null);
    EXPECT_EQ(ValueView{true}.kind(), ValueKind::boolean);
    EXPECT_EQ(ValueView{5}.kind(), ValueKind::int64);
    EXPECT_EQ(ValueView{5U}.kind(), ValueKind::int64);
    EXPECT_EQ(ValueView{5ULL}.kind(), ValueKind::uint64);
    EXPECT_EQ(ValueView{1.0F}.kind(), ValueKind::real);
    EXPECT_EQ(ValueView{"abc"}.kind(), ValueKind::text);
    EXPECT_EQ(ValueView{long_text}.kind(), ValueKind::text);
}

TEST(ValueArray, VectorsAreArrays) {
    const Value value(std::vector<std::optional<int>>{1, std::nullopt, 3});
    ASSERT_EQ(value.kind(), ValueKind::array);
    EXPECT_TRUE(value.view().array()[1].is_null());
    EXPECT_THAT(value.as<std::vector<std::optional<int>>>(),
                testing::ElementsAre(1, std::nullopt, 3));
    EXPECT_EQ(thrown([&] { return value.as<std::vector<int>>(); }),
              "ConversionError:unexpected_null");
    const Value matrix(std::vector<std::vector<bool>>{{true, false}, {}});
    EXPECT_EQ(matrix.as<std::vector<std::vector<bool>>>()[0], (std::vector<bool>{true, false}));
    EXPECT_EQ(Value(std::vector<std::byte>{std::byte{1}}).kind(), ValueKind::bytes);
    EXPECT_THAT(value.as<std::vector<Value>>(), testing::SizeIs(3));
}

TEST(Value, RandomWalkThroughKindsLeaksAndLosesNothing) {
    test::Random random(20'240'229);
    const std::vector<Value> samples = one_of_each_kind();
    std::vector<Value> values(8);
    std::vector<std::size_t> expected(8, 0);
    for (int step = 0; step < 20'000; ++step) {
        const auto i = static_cast<std::size_t>(random.between(0, 7));
        const auto k = static_cast<std::size_t>(random.between(0, 7));
        if (random.coin()) {
            const auto sample = static_cast<std::size_t>(random.bits() % samples.size());
            values[i] = samples[sample];
            expected[i] = sample;
        } else {
            std::swap(values[i], values[k]);
            std::swap(expected[i], expected[k]);
        }
    }
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(values[i], samples[expected[i]]);
}

}  // namespace
}  // namespace azoth
