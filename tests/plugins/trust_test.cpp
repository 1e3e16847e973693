// SPDX-License-Identifier: MIT
#include "trust.hpp"

#include <gtest/gtest.h>

namespace {

using azoth::runtime::distrust;
using azoth::runtime::Ownership;
using azoth::runtime::Place;
using azoth::runtime::TrustedUsers;

constexpr uid_t user = 1000;
constexpr uid_t stranger = 1001;
constexpr uid_t builder = 1002;

std::string verdict(uid_t owner, mode_t mode, Place place, bool group_is_owners = false) {
    return distrust(Ownership{owner, group_is_owners, mode}, place, TrustedUsers{user, builder});
}

TEST(Trust, RootTheUserAndTheOwnerOfTheCoreAreTrusted) {
    for (const Place place : {Place::file, Place::directory, Place::ancestor}) {
        EXPECT_EQ(verdict(0, 0755, place), "");
        EXPECT_EQ(verdict(user, 0700, place), "");
        EXPECT_EQ(verdict(builder, 0755, place), "");
        EXPECT_NE(verdict(stranger, 0755, place), "");
    }
}

TEST(Trust, NobodyElseMayWrite) {
    for (const Place place : {Place::file, Place::directory, Place::ancestor}) {
        EXPECT_NE(verdict(0, 0757, place), "");
        EXPECT_NE(verdict(user, 0770, place), "");
        EXPECT_NE(verdict(builder, 0777, place), "");
        EXPECT_EQ(verdict(user, 0770, place, true), "");
        EXPECT_NE(verdict(user, 0777, place, true), "");
    }
}

TEST(Trust, StickyHelpsAncestorsOnly) {
    EXPECT_EQ(verdict(0, 01777, Place::ancestor), "");
    EXPECT_EQ(verdict(0, 01770, Place::ancestor), "");
    EXPECT_NE(verdict(0, 01777, Place::directory), "");
    EXPECT_NE(verdict(0, 01777, Place::file), "");
    // The owner of a sticky directory may replace what is in it.
    EXPECT_NE(verdict(stranger, 01777, Place::ancestor), "");
}

TEST(Trust, WithoutAKnownCoreItsOwnerIsAStranger) {
    const Ownership built{builder, false, 0755};
    EXPECT_NE(distrust(built, Place::file, TrustedUsers{user, {}}), "");
    EXPECT_EQ(distrust(built, Place::file, TrustedUsers{builder, {}}), "");
}

TEST(Trust, SaysWhoAndWhat) {
    EXPECT_EQ(verdict(stranger, 0755, Place::file),
              "belongs to user 1001, neither root nor user 1000 nor the owner of libazoth");
    EXPECT_EQ(verdict(0, 0777, Place::directory), "is writable by everybody");
    EXPECT_EQ(verdict(0, 0775, Place::file), "is writable by a group that is not its owner's own");
}

}  // namespace
