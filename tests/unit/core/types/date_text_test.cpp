// SPDX-License-Identifier: MIT
#include <azoth/types/date_text.hpp>

#include <gtest/gtest.h>

#include <azoth/error/error.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/value/datetime.hpp>

namespace azoth {
namespace {

std::string code_of(const auto& act) {
    try {
        static_cast<void>(act());
    } catch (const Error& error) {
        return error.code();
    }
    return {};
}

/// There and back.
void round_trip(const DateText& type, const Value& value, std::string_view text) {
    const Value stored = type.decorator()->to_database(value.view());
    EXPECT_EQ(stored, Value(std::string(text)));
    EXPECT_EQ(type.decorator()->from_database(stored.view()), value);
}

TEST(DateText, GoesThereAndBack) {
    const Date leap = make_date(2024, 2, 29);
    const TimeOfDay time = make_time(13, 5, 9, 250'000'000);
    round_trip(DateText("%d.%m.%Y"), leap, "29.02.2024");
    round_trip(DateText("%Y%m%d"), make_date(7, 1, 2), "00070102");
    round_trip(DateText("%H:%M:%S.%f"), time, "13:05:09.250000");
    round_trip(DateText("%H%M"), make_time(23, 59), "2359");
    round_trip(DateText("%Y/%m/%d %H:%M:%S.%f%%"), Timestamp{leap, time},
               "2024/02/29 13:05:09.250000%");
    EXPECT_EQ(DateText("%d.%m.%Y").length(), 10U);
    EXPECT_TRUE(DateText("%Y%m%d").decorator()->to_database(ValueView()).is_null());
    EXPECT_TRUE(DateText("%Y%m%d").decorator()->from_database(ValueView()).is_null());
}

TEST(DateText, RefusesWhatItCannotHold) {
    const auto writes = [](const char* pattern, const Value& value) {
        return code_of([&] { return DateText(pattern).decorator()->to_database(value.view()); });
    };
    const Date day = make_date(2024, 2, 29);
    constexpr auto lost = "value_not_representable";
    EXPECT_EQ(writes("%H:%M", make_time(1, 2, 3)), lost);
    EXPECT_EQ(writes("%H:%M:%S", make_time(1, 2, 3, 1'000)), lost);
    EXPECT_EQ(writes("%H:%M:%S.%f", make_time(1, 2, 3, 1)), lost);
    EXPECT_EQ(writes("%Y%m%d", Timestamp{day, make_time(1, 2)}), "type_mismatch");
    EXPECT_EQ(writes("%Y%m%d", day), "");
}

TEST(DateText, RefusesTextsThatAreNoDates) {
    const auto reads = [](const char* pattern, std::string_view text) {
        return code_of(
            [&] { return DateText(pattern).decorator()->from_database(ValueView(text)); });
    };
    for (const char* text :
         {"", "2024", "20240230", "20241301", "2024022 ", "202402290", "2024-2-9"})
        EXPECT_EQ(reads("%Y%m%d", text), "value_not_representable") << text;
    EXPECT_EQ(reads("%H:%M", "24:00"), "value_not_representable");
    EXPECT_EQ(reads("%Y%m%d", "20240229"), "");
}

TEST(DateText, RefusesPatternsThatMakeNoSense) {
    for (const char* pattern :
         {"", "x", "%Y", "%Y-%m", "%H", "%M:%S", "%H:%M.%f", "%Y%m%d%", "%y", "%Y%m%d%d"}) {
        EXPECT_EQ(code_of([&] { return DateText(pattern); }), "bad_date_pattern") << pattern;
    }
}

}  // namespace
}  // namespace azoth
