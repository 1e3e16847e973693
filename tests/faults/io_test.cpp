// SPDX-License-Identifier: MIT
// The disk fails at the n-th request of a unit of work, for every n: each time a typed error, the
// truth about COMMIT, a sound file, and an engine that goes on.
#include <set>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "fault_vfs.hpp"
#include "ledger.hpp"

namespace azoth_test {
namespace {

class IoFaults : public testing::TestWithParam<std::tuple<const char*, Failure>> {
protected:
    void SetUp() override { register_fault_vfs(); }
};

TEST_P(IoFaults, LeaveAllOrNothing) {
    const auto [journal_mode, failure] = GetParam();
    std::set<std::string> kinds;
    std::uint64_t unknown = 0;
    std::uint64_t nth = 1;
    for (;; ++nth) {
        const Ledger ledger(journal_mode, true);
        azoth::Engine engine = ledger.engine(fault_vfs);
        arm_faults(nth, failure);
        const Outcome outcome = ledger.transfer(engine);
        disarm_faults();
        const std::string fault = first_fault();
        const testing::ScopedTrace trace(__FILE__, __LINE__,
                                         "request " + std::to_string(nth) + ", " + fault);
        ledger.expect_truth(outcome);
        ledger.expect_usable(engine);
        if (outcome == Outcome::unknown) ++unknown;
        if (fault.empty()) {
            EXPECT_EQ(outcome, Outcome::done);
            break;
        }
        kinds.insert(fault.substr(0, fault.find(' ')));
        if (HasFailure()) break;
    }
    // The control: there was something to fail at, of the kinds that this failure is about.
    RecordProperty("requests", static_cast<int>(nth - 1));
    RecordProperty("unknown", static_cast<int>(unknown));
    if (failure == Failure::silently) {
        EXPECT_GE(nth, 3U);
        EXPECT_TRUE(kinds.contains("sync"));
    } else if (failure == Failure::disk_full) {
        EXPECT_GE(nth, 20U);
    } else {
        EXPECT_GE(nth, 60U);
        for (const char* kind : {"open", "read", "write", "sync", "lock"}) {
            EXPECT_TRUE(kinds.contains(kind)) << kind;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Sqlite, IoFaults,
                         testing::Combine(testing::Values("delete", "truncate", "persist", "wal"),
                                          testing::Values(Failure::once, Failure::for_good,
                                                          Failure::disk_full, Failure::silently)),
                         [](const auto& info) {
                             return std::string(std::get<0>(info.param)) + "_" +
                                    std::string(failure_name(std::get<1>(info.param)));
                         });

}  // namespace
}  // namespace azoth_test
