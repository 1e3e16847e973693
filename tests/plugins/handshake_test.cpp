// SPDX-License-Identifier: MIT
// Whole shared libraries that do not fit: what they were built against, and what they say.
#include <gtest/gtest.h>

#include "yard.hpp"

namespace {

struct Misfit {
    const char* animal;
    const char* code;
    const char* reason;
};

std::ostream& operator<<(std::ostream& out, const Misfit& misfit) {
    return out << misfit.animal;
}

class Refused : public testing::TestWithParam<Misfit> {};

/// Refused by its file alone: none of its code runs.
TEST_P(Refused, WithoutRunning) {
    const zoo::Yard yard;
    const std::string path = yard.put(GetParam().animal, "libazoth_wild.so");
    const azoth::PluginError error = zoo::load_failure({yard.path()}, "wild");
    EXPECT_EQ(error.code(), GetParam().code) << error.what();
    EXPECT_NE(error.message().find(GetParam().reason), std::string::npos) << error.what();
    EXPECT_EQ(error.details().component, path);
    EXPECT_EQ(yard.code_runs(), 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Zoo, Refused,
    testing::Values(
        Misfit{"magic", "plugin_abi_mismatch", "magic is 81985529216486895"},
        Misfit{"size", "plugin_abi_mismatch", "descriptor's size is"},
        Misfit{"short", "plugin_abi_mismatch", "descriptor's size is 8 in the plugin"},
        Misfit{"epoch", "plugin_abi_mismatch", "epoch 999 instead of"},
        Misfit{"epoch_number", "plugin_abi_mismatch", "the epoch is"},
        Misfit{"no_fingerprint", "plugin_abi_mismatch", "no fingerprint"},
        Misfit{"old_strings", "plugin_abi_mismatch", "string ABI cowstrings instead of cxx11"},
        Misfit{"debug_containers", "plugin_abi_mismatch", "containers debug instead of plain"},
        Misfit{"other_asan", "plugin_abi_mismatch", "AddressSanitizer"},
        Misfit{"other_tsan", "plugin_abi_mismatch", "ThreadSanitizer"},
        Misfit{"no_descriptor", "plugin_no_entry", "without azoth_plugin_descriptor"},
        Misfit{"function", "plugin_no_entry", "is no data"},
        Misfit{"no_offer", "plugin_bad_descriptor", "neither a dialect nor a driver"},
        // The last three pass every check of the file, and the dynamic linker stops them.
        Misfit{"unresolved", "plugin_load_failed",
               "loaded: undefined symbol: zoo_nobody_defines_this"},
        Misfit{"missing_library", "plugin_load_failed", "libzoo_missing.so"},
        Misfit{"core_symbol", "plugin_load_failed", "azoth_abi_999"}),
    [](const auto& info) { return std::string(info.param.animal); });

class Disappointing : public testing::TestWithParam<Misfit> {};

/// What only shows when the library is in the process.
TEST_P(Disappointing, AfterLoading) {
    const zoo::Yard yard;
    yard.put(GetParam().animal, "libazoth_wild.so");
    const azoth::PluginError error = zoo::load_failure({yard.path()}, "wild");
    EXPECT_EQ(error.code(), GetParam().code) << error.what();
    EXPECT_NE(error.message().find(GetParam().reason), std::string::npos) << error.what();
    EXPECT_EQ(yard.code_runs(), 1u);
}

INSTANTIATE_TEST_SUITE_P(
    Zoo, Disappointing,
    testing::Values(Misfit{"fingerprint_text", "plugin_abi_mismatch", "1_other"},
                    Misfit{"other_names", "plugin_bad_descriptor", "different schemes"}),
    [](const auto& info) { return std::string(info.param.animal); });

}  // namespace
