// SPDX-License-Identifier: MIT
#include <azoth/value/range.hpp>

#include <gtest/gtest.h>

#include <azoth/error/error.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>

namespace azoth {
namespace {

template <class R>
R there_and_back(const R& range) {
    return Value(range).as<R>();
}

TEST(Range, GoesThereAndBackAsText) {
    const Range<int> half{.lower = 1, .upper = 5};
    EXPECT_EQ(Value(half), Value("[\"1\",\"5\")"));
    EXPECT_EQ(there_and_back(half), half);
    const Range<int> open{.upper = -3, .includes_upper = true};
    EXPECT_EQ(there_and_back(open), open);
    EXPECT_EQ(there_and_back(Range<int>{}), Range<int>{});
    EXPECT_EQ(there_and_back(Range<int>::empty()), Range<int>::empty());
    const Range<std::string> texts{.lower = "a \"b\", \\", .upper = "", .includes_lower = false};
    EXPECT_EQ(there_and_back(texts), texts);
    const Range<Decimal> numbers{.lower = Decimal("0.10"),
                                 .upper = Decimal("99999999999999999999")};
    EXPECT_EQ(there_and_back(numbers), numbers);
    const Range<Timestamp> moments{.lower = Timestamp{make_date(2024, 2, 29), make_time(1, 2, 3)}};
    EXPECT_EQ(there_and_back(moments), moments);
}

TEST(Range, ReadsWhatServersWrite) {
    EXPECT_EQ(Value("[1,5)").as<Range<int>>(), (Range<int>{.lower = 1, .upper = 5}));
    EXPECT_EQ(
        Value("(,\"2024-01-01 00:00:00+00\"]").as<Range<Instant>>(),
        (Range<Instant>{.upper = Instant{make_date(2024, 1, 1), {}}, .includes_upper = true}));
    EXPECT_EQ(Value("[\"a\"\"b\",\"\")").as<Range<std::string>>(),
              (Range<std::string>{.lower = "a\"b", .upper = ""}));
    EXPECT_EQ(Value("{}").as<MultiRange<int>>(), MultiRange<int>{});
    const MultiRange<int> two{{{.lower = 1, .upper = 3}, {.lower = 7}}};
    EXPECT_EQ(Value("{[1,3),[7,)}").as<MultiRange<int>>(), two);
    EXPECT_EQ(there_and_back(two), two);
}

TEST(Range, RefusesWhatIsNone) {
    for (const char* text : {"", "1,5", "[1,5", "[1;5)", "[1,5)x", "[1,x)", "[1,5,7)", "[\"1,5)",
                             "emptyx", "[1,2.5)"}) {
        try {
            static_cast<void>(Value(text).as<Range<int>>());
            ADD_FAILURE() << text;
        } catch (const ConversionError& error) {
            EXPECT_EQ(error.code(), "value_not_representable") << text;
        }
    }
    for (const char* text : {"", "{", "[1,2)", "{[1,2)", "{[1,2)[3,4)}", "{[1,2),}"})
        EXPECT_THROW(static_cast<void>(Value(text).as<MultiRange<int>>()), ConversionError) << text;
    EXPECT_THROW(static_cast<void>(Value("[1,300)").as<Range<std::int8_t>>()), ConversionError);
}

TEST(Range, KnowsWhatIsInIt) {
    const Range<int> half{.lower = 1, .upper = 5};
    EXPECT_TRUE(half.contains(1));
    EXPECT_FALSE(half.contains(5));
    const Range<int> other{.lower = 1, .upper = 5, .includes_lower = false, .includes_upper = true};
    EXPECT_FALSE(other.contains(1));
    EXPECT_TRUE(other.contains(5));
    EXPECT_TRUE(Range<int>{}.contains(7));
    EXPECT_FALSE(Range<int>::empty().contains(7));
    EXPECT_TRUE((MultiRange<int>{{half, {.lower = 7}}}.contains(8)));
    EXPECT_FALSE((MultiRange<int>{{half, {.lower = 7}}}.contains(6)));
}

}  // namespace
}  // namespace azoth
