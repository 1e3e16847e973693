// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <azoth/compile/ledger.hpp>
#include <azoth/compliance/badge.hpp>
#include <azoth/compliance/bench.hpp>

namespace azoth::compliance {

using Body = std::function<void(Bench&)>;
using compile::Capability;

/// Takes the tests of one target and hands them to GoogleTest as `<target>_<suite>.<name>`. A test
/// whose capabilities the connected server lacks is skipped and says which; that the lack is
/// refused is tested by the suites "capabilities" and "constructs". Suites that need more than
/// reading are left out for a target that only reads.
class Suites {
public:
    explicit Suites(std::shared_ptr<Bench> bench) : bench_(std::move(bench)) {}

    /// The tests that follow belong to `suite`, which counts for `badge`.
    void begin(std::string suite, Badge badge);
    void test(std::string name, Body body, std::initializer_list<Capability> needs = {});

    /// The suites of a badge, as GoogleTest calls them.
    [[nodiscard]] std::vector<std::string> suites_of(Badge badge) const;

private:
    struct Suite {
        std::string name;
        Badge badge;
    };
    std::shared_ptr<Bench> bench_;
    std::vector<Suite> suites_;
};

// One function per file of tests.
void add_arithmetic(Suites& suites);
void add_capabilities(Suites& suites);
void add_changes(Suites& suites);
void add_comparisons(Suites& suites);
void add_computed(Suites& suites);
void add_constructs(Suites& suites);
void add_ddl(Suites& suites);
void add_ddl_steps(Suites& suites);
void add_decorators(Suites& suites);
void add_descriptions(Suites& suites);
void add_dml(Suites& suites);
void add_errors(Suites& suites);
void add_escaping(Suites& suites);
void add_existence(Suites& suites);
void add_groupings(Suites& suites);
void add_identifiers(Suites& suites);
void add_inserts(Suites& suites);
void add_inside(Suites& suites);
void add_joins(Suites& suites);
void add_limits(Suites& suites);
void add_lists(Suites& suites);
void add_literals(Suites& suites);
void add_long_names(Suites& suites);
void add_operators(Suites& suites);
void add_ordering(Suites& suites);
void add_patterns(Suites& suites);
void add_quoted_names(Suites& suites);
void add_reflection(Suites& suites);
void add_results(Suites& suites);
void add_returning(Suites& suites);
void add_rowcount(Suites& suites);
void add_schemas(Suites& suites);
void add_select(Suites& suites);
void add_sequences(Suites& suites);
void add_sessions(Suites& suites);
void add_sets(Suites& suites);
void add_sources(Suites& suites);
void add_streaming(Suites& suites);
void add_texts(Suites& suites);
void add_threads(Suites& suites);
void add_transactions(Suites& suites);
void add_two_phase(Suites& suites);
void add_types(Suites& suites);
void add_upserts(Suites& suites);
void add_views(Suites& suites);
void add_windows(Suites& suites);
void add_with(Suites& suites);

/// Registers everything for every target, runs it and prints the table of capabilities. What
/// main() returns: 0, 1 if a test failed, 77 if no target could be run.
[[nodiscard]] int run(const Requirements& requirements, int argc, char** argv);

}  // namespace azoth::compliance
