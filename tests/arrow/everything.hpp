// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/azoth.hpp>

namespace azoth::test {

/// A table with a column of each type, in a session of its own, and three rows: something, the ends
/// of what fits, NULL. What a consumer must see of them is written in `databases_test.cpp` and, by
/// somebody who knows Arrow from elsewhere, in `consumer.py`.
struct Everything {
    explicit Everything(Connection& db) {
        metadata.create_all(db);
        for (const Params& row : rows()) db.execute(insert(table), row);
    }

    [[nodiscard]] Select query() const { return select(table).order_by(table["id"]); }

    [[nodiscard]] static std::vector<Params> rows() {
        const std::vector<std::byte> bytes{std::byte{0}, std::byte{0xff}, std::byte{0}};
        const Timestamp moment{make_date(2024, 2, 29), make_time(13, 5, 9, 250'001'000)};
        const Timestamp last{make_date(9999, 12, 31), make_time(23, 59, 59, 999'999'000)};
        std::vector<Params> all;
        all.push_back({{"id", 1},
                       {"small", -5},
                       {"whole", 70'000},
                       {"big", std::int64_t{5'000'000'000}},
                       {"yes", true},
                       {"single", 0.5},
                       {"ratio", 0.1},
                       {"price", Decimal("12.5")},
                       {"huge", Decimal("-1234567890123456789012345678901234567890.0123456789")},
                       {"loose", Decimal("1.250")},
                       {"name", "Grüße \xf0\x9f\x98\x80"},
                       {"note", ""},
                       {"mood", "loud"},
                       {"data", bytes},
                       {"born", make_date(1969, 7, 20)},
                       {"at", make_time(13, 5, 9, 250'000'000)},
                       {"made", moment},
                       {"seen", Instant{moment.date, moment.time}},
                       {"span", Interval{14, -3, 5'000'000'000}},
                       {"code", parse_uuid("00112233-4455-6677-8899-aabbccddeeff")},
                       {"doc", JsonText{R"({"a": [1, null]})"}}});
        all.push_back({{"id", 2},
                       {"small", 32'767},
                       {"whole", -2'147'483'648LL},
                       {"big", std::int64_t{9'223'372'036'854'775'807}},
                       {"yes", false},
                       {"single", -0.25},
                       {"ratio", -1.7976931348623157e308},
                       {"price", Decimal("-99999999.99")},
                       {"huge", Decimal("9999999999999999999999999999999999999999.9999999999")},
                       {"loose", Decimal("-0.5")},
                       {"name", "x"},
                       {"note", "line\nline"},
                       {"mood", "calm"},
                       {"data", std::vector<std::byte>{}},
                       {"born", make_date(1, 1, 1)},
                       {"at", make_time(0, 0)},
                       {"made", last},
                       {"seen", Instant{last.date, last.time}},
                       {"span", Interval{}},
                       {"code", Uuid{}},
                       {"doc", JsonText{"[]"}}});
        all.push_back({{"id", 3}});
        return all;
    }

    MetaData metadata;
    Table table{"everything",
                metadata,
                temporary,
                Column{"id", Integer{}, primary_key},
                Column{"small", SmallInteger{}},
                Column{"whole", Integer{}},
                Column{"big", BigInteger{}},
                Column{"yes", Boolean{}},
                Column{"single", Float{}},
                Column{"ratio", Double{}},
                Column{"price", Numeric{10, 2}},
                Column{"huge", Numeric{50, 10}},
                Column{"loose", Numeric{}},
                Column{"name", String{40}},
                Column{"note", Text{}},
                Column{"mood", Enum{"calm", "loud"}},
                Column{"data", LargeBinary{}},
                Column{"born", DateType{}},
                Column{"at", Time{}},
                Column{"made", DateTime{}},
                Column{"seen", DateTime{with_timezone}},
                Column{"span", IntervalType{}},
                Column{"code", UuidType{}},
                Column{"doc", Json{}}};
};

}  // namespace azoth::test
