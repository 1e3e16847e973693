// SPDX-License-Identifier: MIT
// azoth_bench [--quick] [--json FILE] [--rounds N] [--only NAME] [--once SUBJECT N]
//
// --once runs one subject of the scenario named by --only once, with tables of N rows: what the
// instruction guard counts.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <azoth/error/error.hpp>

#include "harness.hpp"

namespace {

using namespace azoth_bench;

struct Arguments {
    bool quick = false;
    std::size_t rounds = 5;
    std::string json;
    std::string only;
    std::string once;
    std::size_t rows = 0;
};

bool is_mapper_scenario(const std::string& name) {
    return name == "P4" || name == "P7" || name.starts_with("P6");
}

/// Scans and selects read what the bulk insert of the same subject wrote.
bool fills_for(const Scenario& scenario, const std::string& only) {
    return scenario.name == "P2" && only != "P1" && only != "P2" && !is_mapper_scenario(only);
}

int run_once(const Arguments& arguments, const std::vector<Scenario>& scenarios) {
    for (const Scenario& scenario : scenarios) {
        if (scenario.name != arguments.only && !fills_for(scenario, arguments.only)) continue;
        for (const Subject& subject : scenario.subjects) {
            if (subject.name != arguments.once) continue;
            subject.prepare();
            subject.run();
            if (scenario.name == arguments.only) return 0;
        }
    }
    std::fprintf(stderr, "no subject %s in %s\n", arguments.once.c_str(), arguments.only.c_str());
    return 2;
}

int run(const Arguments& arguments) {
    Sizes sizes;
    if (arguments.quick) sizes = {20'000, 100'000, 20'000, 20'000};
    if (arguments.rows != 0) {
        sizes = {arguments.rows, arguments.rows, arguments.rows, arguments.rows};
    }
    std::vector<Scenario> scenarios = expression_scenarios(sizes);
    // The rows that the others work with are not to be counted here.
    const bool is_expression =
        std::any_of(scenarios.begin(), scenarios.end(),
                    [&](const Scenario& scenario) { return scenario.name == arguments.only; });
    if (!arguments.once.empty() && is_expression) return run_once(arguments, scenarios);
    for (Scenario& scenario : sqlite_scenarios(sizes)) scenarios.push_back(std::move(scenario));
    if (!arguments.once.empty()) return run_once(arguments, scenarios);
    // What these work with is prepared at once: not where nobody asks for it.
    if (arguments.only.empty() || is_mapper_scenario(arguments.only)) {
        for (Scenario& scenario : mapper_scenarios(sizes)) scenarios.push_back(std::move(scenario));
    }

    std::vector<Measurement> all;
    for (const Scenario& scenario : scenarios) {
        if (!arguments.only.empty() && scenario.name != arguments.only) {
            if (!fills_for(scenario, arguments.only)) continue;
            for (const Subject& subject : scenario.subjects) {
                subject.prepare();
                subject.run();
            }
            continue;
        }
        const std::vector<Measurement> measured = measure(scenario, arguments.rounds);
        print(measured);
        all.insert(all.end(), measured.begin(), measured.end());
    }
    if (!arguments.json.empty()) write_json(all, arguments.json);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Ratios to the raw client library, interleaved in one run"};
    Arguments arguments;
    app.add_flag("--quick", arguments.quick, "a minute's look: a tenth of the rows");
    app.add_option("--rounds", arguments.rounds, "measurements per subject");
    app.add_option("--json", arguments.json, "write the results here as well");
    app.add_option("--only", arguments.only, "one scenario, such as P5");
    app.add_option("--once", arguments.once, "run this subject once, for counting instructions");
    app.add_option("--rows", arguments.rows, "rows in the tables, and operations");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(arguments);
    } catch (const azoth::Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
