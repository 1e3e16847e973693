// SPDX-License-Identifier: MIT
#include "json_places.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <iterator>
#include <string_view>
#include <utility>

#include <azoth/sql/json.hpp>

namespace differential {

namespace {

using azoth::JsonExpr;

/// In their order the ids of the rows.
constexpr const char* documents[] = {
    R"({"n": 5, "s": "12", "b": true, "z": null, "f": 2.5, "w": "x", "g": 5.0, "e": "",
        "t": "true", "x": "NaN", "p": " 7 ", "plus": "+7", "yes": "yes", "one": 1,
        "o": {"k": [1, [2, 3], {"q": "z"}]}, "l": [{"q": 1}, {"q": 2}], "sl": "[1,2]",
        "so": "{\"q\":1}", "zz": [null, 1], "hex": "0x1F", "under": "1_000", "inf": "Infinity",
        "nulls": "null", "minus": -7, "no": false, "none": [], "blank": {}})",
    R"({"max": 9223372036854775807, "min": -9223372036854775808, "over": 9223372036854775808,
        "odd": 9007199254740993, "long": 12345678901234567890.0123456789, "exp": 1e3,
        "tenth": 0.1, "huge": "1e400", "half": -0.5})",
    R"({"a b": 1, "a.b": 2, "a[0]": 3, "a\"b": 4, "": 5, "0": 6, "*": 7, "$": 8, "ä": 9, "a": 10,
        "a'b": 11, "a\\b": 12, "😀": 13, "a:b": 14, "a-b": 15, "A": 16, "a/b": 17, "a_b": 18,
        "%": 19, "a ": 20})",
    R"({"\u0061": 1, "a\/b": 2, "\u00e4": {"k": 3}})",
    R"({"a": 1, "b": {"c": 1, "c": 2}, "a": 2, "d": 3})",
    R"([1, [2, 3], {"q": "z"}, null, "0"])",
    R"(5)",
    R"("str")",
    R"(null)",
    R"({"s": "l\n\u00e4\ud83d\ude00\"\\\/ '?%"})",
    // For queries.
    R"({"n": 3, "who": "bob", "ok": true, "l": [{"p": 1.5}, {"p": 2}]})",
    R"({"n": 1, "who": "ann", "ok": false, "l": [{"p": 4}]})",
    R"({"n": 2, "who": "ann", "ok": null, "l": []})",
    R"({"n": null, "who": "Bob ", "l": [{"q": 1}]})",
};

struct Step {
    Step(const char* name) : name(name) {}
    Step(int position) : position(position) {}
    Step(std::int64_t position) : position(position) {}
    std::optional<std::string> name{};
    std::int64_t position = 0;
};

enum class Read { json, text, integer, real, numeric, boolean, kind, length, there, null };
constexpr std::string_view read_names[] = {"json",    "text", "integer", "real",  "numeric",
                                           "boolean", "kind", "length",  "there", "null"};

struct Case {
    std::int64_t document;
    std::vector<Step> path;
    Read read;
    std::optional<std::string> expected;
};

const std::optional<std::string> an_error;
constexpr const char* nothing = "NULL";
constexpr std::int64_t far_away = 4294967296;

