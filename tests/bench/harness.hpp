// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace azoth_bench {

/// Keeps a result alive for the optimiser.
template <class T>
inline void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

/// One way of doing a scenario's work. `run` does all of it once; `prepare` is not timed.
struct Subject {
    std::string name;  ///< raw, azoth, soci …
    std::function<void()> run;
    std::function<void()> prepare = [] {};
};

/// The same work done in several ways; the first subject is raw, the limit.
struct Scenario {
    std::string name;     ///< P1 …
    std::string backend;  ///< sqlite …
    double target = 0;    ///< ratio to raw; nanoseconds per operation if `target_in_ns`
    bool target_in_ns = false;
    std::size_t operations = 1;  ///< per run
    std::vector<Subject> subjects;
};

/// What one subject of a scenario came to.
struct Measurement {
    std::string scenario;
    std::string backend;
    std::string subject;
    double ratio = 1;      ///< wall time, median against raw's median
    double cpu_ratio = 1;  ///< processor time likewise
    double target = 0;
    bool target_in_ns = false;
    bool met = true;
    double median_ns = 0;  ///< per operation
    double spread = 0;     ///< of raw against itself
    std::size_t rounds = 0;
    std::size_t operations = 0;
};

/// Runs all subjects interleaved, in turning order, raw twice per round: once as the measure and
/// once to see how far a measurement differs from itself.
[[nodiscard]] std::vector<Measurement> measure(const Scenario& scenario, std::size_t rounds);

void print(const std::vector<Measurement>& measurements);
void write_json(const std::vector<Measurement>& measurements, const std::string& file);

/// The four columns every scenario moves.
struct RowData {
    std::int64_t id = 0;
    std::string name;
    double score = 0;
    bool has_rank = false;
    std::int64_t rank = 0;
};
[[nodiscard]] std::vector<RowData> make_rows(std::size_t count);

/// Sizes: full ones, or a tenth for a quick look.
struct Sizes {
    std::size_t single_inserts = 100'000;
    std::size_t bulk_rows = 1'000'000;
    std::size_t point_selects = 100'000;
    std::size_t expressions = 100'000;
};

[[nodiscard]] std::vector<Scenario> sqlite_scenarios(const Sizes& sizes);
[[nodiscard]] std::vector<Scenario> mapper_scenarios(const Sizes& sizes);
[[nodiscard]] std::vector<Scenario> expression_scenarios(const Sizes& sizes);

}  // namespace azoth_bench
