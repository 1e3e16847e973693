// SPDX-License-Identifier: MIT
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include <azoth/dialect/dialect.hpp>
#include <azoth/driver/driver.hpp>

#include "yard.hpp"
#include "zoo/tame.hpp"

namespace {

using azoth::DialectRegistry;
using zoo::Yard;

class Registry : public testing::Test {
protected:
    Registry() { registry_.add_directory(yard_.path()); }
    Yard yard_;
    DialectRegistry registry_;
};

TEST_F(Registry, AliasesShareOneDialect) {
    yard_.put("tame", "libazoth_tame.so");
    // Beside them those of the build tree, which is where the core's own plugins are.
    EXPECT_THAT(registry_.schemes(), testing::IsSupersetOf({"docile", "tame"}));
    EXPECT_EQ(yard_.code_runs(), 0u) << "looking loads nothing";
    const auto dialect = registry_.load_dialect("docile");
    EXPECT_EQ(dialect->name(), "tame");
    EXPECT_EQ(registry_.load_dialect("tame"), dialect);
    EXPECT_EQ(yard_.code_runs(), 1u);
}

TEST_F(Registry, MissTellsTheStory) {
    yard_.put("tame", "libazoth_tame.so");
    yard_.write("libazoth_broken.so", "text");
    const azoth::PluginError error = zoo::failure_of([&] { (void)registry_.load_dialect("tme"); });
    EXPECT_EQ(error.code(), "dialect_not_found");
    EXPECT_EQ(error.details().hint, "did you mean \"tame\"?");
    for (const std::string& said :
         {std::string("there is no dialect \"tme\""), std::string("known: docile, "),
          std::string(" tame\n"), yard_.path() + " (given in code)",
          yard_.file("libazoth_broken.so") + " refused [plugin_bad_file]: not an ELF file"})
        EXPECT_NE(error.message().find(said), std::string::npos) << error.what();
}

TEST_F(Registry, FindsWhatIsAddedLater) {
    EXPECT_EQ(zoo::failure_of([&] { (void)registry_.load_dialect("tame"); }).code(),
              "dialect_not_found");
    yard_.put("tame", "libazoth_tame.so");
    EXPECT_TRUE(registry_.load_dialect("tame"));
}

TEST_F(Registry, TheEnvironmentIsSearched) {
    const Yard other;
    other.put("tame", "libazoth_tame.so");
    const zoo::Environment path("AZOTH_PLUGIN_PATH", "/nowhere:" + other.path());
    EXPECT_TRUE(registry_.load_dialect("tame"));
}

TEST_F(Registry, NothingIsEverUnloaded) {
    const std::string path = yard_.put("tame", "libazoth_tame.so");
    std::shared_ptr<const azoth::Dialect> survivor;
    {
        DialectRegistry brief;
        brief.add_directory(yard_.path());
        survivor = brief.load_dialect("tame");
    }
    EXPECT_EQ(survivor->name(), "tame");
    survivor.reset();
    void* handle = dlopen(path.c_str(), RTLD_NOLOAD | RTLD_NOW);
    ASSERT_NE(handle, nullptr) << "it is mapped still";
    // Not even by force: the file is linked so that dlclose() cannot unmap it.
    for (int i = 0; i < 8; ++i) dlclose(handle);
    handle = dlopen(path.c_str(), RTLD_NOLOAD | RTLD_NOW);
    ASSERT_NE(handle, nullptr);
}

// ── drivers ─────────────────────────────────────────────────────────────────────────────────────

TEST_F(Registry, DriverByName) {
    yard_.put("tame", "libazoth_tame.so");
    yard_.put("driver", "libazoth_keeper.so");
    const auto first = registry_.make_driver("docile", "keeper");
    const auto second = registry_.make_driver("tame", "keeper");
    EXPECT_EQ(first->name(), "keeper");
    EXPECT_NE(first, second) << "one per engine";
}

TEST_F(Registry, TheOnlyDriverIsTheDefault) {
    yard_.put("tame", "libazoth_tame.so");
    yard_.put("driver", "libazoth_keeper.so");
    EXPECT_EQ(registry_.make_driver("tame")->name(), "keeper");
}

TEST_F(Registry, SeveralDriversAreAmbiguous) {
    yard_.put("tame", "libazoth_tame.so");
    yard_.put("driver", "libazoth_keeper.so");
    yard_.put("driver_second", "libazoth_warden.so");
    const azoth::PluginError error = zoo::failure_of([&] { (void)registry_.make_driver("tame"); });
    EXPECT_EQ(error.code(), "driver_ambiguous");
    EXPECT_NE(error.message().find("keeper, warden"), std::string::npos);
    EXPECT_EQ(registry_.make_driver("tame", "warden")->name(), "warden");
}

TEST_F(Registry, DialectWithoutDriverSaysSo) {
    yard_.put("tame", "libazoth_tame.so");
    EXPECT_TRUE(registry_.load_dialect("tame"));
    const azoth::PluginError none = zoo::failure_of([&] { (void)registry_.make_driver("tame"); });
    EXPECT_EQ(none.code(), "driver_not_found");
    EXPECT_NE(none.message().find("can compile but not connect"), std::string::npos);

    yard_.put("driver", "libazoth_keeper.so");
    const azoth::PluginError typo =
        zoo::failure_of([&] { (void)registry_.make_driver("tame", "kepeer"); });
    EXPECT_EQ(typo.code(), "driver_not_found");
    EXPECT_NE(typo.message().find("no driver \"kepeer\""), std::string::npos) << typo.what();
    EXPECT_EQ(typo.details().hint, "did you mean \"keeper\"?");
}

TEST_F(Registry, DriverOfAnotherDialectDoesNotServe) {
    yard_.put("tame", "libazoth_tame.so");
    registry_.add_dialect("other", std::make_shared<zoo::TameDialect>());
    yard_.put("driver", "libazoth_keeper.so");
    EXPECT_EQ(zoo::failure_of([&] { (void)registry_.make_driver("other", "keeper"); }).code(),
              "driver_not_found");
}

TEST_F(Registry, ARefusedDriverGivesItsReason) {
    yard_.put("tame", "libazoth_tame.so");
    yard_.write("libazoth_keeper.so", "text");
    EXPECT_EQ(zoo::failure_of([&] { (void)registry_.make_driver("tame", "keeper"); }).code(),
              "plugin_bad_file");
}

// ── registration in code ────────────────────────────────────────────────────────────────────────

TEST_F(Registry, RegisteredComesFirst) {
    yard_.put("tame", "libazoth_tame.so");
    const auto mine = std::make_shared<zoo::TameDialect>();
    registry_.add_dialect("mine", mine, {"tame", "mine"});
    EXPECT_EQ(registry_.load_dialect("tame"), mine);
    EXPECT_EQ(registry_.load_dialect("mine"), mine);
    EXPECT_NE(registry_.load_dialect("docile"), mine) << "only what it registered";
    EXPECT_EQ(registry_.report().files.front().origin, azoth::PluginOrigin::registered);
}

TEST_F(Registry, RegisteredTwiceIsRefused) {
    const auto mine = std::make_shared<zoo::TameDialect>();
    registry_.add_dialect("mine", mine);
    EXPECT_EQ(zoo::failure_of([&] { registry_.add_dialect("mine", mine); }).code(),
              "plugin_duplicate");
    yard_.put("tame", "libazoth_tame.so");
    (void)registry_.load_dialect("tame");
    EXPECT_EQ(zoo::failure_of([&] { registry_.add_dialect("tame", mine); }).code(),
              "plugin_duplicate");
}

TEST_F(Registry, RegisteredNamesAreChecked) {
    const auto mine = std::make_shared<zoo::TameDialect>();
    EXPECT_EQ(zoo::failure_of([&] { registry_.add_dialect("../mine", mine); }).code(),
              "plugin_bad_descriptor");
    EXPECT_THROW(registry_.add_dialect("mine", nullptr), azoth::ArgumentError);
    EXPECT_THROW(registry_.add_driver("mine", {"tame"}, nullptr), azoth::ArgumentError);
}

TEST_F(Registry, RegisteredDriver) {
    registry_.add_dialect("mine", std::make_shared<zoo::TameDialect>());
    yard_.put("driver", "libazoth_keeper.so");
    const Yard tools;
    tools.put("tame", "libazoth_tame.so");
    tools.put("driver", "libazoth_keeper.so");
    // A program's own function may use a registry; a plugin's factory may not.
    registry_.add_driver("own", {"mine"}, [&] {
        DialectRegistry inner;
        inner.add_directory(tools.path());
        return inner.make_driver("tame");
    });
    EXPECT_EQ(registry_.make_driver("mine")->name(), "keeper");
    registry_.add_driver("empty", {"mine"}, [] { return nullptr; });
    EXPECT_EQ(zoo::failure_of([&] { (void)registry_.make_driver("mine", "empty"); }).code(),
              "plugin_init_failed");
}

azoth::Dialect* make_own(azoth::sdk::ErrorSink*) noexcept {
    return new zoo::TameDialect;
}

// This program refers to the core's fingerprint symbol, as every program with a plugin of its own
// does, and so may hold a copy of it: the core must not take itself for the program.
TEST_F(Registry, LooksBesideTheCoreAndNotBesideTheProgram) {
    bool found = false;
    for (const auto& directory : registry_.report().directories) {
        if (directory.origin != azoth::PluginOrigin::beside_core) continue;
        EXPECT_EQ(directory.path, std::filesystem::canonical(AZOTH_BUILT_PLUGINS));
        found = true;
    }
    EXPECT_TRUE(found);
    EXPECT_NE(&AZOTH_CORE_SYMBOL, nullptr);
}

TEST_F(Registry, RegisteredDescriptor) {
    static const char* const schemes[] = {"own", "owned", nullptr};
    static azoth::sdk::PluginDescriptor own{azoth::sdk::plugin_magic,
                                            sizeof(azoth::sdk::PluginDescriptor),
                                            AZOTH_SPI_EPOCH,
                                            AZOTH_FINGERPRINT_TEXT,
                                            "own",
                                            "1.0",
                                            "MIT",
                                            schemes,
                                            nullptr,
                                            &make_own,
                                            nullptr,
                                            &AZOTH_CORE_SYMBOL};
    registry_.add_plugin(own);
    EXPECT_EQ(registry_.load_dialect("own"), registry_.load_dialect("owned"));

    azoth::sdk::PluginDescriptor stale = own;
    stale.epoch += 1;
    DialectRegistry second;
    EXPECT_EQ(zoo::failure_of([&] { second.add_plugin(stale); }).code(), "plugin_abi_mismatch");
}

}  // namespace