std::vector<Case> values() {
    return {
        {0, {"n"}, Read::integer, "5"},
        {0, {"n"}, Read::text, "5"},
        {0, {"n"}, Read::real, "5"},
        {0, {"n"}, Read::numeric, "5"},
        {0, {"n"}, Read::boolean, an_error},
        {0, {"one"}, Read::boolean, an_error},
        {0, {"minus"}, Read::integer, "-7"},
        {0, {"s"}, Read::integer, "12"},
        {0, {"s"}, Read::numeric, "12"},
        {0, {"s"}, Read::text, "12"},
        {0, {"p"}, Read::integer, "7"},
        {0, {"p"}, Read::real, "7"},
        {0, {"p"}, Read::numeric, "7"},
        {0, {"plus"}, Read::integer, "7"},
        {0, {"plus"}, Read::numeric, "7"},
        {0, {"b"}, Read::boolean, "true"},
        {0, {"no"}, Read::boolean, "false"},
        {0, {"t"}, Read::boolean, "true"},
        {0, {"yes"}, Read::boolean, an_error},
        {0, {"b"}, Read::integer, an_error},
        {0, {"b"}, Read::real, an_error},
        {0, {"b"}, Read::text, "true"},
        {0, {"f"}, Read::integer, an_error},
        {0, {"f"}, Read::real, "2.5"},
        {0, {"f"}, Read::numeric, "2.5"},
        {0, {"g"}, Read::integer, an_error},
        {0, {"g"}, Read::numeric, "5"},
        {0, {"w"}, Read::integer, an_error},
        {0, {"w"}, Read::real, an_error},
        {0, {"w"}, Read::numeric, an_error},
        {0, {"w"}, Read::boolean, an_error},
        {0, {"e"}, Read::text, ""},
        {0, {"e"}, Read::integer, an_error},
        {0, {"x"}, Read::real, an_error},
        {0, {"x"}, Read::numeric, an_error},
        {0, {"inf"}, Read::real, an_error},
        {0, {"hex"}, Read::integer, an_error},
        {0, {"hex"}, Read::real, an_error},
        {0, {"under"}, Read::integer, an_error},
        {0, {"z"}, Read::text, nothing},
        {0, {"z"}, Read::integer, nothing},
        {0, {"z"}, Read::real, nothing},
        {0, {"z"}, Read::numeric, nothing},
        {0, {"z"}, Read::boolean, nothing},
        {0, {"nulls"}, Read::text, "null"},
        {0, {"nulls"}, Read::integer, an_error},
        {0, {"missing"}, Read::text, nothing},
        {0, {"missing"}, Read::integer, nothing},
        {0, {"missing"}, Read::real, nothing},
        {0, {"missing"}, Read::numeric, nothing},
        {0, {"missing"}, Read::boolean, nothing},
        {0, {"o"}, Read::integer, an_error},
        {0, {"l"}, Read::boolean, an_error},
        {0, {"sl"}, Read::text, "[1,2]"},
        {1, {"max"}, Read::integer, "9223372036854775807"},
        {1, {"min"}, Read::integer, "-9223372036854775808"},
        {1, {"over"}, Read::integer, an_error},
        {1, {"over"}, Read::numeric, "9223372036854775808"},
        {1, {"odd"}, Read::integer, "9007199254740993"},
        {1, {"odd"}, Read::numeric, "9007199254740993"},
        {1, {"long"}, Read::numeric, "12345678901234567890.0123456789"},
        {1, {"long"}, Read::integer, an_error},
        {1, {"long"}, Read::real, "12345678901234567890.0123456789"},
        {1, {"exp"}, Read::numeric, "1000"},
        {1, {"exp"}, Read::real, "1000"},
        {1, {"tenth"}, Read::real, "0.1"},
        {1, {"tenth"}, Read::numeric, "0.1"},
        {1, {"half"}, Read::numeric, "-0.5"},
        {1, {"huge"}, Read::real, an_error},
        {9, {"s"}, Read::text, "l\nä😀\"\\/ '?%"},
    };
}

