// SPDX-License-Identifier: MIT
#include "casts.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <string_view>

#include <azoth/value/describe.hpp>

namespace differential {

namespace {

using azoth::BigInteger;
using azoth::DateTime;
using azoth::DateType;
using azoth::Double;
using azoth::Integer;
using azoth::LargeBinary;
using azoth::Numeric;
using azoth::SmallInteger;
using azoth::SqlType;
using azoth::Text;

const std::optional<std::string> an_error;

struct Case {
    std::string column;
    azoth::Value value;
    SqlType to;
    std::optional<std::string> expected;  ///< without zeros at the end of a fraction
};

azoth::Value exact(const char* digits) {
    return azoth::Decimal(digits);
}

std::vector<Case> cases() {
    const SqlType price = Numeric{5, 2};
    return {
        {"t", "5", Integer{}, "5"},
        {"t", " -7 ", Integer{}, "-7"},
        {"t", "+5", Integer{}, "5"},
        {"t", "2147483647", Integer{}, "2147483647"},
        {"t", "2147483648", Integer{}, an_error},
        {"t", "abc", Integer{}, an_error},
        {"t", "5x", Integer{}, an_error},
        {"t", "1.5", Integer{}, an_error},
        {"t", "", Integer{}, an_error},
        {"t", "32768", SmallInteger{}, an_error},
        {"t", "-32768", SmallInteger{}, "-32768"},
        {"t", "2147483648", BigInteger{}, "2147483648"},
        {"t", "-9223372036854775808", BigInteger{}, "-9223372036854775808"},
        {"t", "9223372036854775808", BigInteger{}, an_error},
        {"t", "1.5", Double{}, "1.5"},
        {"t", "1e3", Double{}, "1000"},
        {"t", "x", Double{}, an_error},
        {"t", "1.5x", Double{}, an_error},
        {"t", "1.005", price, "1.01"},
        {"t", "1e2", price, "100"},
        {"t", "999.995", price, an_error},
        {"t", "abc", price, an_error},
        {"t", "2024-02-29", DateType{}, "2024-02-29"},
        {"t", "2023-02-29", DateType{}, an_error},
        {"t", "2024-02-29x", DateType{}, an_error},
        {"t", "2024-02-29 10:11:12.5", DateTime{}, "2024-02-29 10:11:12.5"},
        {"t", "2023-02-29 10:11:12", DateTime{}, an_error},
        {"t", "2024-02-29 25:11:12", DateTime{}, an_error},
        {"b", 2147483647, Integer{}, "2147483647"},
        {"b", -2147483648LL, Integer{}, "-2147483648"},
        {"b", 2147483648LL, Integer{}, an_error},
        {"b", 40000, SmallInteger{}, an_error},
        {"b", 999, price, "999"},
        {"b", 1000, price, an_error},
        {"b", 1000, Double{}, "1000"},
        {"d", 2.5, Integer{}, "2"},
        {"d", 3.5, Integer{}, "4"},
        {"d", -2.5, Integer{}, "-2"},
        {"d", 2147483647.4, Integer{}, "2147483647"},
        {"d", 2147483648.0, Integer{}, an_error},
        {"d", 1e30, BigInteger{}, an_error},
        {"d", 9223372036854775808.0, BigInteger{}, an_error},
        {"d", -9223372036854775808.0, BigInteger{}, "-9223372036854775808"},
        {"d", 12.375, price, "12.38"},
        {"d", 1e10, price, an_error},
        {"n", exact("2.5"), Integer{}, "3"},
        {"n", exact("-2.5"), Integer{}, "-3"},
        {"n", exact("2147483647.4"), Integer{}, "2147483647"},
        {"n", exact("2147483647.5"), Integer{}, an_error},
        {"n", exact("12.345"), price, "12.35"},
        {"n", exact("999.9949"), price, "999.99"},
        {"n", exact("999.995"), price, an_error},
        {"n", exact("-1000"), price, an_error},
        {"n", exact("12.5"), Double{}, "12.5"},
    };
}

/// 12.50 is 12.5, and 100.00 is 100.
std::string without_zeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string shown(const Casts::Cell& cell) {
    return cell ? "'" + *cell + "'" : "an error";
}

}  // namespace

Casts::Casts()
    : table_{"azoth_casts",
             metadata_,
             azoth::Column{"id", Integer{}, azoth::primary_key, azoth::no_autoincrement},
             azoth::Column{"t", Text{}},
             azoth::Column{"b", BigInteger{}},
             azoth::Column{"d", Double{}},
             azoth::Column{"n", Numeric{20, 4}}} {}

void Casts::fill(const Run& run) const {
    const std::vector<Case> all = cases();
    for (const char* column : {"t", "b", "d", "n"}) {
        std::vector<azoth::Params> rows;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].column != column) continue;
            rows.push_back({{"id", static_cast<std::int64_t>(i)}, {column, all[i].value}});
        }
        run(azoth::insert(table_).values(rows));
    }
}

Casts::Outcome Casts::outcome(const Run& run) const {
    Outcome outcome;
    const std::vector<Case> all = cases();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Case& one = all[i];
        const auto query = azoth::select(azoth::cast(table_[one.column], one.to))
                               .where(table_["id"] == static_cast<std::int64_t>(i));
        Cell found;
        try {
            found = run(query);
            if (found) found = without_zeros(*found);
            if (!found) found = "NULL";
        } catch (const azoth::CompileError&) {
            const std::string name = one.column + " to " + one.to.describe();
            if (std::find(outcome.refused.begin(), outcome.refused.end(), name) ==
                outcome.refused.end()) {
                outcome.refused.push_back(name);
            }
            continue;
        } catch (const std::exception&) {
            found = {};
        }
        if (found == one.expected) continue;
        outcome.mistakes.push_back(one.column + " " + azoth::to_string(one.value.view()) + " as " +
                                   one.to.describe() + " is " + shown(found) + ", expected " +
                                   shown(one.expected));
    }
    const auto moment = azoth::cast(table_["t"], DateTime{});
    try {
        const Cell time = run(azoth::select(azoth::cast(azoth::cast(moment, azoth::Time{}), Text{}))
                                  .where(table_["t"] == "2024-02-29 10:11:12.5"));
        if (without_zeros(time.value_or("NULL")) != "10:11:12.5") {
            outcome.mistakes.push_back("the time of a moment is " + shown(time));
        }
    } catch (const azoth::CompileError&) {
        outcome.refused.emplace_back("a moment's time");
    }
    // Bytes are what is sent of a text, and backslashes are backslashes.
    for (const char* text : {"a\\b", "\\x41", "\\101", "\u00e9"}) {
        const auto bytes = azoth::cast(azoth::literal(text), LargeBinary{});
        const Cell found = run(azoth::select(azoth::cast(bytes, Text{}).label("x")));
        if (found == text) continue;
        outcome.mistakes.push_back(std::string(text) + " as bytes as text is " + shown(found));
    }
    return outcome;
}

}  // namespace differential
