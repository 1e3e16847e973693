// SPDX-License-Identifier: MIT
#include "harness.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace azoth_bench {

namespace {

struct Sample {
    double wall = 0;
    double cpu = 0;
};

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Sample time_once(const Subject& subject) {
    subject.prepare();
    const double cpu = processor_seconds();
    const auto begin = std::chrono::steady_clock::now();
    subject.run();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    return {wall.count(), processor_seconds() - cpu};
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double median_of(const std::vector<Sample>& samples, double Sample::*part) {
    std::vector<double> values;
    for (const Sample& sample : samples) values.push_back(sample.*part);
    return median(std::move(values));
}

}  // namespace

std::vector<Measurement> measure(const Scenario& scenario, std::size_t rounds) {
    const std::size_t count = scenario.subjects.size();
    std::vector<std::vector<Sample>> samples(count);
    std::vector<Sample> raw_again;
    for (const Subject& subject : scenario.subjects) time_once(subject);  // warm caches
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = round % 2 == 0 ? i : count - 1 - i;
            samples[at].push_back(time_once(scenario.subjects[at]));
        }
        raw_again.push_back(time_once(scenario.subjects.front()));
    }

    const double raw_wall = median_of(samples[0], &Sample::wall);
    const double raw_cpu = median_of(samples[0], &Sample::cpu);
    const double spread = std::abs(median_of(raw_again, &Sample::wall) / raw_wall - 1);
    std::vector<Measurement> results;
    for (std::size_t i = 0; i < count; ++i) {
        Measurement result;
        result.scenario = scenario.name;
        result.backend = scenario.backend;
        result.subject = scenario.subjects[i].name;
        const double wall = median_of(samples[i], &Sample::wall);
        result.ratio = wall / raw_wall;
        result.cpu_ratio = median_of(samples[i], &Sample::cpu) / raw_cpu;
        result.median_ns = wall * 1e9 / static_cast<double>(scenario.operations);
        result.spread = spread;
        result.rounds = rounds;
        result.operations = scenario.operations;
        if (result.subject == "azoth") {
            result.target = scenario.target;
            result.target_in_ns = scenario.target_in_ns;
            result.met = scenario.target_in_ns ? result.median_ns <= scenario.target * (1 + spread)
                                               : result.ratio <= scenario.target + spread;
        }
        results.push_back(std::move(result));
    }
    return results;
}

void print(const std::vector<Measurement>& measurements) {
    for (const Measurement& m : measurements) {
        char target[32] = "";
        if (m.target > 0) {
            std::snprintf(target, sizeof target, m.target_in_ns ? "%.0f ns" : "%.2f", m.target);
        }
        std::printf("%-12s %-10s %-12s %6.2f  cpu %6.2f  %10.0f ns/op  %8s %s\n",
                    m.scenario.c_str(), m.backend.c_str(), m.subject.c_str(), m.ratio, m.cpu_ratio,
                    m.median_ns, target, m.target > 0 ? (m.met ? "met" : "MISSED") : "");
    }
    std::fflush(stdout);
}

void write_json(const std::vector<Measurement>& measurements, const std::string& file) {
    std::FILE* out = std::fopen(file.c_str(), "w");
    if (out == nullptr) {
        std::perror(file.c_str());
        return;
    }
    std::fputs("[\n", out);
    for (std::size_t i = 0; i < measurements.size(); ++i) {
        const Measurement& m = measurements[i];
        std::fprintf(out,
                     "{\"scenario\":\"%s\",\"backend\":\"%s\",\"subject\":\"%s\",\"ratio\":%.4f,"
                     "\"cpu_ratio\":%.4f,\"target\":%.2f,\"target_unit\":\"%s\",\"met\":%s,"
                     "\"median_ns\":%.1f,\"spread\":%.4f,\"rounds\":%zu,\"n\":%zu}%s\n",
                     m.scenario.c_str(), m.backend.c_str(), m.subject.c_str(), m.ratio, m.cpu_ratio,
                     m.target, m.target_in_ns ? "ns" : "ratio", m.met ? "true" : "false",
                     m.median_ns, m.spread, m.rounds, m.operations,
                     i + 1 < measurements.size() ? "," : "");
    }
    std::fputs("]\n", out);
    std::fclose(out);
}

std::vector<RowData> make_rows(std::size_t count) {
    std::vector<RowData> rows(count);
    std::uint64_t state = 42;
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        RowData& row = rows[i];
        row.id = static_cast<std::int64_t>(i) + 1;
        row.name = "name-" + std::to_string(state >> 20);
        row.name.resize(20, 'x');
        row.score = static_cast<double>(state >> 33) / 1000.0;
        row.has_rank = (state >> 40) % 4 != 0;
        row.rank = static_cast<std::int64_t>((state >> 35) % 1000);
    }
    return rows;
}

}  // namespace azoth_bench
