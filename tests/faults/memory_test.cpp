// SPDX-License-Identifier: MIT
// SQLite gets no memory at its n-th request, for every n.
#include <cstdint>
#include <string>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "ledger.hpp"

namespace azoth_test {
namespace {

/// SQLite's allocator behind a counter; in place before SQLite is used for the first time.
class FailingMemory {
public:
    FailingMemory() {
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
        sqlite3_mem_methods methods = real;
        methods.xMalloc = [](int size) { return fails() ? nullptr : real.xMalloc(size); };
        methods.xRealloc = [](void* at, int size) {
            return fails() ? nullptr : real.xRealloc(at, size);
        };
        is_installed = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
    }

    static void arm(std::uint64_t nth, bool for_good) {
        seen = 0;
        last = for_good ? UINT64_MAX : nth;
        first = nth;
    }
    /// Whether anything failed.
    static bool disarm() {
        const bool failed = first != 0 && seen >= first;
        first = 0;
        return failed;
    }

    static inline bool is_installed = false;

private:
    static bool fails() { return first != 0 && ++seen >= first && seen <= last; }

    static inline sqlite3_mem_methods real{};
    static inline std::uint64_t first = 0;
    static inline std::uint64_t last = 0;
    static inline std::uint64_t seen = 0;
};

const FailingMemory failing_memory;

class MemoryFaults : public testing::TestWithParam<bool> {};

TEST_P(MemoryFaults, LeaveAllOrNothing) {
    ASSERT_TRUE(FailingMemory::is_installed);
    std::uint64_t nth = 1;
    for (;; ++nth) {
        const Ledger ledger("delete", false);
        azoth::Engine engine = ledger.engine();
        FailingMemory::arm(nth, GetParam());
        const Outcome outcome = ledger.transfer(engine);
        const bool failed = FailingMemory::disarm();
        const testing::ScopedTrace trace(__FILE__, __LINE__, "request " + std::to_string(nth));
        ledger.expect_truth(outcome);
        ledger.expect_usable(engine);
        if (!failed || HasFailure()) break;
    }
    RecordProperty("requests", static_cast<int>(nth - 1));
    EXPECT_GE(nth, 100U) << "the control: there was something to fail at";
}

INSTANTIATE_TEST_SUITE_P(Sqlite, MemoryFaults, testing::Bool(), [](const auto& info) {
    return std::string(info.param ? "for_good" : "once");
});

}  // namespace
}  // namespace azoth_test
