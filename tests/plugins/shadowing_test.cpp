// SPDX-License-Identifier: MIT
// Several plugins that offer the same name: which one serves, and when that is an error.
#include <gtest/gtest.h>

#include <azoth/driver/driver.hpp>

#include "yard.hpp"

namespace {

using azoth::DialectRegistry;
using zoo::Yard;

class Shadowing : public testing::Test {
protected:
    Shadowing() {
        registry_.add_directory(early_.path());
        registry_.add_directory(late_.path());
    }
    Yard late_;
    Yard early_;  // opened last, so it is the one that counts code runs
    DialectRegistry registry_;
};

TEST_F(Shadowing, EarlierDirectoryWins) {
    late_.put("tame", "libazoth_tame.so");
    early_.write("libazoth_unrelated.so", "text");
    const std::string first = early_.put("tame", "libazoth_tame.so");
    std::vector<std::string> found;
    for (const auto& file : registry_.report().files)
        if (azoth::offers_scheme(file, "tame")) found.push_back(file.path);
    EXPECT_EQ(found, (std::vector{first, late_.file("libazoth_tame.so")}));
    EXPECT_TRUE(registry_.load_dialect("tame"));
    EXPECT_EQ(early_.code_runs(), 1u);
}

TEST_F(Shadowing, ARefusedFileIsNotPassedOver) {
    late_.put("tame", "libazoth_tame.so");
    // By its name, since nothing else of it can be read.
    early_.write("libazoth_tame.so", "text");
    const azoth::PluginError error = zoo::failure_of([&] { (void)registry_.load_dialect("tame"); });
    EXPECT_EQ(error.code(), "plugin_bad_file");
    EXPECT_EQ(error.details().component, early_.file("libazoth_tame.so"));
    EXPECT_TRUE(registry_.load_dialect("docile")) << "another name, which only the other offers";

    // By its marks, whatever its name.
    late_.put("no_fingerprint", "libazoth_wild.so");
    early_.put("epoch", "libazoth_any.so");
    EXPECT_EQ(zoo::failure_of([&] { (void)registry_.load_dialect("feral"); }).details().component,
              early_.file("libazoth_any.so"));
}

TEST_F(Shadowing, TwoInOneDirectoryAreAnError) {
    const std::string first = early_.put("tame", "libazoth_a.so");
    const std::string second = early_.put("tame", "libazoth_b.so");
    const azoth::PluginError error = zoo::failure_of([&] { (void)registry_.load_dialect("tame"); });
    EXPECT_EQ(error.code(), "plugin_duplicate");
    EXPECT_NE(error.message().find(first + " and " + second), std::string::npos) << error.what();
    EXPECT_EQ(early_.code_runs(), 0u);
}

TEST_F(Shadowing, TwoDriversInOneDirectoryAreAnError) {
    early_.put("tame", "libazoth_tame.so");
    early_.put("driver", "libazoth_a.so");
    early_.put("driver", "libazoth_b.so");
    EXPECT_EQ(zoo::failure_of([&] { (void)registry_.make_driver("tame", "keeper"); }).code(),
              "plugin_duplicate");
}

TEST_F(Shadowing, ARefusedNeighbourDoesNoHarm) {
    early_.put("epoch_number", "libazoth_old.so");
    early_.put("swallows", "libazoth_new.so");
    // The accepted one of the two was chosen: it fails for a reason of its own.
    EXPECT_EQ(zoo::failure_of([&] { (void)registry_.load_dialect("wild"); }).code(),
              "plugin_init_failed");
}

}  // namespace
