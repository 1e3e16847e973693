// SPDX-License-Identifier: MIT
#include <azoth/compliance/suite.hpp>

#include <exception>

#include <gtest/gtest.h>

#include <azoth/compile/ledger.hpp>

namespace azoth::compliance {

namespace {

struct Entry {
    std::shared_ptr<Bench> bench;
    Body body;
    std::vector<Capability> needs;
};

class RegisteredTest : public testing::Test {
public:
    explicit RegisteredTest(std::shared_ptr<const Entry> entry) : entry_(std::move(entry)) {}

    void TestBody() override {
        for (const Capability need : entry_->needs) {
            if (entry_->bench->supports(need)) continue;
            GTEST_SKIP() << "the ledger says no: " << compile::capability_name(need);
        }
        entry_->body(*entry_->bench);
    }
    void TearDown() override { entry_->bench->clean(); }

private:
    std::shared_ptr<const Entry> entry_;
};

}  // namespace

void Suites::begin(std::string suite, Badge badge) {
    suites_.push_back({bench_->target().name + "_" + suite, badge});
}

void Suites::test(std::string name, Body body, std::initializer_list<Capability> needs) {
    const Suite& suite = suites_.back();
    const bool only_reads = suite.badge == Badge::core_read || suite.badge == Badge::reflect;
    if (!bench_->target().writer_url.empty() && !only_reads) return;
    auto entry = std::make_shared<const Entry>(Entry{bench_, std::move(body), needs});
    testing::RegisterTest(suite.name.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [entry]() -> testing::Test* { return new RegisteredTest(entry); });
}

std::vector<std::string> Suites::suites_of(Badge badge) const {
    std::vector<std::string> found;
    for (const Suite& suite : suites_) {
        if (suite.badge == badge) found.push_back(suite.name);
    }
    return found;
}

}  // namespace azoth::compliance
