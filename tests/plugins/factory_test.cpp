// SPDX-License-Identifier: MIT
// Factories that fail: plugin_init_failed, and the registry is as it was before.
#include <gtest/gtest.h>

#include "yard.hpp"

namespace {

struct Failure {
    const char* animal;
    const char* reason;
};

std::ostream& operator<<(std::ostream& out, const Failure& failure) {
    return out << failure.animal;
}

class FactoryZoo : public testing::TestWithParam<Failure> {};

TEST_P(FactoryZoo, FailsCleanly) {
    const zoo::Yard yard;
    yard.put(GetParam().animal, "libazoth_wild.so");
    yard.put("tame", "libazoth_tame.so");
    azoth::DialectRegistry registry;
    registry.add_directory(yard.path());
    const auto before = registry.schemes();

    // Twice: a failure leaves nothing behind that a second call would find.
    for (int round = 0; round < 2; ++round) {
        const azoth::PluginError error =
            zoo::failure_of([&] { (void)registry.load_dialect("wild"); });
        EXPECT_EQ(error.code(), "plugin_init_failed") << error.what();
        EXPECT_NE(error.message().find(GetParam().reason), std::string::npos) << error.what();
        EXPECT_EQ(error.details().component, yard.file("libazoth_wild.so"));
    }
    EXPECT_EQ(registry.schemes(), before);
    EXPECT_TRUE(registry.load_dialect("tame"));
}

INSTANTIATE_TEST_SUITE_P(Zoo, FactoryZoo,
                         testing::Values(Failure{"throws", "the cage is locked"},
                                         Failure{"throws_error",
                                                 "the cage is locked [cage_locked]"},
                                         Failure{"throws_number", "no std::exception"},
                                         Failure{"throws_past", "past the guard"},
                                         Failure{"returns_null", "returned null without a reason"},
                                         Failure{"long_reason", "mmmmmmmm"},
                                         Failure{"calls_back", "called back into the registry"},
                                         Failure{"swallows", "called back into the registry"}),
                         [](const auto& info) { return std::string(info.param.animal); });

// A static initialiser runs once per process, so this one has a single chance.
TEST(Factory, NoticesStaticInitialisers) {
    const zoo::Yard yard;
    yard.put("static_calls_back", "libazoth_wild.so");
    const azoth::PluginError error = zoo::load_failure({yard.path()}, "wild");
    EXPECT_EQ(error.code(), "plugin_init_failed");
    EXPECT_NE(error.message().find("called back into the registry"), std::string::npos);
}

TEST(DriverFactory, FailsCleanly) {
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    yard.put("driver_throws", "libazoth_keeper.so");
    azoth::DialectRegistry registry;
    registry.add_directory(yard.path());
    for (int round = 0; round < 2; ++round) {
        const azoth::PluginError error =
            zoo::failure_of([&] { (void)registry.make_driver("tame"); });
        EXPECT_EQ(error.code(), "plugin_init_failed") << error.what();
        EXPECT_NE(error.message().find("client library too old"), std::string::npos);
    }
    EXPECT_TRUE(registry.load_dialect("tame"));
}

}  // namespace