std::vector<Case> places() {
    std::vector<Case> all{
        {0, {"o", "k", 0}, Read::integer, "1"},
        {0, {"o", "k", 1, 1}, Read::integer, "3"},
        {0, {"o", "k", 2, "q"}, Read::text, "z"},
        {0, {"o", "k", -1, "q"}, Read::text, "z"},
        {0, {"o", "k", -2, -2}, Read::integer, "2"},
        {0, {"o", "k", 3}, Read::integer, nothing},
        {0, {"o", "k", -4}, Read::integer, nothing},
        {0, {"o", "k", far_away}, Read::integer, nothing},
        {0, {"o", "k", 0, 0}, Read::integer, nothing},
        {0, {"o", "k", 0, -1}, Read::integer, nothing},
        {0, {"o", "k", 0, "q"}, Read::text, nothing},
        {0, {"o", "k", "0"}, Read::integer, nothing},
        {0, {"o", 0}, Read::text, nothing},
        {0, {"o", -1}, Read::text, nothing},
        {0, {"l", "q"}, Read::text, nothing},
        {0, {"l", 1, "q"}, Read::integer, "2"},
        {0, {"l", 1, 0}, Read::text, nothing},
        {0, {"sl", 0}, Read::integer, nothing},
        {0, {"so", "q"}, Read::integer, nothing},
        {0, {"zz", 0}, Read::integer, nothing},
        {0, {"zz", 1}, Read::integer, "1"},
        {0, {"n", 0}, Read::integer, nothing},
        {0, {"n", "n"}, Read::integer, nothing},
        {0, {"z", "n"}, Read::integer, nothing},
        {0, {"missing", "n"}, Read::integer, nothing},
        {0, {"missing", 0}, Read::integer, nothing},
        {0, {0}, Read::integer, nothing},
        {5, {0}, Read::integer, "1"},
        {5, {1, 0}, Read::integer, "2"},
        {5, {2, "q"}, Read::text, "z"},
        {5, {3}, Read::text, nothing},
        {5, {"q"}, Read::text, nothing},
        {5, {"0"}, Read::text, nothing},
        {5, {-1}, Read::text, "0"},
        {6, {0}, Read::integer, nothing},
        {6, {"n"}, Read::integer, nothing},
        {7, {0}, Read::text, nothing},
        {7, {"n"}, Read::text, nothing},
        {8, {"n"}, Read::text, nothing},
        {3, {"a"}, Read::integer, "1"},
        {3, {"a/b"}, Read::integer, "2"},
        {3, {"ä", "k"}, Read::integer, "3"},
        {3, {R"(\u0061)"}, Read::integer, nothing},
        {4, {"a"}, Read::integer, "2"},
        {4, {"b", "c"}, Read::integer, "2"},
        {4, {"d"}, Read::integer, "3"},
    };
    const char* const names[] = {"a b", "a.b", "a[0]", "a\"b", "",     "0", "*",
                                 "$",   "ä",   "a",    "a'b",  "a\\b", "😀", "a:b",
                                 "a-b", "A",   "a/b",  "a_b",  "%",    "a "};
    std::int64_t number = 0;
    for (const char* name : names) {
        all.push_back({2, {name}, Read::integer, std::to_string(++number)});
    }
    for (const char* name : {"b", " a", "a  b", "?", "ä ", "a\\", "\"", "Ä"}) {
        all.push_back({2, {name}, Read::integer, nothing});
    }
    return all;
}

std::vector<Case> kinds() {
    return {
        {0, {"n"}, Read::kind, "number"},
        {0, {"f"}, Read::kind, "number"},
        {1, {"over"}, Read::kind, "number"},
        {0, {"s"}, Read::kind, "string"},
        {0, {"nulls"}, Read::kind, "string"},
        {0, {"sl"}, Read::kind, "string"},
        {0, {"b"}, Read::kind, "boolean"},
        {0, {"z"}, Read::kind, "null"},
        {0, {"o"}, Read::kind, "object"},
        {0, {"l"}, Read::kind, "array"},
        {0, {"missing"}, Read::kind, nothing},
        {0, {"n", 0}, Read::kind, nothing},
        {0, {}, Read::kind, "object"},
        {5, {}, Read::kind, "array"},
        {6, {}, Read::kind, "number"},
        {7, {}, Read::kind, "string"},
        {8, {}, Read::kind, "null"},
        {0, {"l"}, Read::length, "2"},
        {0, {"none"}, Read::length, "0"},
        {0, {"o", "k", 1}, Read::length, "2"},
        {5, {}, Read::length, "5"},
        {0, {"missing"}, Read::length, nothing},
        {0, {"n"}, Read::length, an_error},
        {0, {"o"}, Read::length, an_error},
        {0, {"sl"}, Read::length, an_error},
        {0, {"z"}, Read::length, an_error},
        {0, {"n"}, Read::json, "5"},
        {0, {"s"}, Read::json, "\"12\""},
        {0, {"z"}, Read::json, "null"},
        {0, {"o", "k"}, Read::json, R"([1,[2,3],{"q":"z"}])"},
        {0, {"blank"}, Read::json, "{}"},
        {0, {"missing"}, Read::json, nothing},
        {0, {"z"}, Read::there, "1"},
        {0, {"n"}, Read::there, "1"},
        {0, {"missing"}, Read::there, "0"},
        {0, {"n", "x"}, Read::there, "0"},
        {0, {"n", 0}, Read::there, "0"},
        {0, {"z"}, Read::null, "1"},
        {0, {"nulls"}, Read::null, "0"},
        {0, {"missing"}, Read::null, "0"},
        {0, {"zz", 0}, Read::null, "1"},
        {6, {}, Read::integer, "5"},
        {6, {}, Read::text, "5"},
        {7, {}, Read::text, "str"},
        {8, {}, Read::text, nothing},
    };
}

