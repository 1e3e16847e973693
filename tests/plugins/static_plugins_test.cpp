// SPDX-License-Identifier: MIT
#include "static_plugins.hpp"

#include <gtest/gtest.h>

#include <azoth/dialect/dialect.hpp>

#include "yard.hpp"

namespace {

TEST(StaticPlugins, ServeThroughTheSameDescriptor) {
    const auto plugins = azoth::runtime::static_plugins();
    ASSERT_EQ(plugins.size(), 1u);
    EXPECT_STREQ(plugins.front()->name, "tame");

    azoth::DialectRegistry registry;
    registry.add_plugin(*plugins.front());
    EXPECT_EQ(registry.load_dialect("docile")->name(), "tame");
    EXPECT_EQ(registry.report().files.front().schemes,
              (std::vector<std::string>{"docile", "tame"}));
}

}  // namespace
