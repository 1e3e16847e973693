// SPDX-License-Identifier: MIT
// SQLite, in memory: the raw client, this library, and SOCI.
#include <memory>

#include "harness.hpp"
#include "sqlite_subject.hpp"

namespace azoth_bench {

std::vector<Scenario> sqlite_scenarios(const Sizes& sizes) {
    const auto raw = make_raw_sqlite();
    const auto ours = make_azoth_sqlite();
    const auto soci = make_soci_sqlite();
    const auto few = std::make_shared<std::vector<RowData>>(make_rows(sizes.single_inserts));
    const auto many = std::make_shared<std::vector<RowData>>(make_rows(sizes.bulk_rows));
    const auto keys = std::make_shared<std::vector<std::int64_t>>();
    std::uint64_t state = 7;
    for (std::size_t i = 0; i < sizes.point_selects; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        keys->push_back(static_cast<std::int64_t>((state >> 33) % sizes.bulk_rows) + 1);
    }
    const auto clear_raw = [raw] { raw->clear(); };
    const auto clear_ours = [ours] { ours->clear(); };
    const auto clear_soci = [soci] { soci->clear(); };

    return {
        {"P1",
         "sqlite",
         1.00,
         false,
         sizes.single_inserts,
         {{"raw", [=] { raw->insert(*few); }, clear_raw},
          {"azoth", [=] { ours->insert(*few); }, clear_ours},
          {"soci", [=] { soci->insert(*few); }, clear_soci}}},
        {"P2",
         "sqlite",
         0.65,
         false,
         sizes.bulk_rows,
         {{"raw", [=] { raw->insert(*many); }, clear_raw},
          {"azoth", [=] { ours->insert_bulk(*many); }, clear_ours},
          {"soci", [=] { soci->insert(*many); }, clear_soci}}},
        // From here on the tables hold what P2 left.
        {"P3",
         "sqlite",
         0.90,
         false,
         sizes.bulk_rows,
         {{"raw", [=] { raw->scan(); }},
          {"azoth", [=] { ours->scan(); }},
          {"soci", [=] { soci->scan(); }}}},
        {"P3view",
         "sqlite",
         0.80,
         false,
         sizes.bulk_rows,
         {{"raw", [=] { raw->scan(); }}, {"azoth", [=] { ours->scan_views(); }}}},
        {"P3row",
         "sqlite",
         1.20,
         false,
         sizes.bulk_rows,
         {{"raw", [=] { raw->scan(); }}, {"azoth", [=] { ours->scan_rows(); }}}},
        {"P5",
         "sqlite",
         1.00,
         false,
         sizes.point_selects,
         {{"raw", [=] { raw->select(*keys); }},
          {"azoth", [=] { ours->select(*keys); }},
          {"soci", [=] { soci->select(*keys); }}}},
        {"P5d",
         "sqlite",
         1.20,
         false,
         sizes.point_selects,
         {{"raw", [=] { raw->select(*keys); }}, {"azoth", [=] { ours->select_anew(*keys); }}}},
    };
}

}  // namespace azoth_bench
