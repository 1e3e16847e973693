// SPDX-License-Identifier: MIT
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
         {add_ddl, add_types, add_inside, add_comparisons, add_arithmetic, add_select, add_dml,
          add_transactions, add_results, add_identifiers, add_errors, add_capabilities}) {
        add(suites);
    }
}

}  // namespace

int run(const Requirements& requirements, int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    std::vector<std::shared_ptr<Bench>> benches;
    for (const Target& target : requirements.targets()) {
        if (target.url.empty()) {
            std::printf("%s: not run: %s\n", target.name.c_str(), target.missing.c_str());
            continue;
        }
        benches.push_back(std::make_shared<Bench>(requirements, target));
        Suites suites(benches.back());
        add_all(suites);
    }
    if (benches.empty()) return 77;
    int status = RUN_ALL_TESTS();
    for (const auto& bench : benches) {
        const Caught failure = caught([&] { print_capabilities(*bench); });
        if (failure.category.empty()) continue;
        std::printf("no table of capabilities: %s\n", failure.text.c_str());
        status = 1;
    }
    return status;
}

}  // namespace azoth::compliance