struct Query {
    std::string_view name;
    azoth::Select query;
    std::string expected;
};

/// Values of JSON where other values stand, after UPDATE has put some in a column.
std::vector<Query> queries(const azoth::Table& table) {
    namespace func = azoth::func;
    const auto id = table["id"];
    const JsonExpr data = azoth::as_json(table["data"]);
    const auto n = data["n"].as_integer();
    const auto who = data["who"].as_string();
    const auto ok = data["ok"].as_boolean();
    const auto price = data["l"][0]["p"].as_double();
    const auto other = table.alias("o");
    const auto inner = azoth::as_json(other["data"])["n"].as_integer();
    const auto some = id >= 10;
    const auto count = [&](const azoth::Condition& what) {
        return azoth::select(func::count()).select_from(table).where(some && what);
    };
    const auto one = [&](const azoth::Expr& what, int row) {
        return azoth::select(what.label("x")).where(id == row);
    };
    return {
        {"ordered", azoth::select(id).where(some && n.is_not_null()).order_by(n.desc()).limit(1),
         "10"},
        {"summed", azoth::select(func::sum(n)).where(some), "6"},
        {"distinct ones counted", azoth::select(func::count_distinct(who)).where(some), "3"},
        {"grouped", azoth::select(who).where(some).group_by(who).having(func::count() > 1), "ann"},
        {"chosen by a truth", one(azoth::case_({{ok == true, "yes"}}, "no"), 10), "yes"},
        {"chosen by a null", one(azoth::case_({{ok == true, "yes"}}, "no"), 12), "no"},
        {"or else", one(func::coalesce({n, 7}), 13), "7"},
        {"equal but for a blank", count(who == "Bob"), "0"},
        {"in a list", count(who.in({"ann", "bob"})), "3"},
        {"like", count(who.like("a%")), "2"},
        {"between", count(n.between(2, 3)), "2"},
        {"not null", count(ok.is_not_null()), "2"},
        {"of arrays of objects", azoth::select(func::sum(price)).where(some), "5.5"},
        {"beside each other", count(price > data["n"].as_double()), "1"},
        {"in a query", count(id.in(azoth::select(other["id"]).where(inner > 1))), "2"},
        {"set in a column", azoth::select(func::sum(table["n"])).where(some), "6"},
    };
}

JsonExpr place_of(const azoth::Table& table, const std::vector<Step>& path) {
    JsonExpr place = azoth::as_json(table["data"]);
    for (const Step& step : path) place = step.name ? place[*step.name] : place[step.position];
    return place;
}

