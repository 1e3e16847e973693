// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdio>

#include <gtest/gtest.h>

#include <azoth/compile/ledger.hpp>
#include <azoth/compliance/suite.hpp>

namespace azoth::compliance {

namespace {

void print_line(std::string_view name, bool yes, std::string_view reason) {
    std::printf("  %-28.*s %-4s%.*s\n", static_cast<int>(name.size()), name.data(),
                yes ? "yes" : "no", static_cast<int>(reason.size()), reason.data());
}

/// What the connected server can do, as the ledger and the author say.
void print_capabilities(Bench& bench) {
    std::printf("\ncapabilities of %.*s, target %s (%s)\n",
                static_cast<int>(bench.requirements().dialect().size()),
                bench.requirements().dialect().data(), bench.target().name.c_str(),
                bench.engine().client().c_str());
    for (std::size_t i = 0; i < static_cast<std::size_t>(Capability::count_); ++i) {
        const auto capability = static_cast<Capability>(i);
        print_line(compile::capability_name(capability), bench.supports(capability), "");
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(Question::count_); ++i) {
        const auto question = static_cast<Question>(i);
        const Answer answer = bench.answer(question);
        print_line(question_name(question), answer.yes, answer.reason);
    }
}

void add_all(Suites& suites) {
    for (const auto add :
         {add_results,      add_streaming,    add_select,      add_limits,    add_lists,
          add_patterns,     add_operators,    add_arithmetic,  add_sets,      add_joins,
          add_ordering,     add_windows,      add_groupings,   add_with,      add_sources,
          add_comparisons,  add_literals,     add_dml,         add_rowcount,  add_inserts,
          add_returning,    add_changes,      add_upserts,     add_types,     add_texts,
          add_decorators,   add_inside,       add_errors,      add_escaping,  add_capabilities,
          add_constructs,   add_transactions, add_two_phase,   add_sessions,  add_threads,
          add_ddl,          add_ddl_steps,    add_schemas,     add_computed,  add_sequences,
          add_views,        add_long_names,   add_identifiers, add_existence, add_reflection,
          add_quoted_names, add_descriptions}) {
        add(suites);
    }
}

/// How the tests of a badge ended.
struct Tally {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    [[nodiscard]] bool earned() const noexcept { return failed == 0 && passed > skipped; }
};

Tally tally(const Suites& suites, Badge badge) {
    Tally tally;
    const std::vector<std::string> wanted = suites.suites_of(badge);
    const testing::UnitTest& run = *testing::UnitTest::GetInstance();
    for (int i = 0; i < run.total_test_suite_count(); ++i) {
        const testing::TestSuite& suite = *run.GetTestSuite(i);
        if (std::find(wanted.begin(), wanted.end(), suite.name()) == wanted.end()) continue;
        tally.passed += suite.successful_test_count();
        tally.failed += suite.failed_test_count();
        tally.skipped += suite.skipped_test_count();
    }
    return tally;
}

/// Prints who earned what; false if a claimed badge was not earned.
[[nodiscard]] bool print_badges(const Bench& bench, const Suites& suites) {
    const Requirements& requirements = bench.requirements();
    const std::vector<Badge> claims = requirements.claims();
    // A filtered run says nothing about what it left out.
    const testing::UnitTest& run = *testing::UnitTest::GetInstance();
    const bool is_whole = run.test_to_run_count() == run.total_test_count();
    bool all_earned = true;
    std::printf("\nbadges of %s, target %s\n", std::string(requirements.dialect()).c_str(),
                bench.target().name.c_str());
    for (std::size_t i = 0; i < static_cast<std::size_t>(Badge::count_); ++i) {
        const auto badge = static_cast<Badge>(i);
        const Tally ended = tally(suites, badge);
        const bool is_claimed = std::find(claims.begin(), claims.end(), badge) != claims.end();
        const bool is_missed = is_whole && is_claimed && !ended.earned();
        if (is_missed) all_earned = false;
        std::printf("  %-14s %-4s%d passed, %d failed, %d skipped%s\n",
                    std::string(badge_name(badge)).c_str(), ended.earned() ? "yes" : "no",
                    ended.passed, ended.failed, ended.skipped,
                    is_missed ? "; claimed and not earned" : "");
    }
    return all_earned;
}

}  // namespace

int run(const Requirements& requirements, int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    std::vector<std::shared_ptr<Bench>> benches;
    std::vector<Suites> suites;
    for (const Target& target : requirements.targets()) {
        if (target.url.empty()) {
            std::printf("%s: not run: %s\n", target.name.c_str(), target.missing.c_str());
            continue;
        }
        benches.push_back(std::make_shared<Bench>(requirements, target));
        suites.emplace_back(benches.back());
        add_all(suites.back());
    }
    if (benches.empty()) return 77;
    int status = RUN_ALL_TESTS();
    for (const auto& bench : benches) {
        const Caught failure = caught([&] { print_capabilities(*bench); });
        if (failure.category.empty()) continue;
        std::printf("no table of capabilities: %s\n", failure.text.c_str());
        status = 1;
    }
    for (std::size_t i = 0; i < benches.size(); ++i) {
        if (!print_badges(*benches[i], suites[i])) status = 1;
    }
    return status;
}

}  // namespace azoth::compliance
