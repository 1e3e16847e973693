// SPDX-License-Identifier: MIT
#include <azoth/value/uuid.hpp>

#include <gtest/gtest.h>

#include "random.hpp"
#include "thrown.hpp"

namespace azoth {
namespace {

TEST(Uuid, ReadsEitherCaseAndWritesLower) {
    const Uuid uuid = parse_uuid("01234567-89AB-CDEF-0123-456789abcdef");
    EXPECT_EQ(to_string(uuid), "01234567-89ab-cdef-0123-456789abcdef");
    EXPECT_EQ(uuid.bytes[0], 0x01);
    EXPECT_EQ(uuid.bytes[15], 0xef);
}

TEST(Uuid, RefusesEveryOtherForm) {
    for (const char* bad :
         {"", "0123456789abcdef0123456789abcdef", "{01234567-89ab-cdef-0123-456789abcdef}",
          "01234567-89ab-cdef-0123-456789abcdeg", "01234567-89AB-CDEF-0123-456789ABCDEG",
          "01234567-89ab-cdef-0123-456789abcde:", "01234567-89ab-cdef-0123-456789abcde",
          "01234567-89ab-cdef-0123-456789abcdef0", "0123456-789ab-cdef-0123-456789abcdef",
          "01234567_89ab_cdef_0123_456789abcdef", " 1234567-89ab-cdef-0123-456789abcdef"})
        EXPECT_EQ(test::thrown([&] { return parse_uuid(bad); }), "ConversionError:bad_uuid") << bad;
}

TEST(UuidProperty, TextRoundTripsAndSortsAlike) {
    test::Random random(4'122);
    Uuid before{};
    for (int i = 0; i < 10'000; ++i) {
        Uuid uuid;
        for (auto& byte : uuid.bytes) byte = static_cast<std::uint8_t>(random.bits());
        EXPECT_EQ(parse_uuid(to_string(uuid)), uuid);
        EXPECT_EQ(uuid < before, to_string(uuid) < to_string(before));
        before = uuid;
    }
}

}  // namespace
}  // namespace azoth
