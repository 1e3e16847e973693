// SPDX-License-Identifier: MIT
#include <azoth/sql/identifier_shape.hpp>

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace azoth::sql {
namespace {

bool is_plain_by_definition(const std::string& name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

TEST(IdentifierShapeTest, EveryByteAtEveryPlaceIsJudged) {
    for (std::size_t size = 1; size <= 20; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string name(size, 'q');
                name[at] = static_cast<char>(byte);
                EXPECT_EQ(IdentifierShape::of(name).is_plain, is_plain_by_definition(name))
                    << size << ' ' << at << ' ' << byte;
            }
        }
    }
    EXPECT_FALSE(IdentifierShape::of("").is_plain);
}

TEST(IdentifierShapeTest, NamesThatDifferSomewhereHaveOtherHashes) {
    std::set<std::uint32_t> hashes;
    std::size_t names = 0;
    for (std::size_t size = 1; size <= 20; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            std::string name(size, 'q');
            name[at] = 'z';
            hashes.insert(IdentifierShape::of(name).hash);
            ++names;
        }
    }
    EXPECT_GE(hashes.size(), names * 99 / 100);
}

}  // namespace
}  // namespace azoth::sql
