// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth/compile/ledger.hpp>
#include <azoth/compliance/bench.hpp>

namespace azoth::compliance {

using Body = std::function<void(Bench&)>;
using compile::Capability;

/// Takes the tests of one target and hands them to GoogleTest as `<target>_<suite>.<name>`. A test
/// whose capabilities the connected server lacks is skipped and says which; that the lack is
/// refused is tested by the suite "capabilities".
class Suites {
public:
    explicit Suites(std::shared_ptr<Bench> bench) : bench_(std::move(bench)) {}

    void begin(std::string suite) { suite_ = std::move(suite); }
    void test(std::string name, Body body, std::initializer_list<Capability> needs = {});

private:
    std::shared_ptr<Bench> bench_;
    std::string suite_;
};

// One function per file of tests.
void add_ddl(Suites& suites);
void add_types(Suites& suites);
void add_inside(Suites& suites);
void add_comparisons(Suites& suites);
void add_arithmetic(Suites& suites);
void add_select(Suites& suites);
void add_dml(Suites& suites);
void add_transactions(Suites& suites);
void add_results(Suites& suites);
void add_identifiers(Suites& suites);
void add_errors(Suites& suites);
void add_capabilities(Suites& suites);

/// Registers everything for every target, runs it and prints the table of capabilities. What
/// main() returns: 0, 1 if a test failed, 77 if no target could be run.
[[nodiscard]] int run(const Requirements& requirements, int argc, char** argv);

}  // namespace azoth::compliance
