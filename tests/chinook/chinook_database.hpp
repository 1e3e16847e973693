// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include <azoth/azoth.hpp>

namespace azoth_test {

/// The Chinook sample database in memory, loaded through the library once per program. Tests only
/// read it. Without the sample data they are skipped and say so.
class Chinook : public testing::Test {
protected:
    static void SetUpTestSuite();
    static void TearDownTestSuite();
    void SetUp() override;

    [[nodiscard]] static bool is_loaded();
    [[nodiscard]] static azoth::Engine& engine();
    /// A reflected table; an empty one where nothing is loaded, so that members can hold tables.
    [[nodiscard]] static azoth::Table table(const char* name);
};

}  // namespace azoth_test
