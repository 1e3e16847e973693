// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <barrier>
#include <thread>
#include <vector>

#include <azoth/dialect/dialect.hpp>
#include <azoth/driver/driver.hpp>

#include "yard.hpp"

namespace {

constexpr std::size_t threads = 64;

/// Runs `action(index)` in all threads at once.
template <class Action>
void run_together(const Action& action) {
    std::barrier start(static_cast<std::ptrdiff_t>(threads));
    std::vector<std::thread> running;
    for (std::size_t i = 0; i < threads; ++i) {
        running.emplace_back([&, i] {
            start.arrive_and_wait();
            action(i);
        });
    }
    for (auto& thread : running) thread.join();
}

TEST(Threads, FirstLoadHappensOnce) {
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    yard.put("driver", "libazoth_keeper.so");
    azoth::DialectRegistry registry;
    registry.add_directory(yard.path());
    std::vector<std::shared_ptr<const azoth::Dialect>> dialects(threads);
    std::vector<std::shared_ptr<azoth::driver::Driver>> drivers(threads);
    run_together([&](std::size_t i) {
        dialects[i] = registry.load_dialect(i % 2 == 0 ? "tame" : "docile");
        drivers[i] = registry.make_driver("tame", "keeper");
    });
    for (std::size_t i = 0; i < threads; ++i) {
        EXPECT_EQ(dialects[i], dialects[0]);
        ASSERT_TRUE(drivers[i]);
    }
    EXPECT_EQ(yard.code_runs(), 2u) << "one dialect and one driver were mapped";
}

TEST(Threads, FailuresDoNotBlockOthers) {
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    yard.put("throws", "libazoth_wild.so");
    azoth::DialectRegistry registry;
    registry.add_directory(yard.path());
    std::vector<std::string> outcomes(threads);
    run_together([&](std::size_t i) {
        const char* const schemes[] = {"tame", "wild", "nosuch"};
        try {
            outcomes[i] = registry.load_dialect(schemes[i % 3])->name();
        } catch (const azoth::PluginError& error) {
            outcomes[i] = error.code();
        }
    });
    const char* const expected[] = {"tame", "plugin_init_failed", "dialect_not_found"};
    for (std::size_t i = 0; i < threads; ++i) EXPECT_EQ(outcomes[i], expected[i % 3]);
}

TEST(Threads, RegistriesDoNotDisturbEachOther) {
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    run_together([&](std::size_t) {
        azoth::DialectRegistry registry;
        registry.add_directory(yard.path());
        EXPECT_EQ(registry.load_dialect("tame")->name(), "tame");
    });
    EXPECT_EQ(yard.code_runs(), 1u);
}

}  // namespace