azoth::Select query_of(const azoth::Table& table, const Case& one) {
    const JsonExpr place = place_of(table, one.path);
    const auto row = table["id"] == one.document;
    const auto value = [&](const auto& what) { return azoth::select(what).where(row); };
    const auto truth = [&](const azoth::Condition& what) {
        return azoth::select(azoth::func::count()).select_from(table).where(row && what);
    };
    switch (one.read) {
        case Read::text: return value(place.as_string());
        case Read::integer: return value(place.as_integer());
        case Read::real: return value(place.as_double());
        case Read::numeric: return value(place.as_numeric());
        case Read::boolean: return value(place.as_boolean());
        case Read::kind: return value(place.json_type());
        case Read::length: return value(place.length());
        case Read::there: return truth(place.is_not_null());
        case Read::null: return truth(place.is_json_null());
        default: return value(place);
    }
}

/// Sums have more digits or fewer.
std::string same_number(std::string cell) {
    const auto number = azoth::Decimal::try_parse(cell);
    return number ? number->try_rescale(30).value().text() : cell;
}

/// Of what databases write in their own ways one.
std::string same(Read read, std::string cell) {
    if (cell == nothing) return cell;
    if (read == Read::boolean) return cell == "1" ? "true" : cell == "0" ? "false" : cell;
    if (read == Read::json) {
        cell.erase(std::remove(cell.begin(), cell.end(), ' '), cell.end());
    }
    if (read == Read::real) return std::to_string(std::stod(cell));
    if (read == Read::numeric) return azoth::Decimal(cell).try_rescale(30).value().text();
    return cell;
}

std::string describe(const Case& one) {
    std::string text = std::to_string(one.document);
    for (const Step& step : one.path) {
        text += step.name ? "." + *step.name : "[" + std::to_string(step.position) + "]";
    }
    return text + " as " + std::string(read_names[static_cast<std::size_t>(one.read)]);
}

}  // namespace

JsonPlaces::JsonPlaces(const azoth::SqlType& type)
    : table_{"azoth_json", metadata_,
             azoth::Column{"id", azoth::Integer{}, azoth::primary_key, azoth::no_autoincrement},
             azoth::Column{"data", type}, azoth::Column{"n", azoth::BigInteger{}}} {}

void JsonPlaces::fill(const Run& run) const {
    std::vector<azoth::Params> rows;
    for (std::size_t i = 0; i < std::size(documents); ++i) {
        rows.push_back(
            {{"id", static_cast<std::int64_t>(i)}, {"data", azoth::JsonText{documents[i]}}});
    }
    run(azoth::insert(table_).values(rows));
    const auto n = azoth::as_json(table_["data"])["n"].as_integer();
    run(azoth::update(table_).set("n", n).where(table_["id"] >= 10));
}

JsonPlaces::Outcome JsonPlaces::outcome(const Run& run) const {
    Outcome outcome;
    std::vector<Case> all = values();
    for (auto more : {places(), kinds()}) {
        std::move(more.begin(), more.end(), std::back_inserter(all));
    }
    for (const Case& one : all) {
        std::optional<std::string> found;
        std::string problem;
        try {
            found = same(one.read, run(query_of(table_, one)).value_or(nothing));
        } catch (const azoth::CompileError&) {
            const std::string name =
                one.path.empty() ? describe(one)
                                 : std::string(read_names[static_cast<std::size_t>(one.read)]);
            if (std::find(outcome.refused.begin(), outcome.refused.end(), name) ==
                outcome.refused.end()) {
                outcome.refused.push_back(name);
            }
            continue;
        } catch (const std::exception& error) {
            problem = error.what();
        }
        const auto expected =
            one.expected ? std::optional(same(one.read, *one.expected)) : one.expected;
        if (found == expected) continue;
        if (!found) {
            outcome.declined.push_back(describe(one));
            continue;
        }
        outcome.mistakes.push_back(describe(one) + " is '" + *found + "', expected " +
                                   (expected ? "'" + *expected + "'" : "an error"));
    }
    for (const Query& one : queries(table_)) {
        std::string found;
        try {
            found = same_number(run(one.query).value_or(nothing));
        } catch (const std::exception& error) {
            found = error.what();
        }
        if (found == same_number(one.expected)) continue;
        outcome.mistakes.push_back(std::string(one.name) + " is " + found);
    }
    return outcome;
}

}  // namespace differential
