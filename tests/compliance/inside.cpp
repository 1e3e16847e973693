// SPDX-License-Identifier: MIT
// What is inside JSON and arrays, against a model in the host.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <cstdint>
#include <random>

#include <gtest/gtest.h>

#include <azoth/sql/array.hpp>
#include <azoth/sql/json.hpp>

#include "json_model.hpp"

namespace azoth::compliance {

namespace {

struct Documents {
    explicit Documents(const SqlType& type)
        : table("azc_document", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                Column{"data", type}) {}
    MetaData metadata;
    Table table;

    void put(Connection& db, std::int64_t id, const Value& document) const {
        db.execute(insert(table), Params{{"id", id}, {"data", document}});
    }
};

template <class T>
T only(std::tuple<T> row) {
    return std::get<0>(std::move(row));
}

template <class T>
T read(Connection& db, const Documents& made, std::int64_t id, const TypedExpr<T>& what) {
    return only(db.execute(select(what).where(made.table["id"] == id)).one());
}

JsonExpr at(const Documents& made, const JsonPath& path) {
    JsonExpr place = as_json(made.table["data"]);
    for (const JsonStep& step : path) {
        place = step.is_member ? place[step.member] : place[step.position];
    }
    return place;
}

/// Every question about every place of a document, and about places that are not there.
void expect_agreement(Connection& db, const Documents& made, std::int64_t id,
                      const JsonModel& document) {
    for (const JsonPath& path : document.paths()) {
        SCOPED_TRACE(document.text() + " at " + describe_path(path));
        const JsonExpr place = at(made, path);
        const JsonModel* const found = document.find(path);
        EXPECT_EQ(read(db, made, id, place.json_type()),
                  found ? std::optional(found->kind_name()) : std::nullopt);
        const auto json = read(db, made, id, place);
        EXPECT_EQ(json.has_value(), found != nullptr);
        if (found == nullptr) {
            EXPECT_EQ(read(db, made, id, place.as_string()), std::nullopt);
            EXPECT_EQ(read(db, made, id, place.as_integer()), std::nullopt);
            continue;
        }
        const auto text = read(db, made, id, place.as_string());
        if (found->kind() == JsonModel::Kind::number) {
            EXPECT_EQ(Decimal(text.value()), Decimal(found->text()));
        } else if (found->is_scalar()) {
            EXPECT_EQ(text, found->content());
        }
        switch (found->kind()) {
            case JsonModel::Kind::number:
                EXPECT_EQ(read(db, made, id, place.as_numeric()), Decimal(found->text()));
                EXPECT_EQ(read(db, made, id, place.as_double()), std::stod(found->text()));
                if (found->is_integer()) {
                    EXPECT_EQ(read(db, made, id, place.as_integer()), std::stoll(found->text()));
                }
                break;
            case JsonModel::Kind::boolean:
                EXPECT_EQ(read(db, made, id, place.as_boolean()), found->text() == "true");
                break;
            case JsonModel::Kind::null:
                EXPECT_EQ(read(db, made, id, place.as_integer()), std::nullopt);
                EXPECT_EQ(read(db, made, id, place.as_boolean()), std::nullopt);
                break;
            case JsonModel::Kind::array:
                EXPECT_EQ(read(db, made, id, place.length()),
                          static_cast<std::int64_t>(found->size()));
                break;
            default: break;
        }
    }
}

void random_documents(Bench& bench, const SqlType& type) {
    const Documents made(type);
    bench.create(made.metadata);
    std::mt19937 random(7);
    Connection db = bench.engine().connect();
    for (std::int64_t id = 0; id < 25; ++id) {
        const JsonModel document = JsonModel::random(random, 3);
        made.put(db, id, JsonText{document.text()});
        expect_agreement(db, made, id, document);
    }
    db.commit();
}

void json_conditions(Bench& bench) {
    const Documents made(Json{});
    bench.create(made.metadata);
    Connection db = bench.engine().connect();
    made.put(db, 1, JsonText{R"({"n": 10, "who": "ann", "ok": true})"});
    made.put(db, 2, JsonText{R"({"n": 9.5, "who": null})"});
    made.put(db, 3, JsonText{R"({"who": "bob", "n": 1e1})"});
    made.put(db, 4, Value());
    made.put(db, 5, JsonText{"null"});
    const JsonExpr data = as_json(made.table["data"]);
    const auto ids = [&](const Condition& condition) {
        std::vector<std::int64_t> found;
        const Select query = select(made.table["id"]).where(condition).order_by(made.table["id"]);
        for (const Row& row : db.execute(query)) found.push_back(row[0].as<std::int64_t>());
        return found;
    };
    using Ids = std::vector<std::int64_t>;
    EXPECT_EQ(ids(data["n"].as_numeric() == Decimal("10")), (Ids{1, 3}));
    EXPECT_EQ(ids(data["n"].as_numeric() < 10), (Ids{2}));
    EXPECT_EQ(ids(data["who"].as_string().in({"ann", "bob"})), (Ids{1, 3}));
    EXPECT_EQ(ids(data["who"].as_string().like("%b")), (Ids{3}));
    EXPECT_EQ(ids(data["who"].as_string().is_null()), (Ids{2, 4, 5}));
    EXPECT_EQ(ids(data["who"].is_null()), (Ids{4, 5}));
    EXPECT_EQ(ids(data["who"].is_json_null()), (Ids{2}));
    EXPECT_EQ(ids(data.has("ok")), (Ids{1}));
    EXPECT_EQ(ids(data["ok"].as_boolean() == true), (Ids{1}));
    EXPECT_EQ(ids(data.is_null()), (Ids{4}));
    EXPECT_EQ(ids(data.is_json_null()), (Ids{5}));
    db.commit();
}

void exact_numbers(Bench& bench) {
    const Documents made(Json{});
    bench.create(made.metadata);
    Connection db = bench.engine().connect();
    made.put(db, 1, JsonText{R"([12345678901234567890.0123456789, 9007199254740993, 1e3])"});
    const JsonExpr data = as_json(made.table["data"]);
    EXPECT_EQ(read(db, made, 1, data[1].as_integer()), 9007199254740993);
    if (bench.supports(Capability::json_numerics)) {
        EXPECT_EQ(read(db, made, 1, data[0].as_numeric()),
                  Decimal("12345678901234567890.0123456789"));
        EXPECT_EQ(read(db, made, 1, data[2].as_numeric()), Decimal("1000"));
    }
    db.commit();
}

/// What every database reads that reads anything.
void plain_values(Bench& bench) {
    const Documents made(Json{});
    bench.create(made.metadata);
    Connection db = bench.engine().connect();
    made.put(db, 1,
             JsonText{R"({"who": "ann", "n": 5, "half": 0.5, "ok": true, "none": null,)"
                      R"( "text": "12", "said": "true", "in": {"list": [1, {"x": "y"}]}})"});
    const JsonExpr data = as_json(made.table["data"]);
    EXPECT_EQ(read(db, made, 1, data["who"].as_string()), "ann");
    EXPECT_EQ(read(db, made, 1, data["n"].as_integer()), 5);
    EXPECT_EQ(read(db, made, 1, data["text"].as_integer()), 12);
    EXPECT_EQ(read(db, made, 1, data["half"].as_double()), 0.5);
    EXPECT_EQ(read(db, made, 1, data["ok"].as_boolean()), true);
    EXPECT_EQ(read(db, made, 1, data["said"].as_boolean()), true);
    EXPECT_EQ(read(db, made, 1, data["in"]["list"][1]["x"].as_string()), "y");
    EXPECT_EQ(read(db, made, 1, data["in"]["list"]["x"].as_string()), std::nullopt);
    EXPECT_EQ(read(db, made, 1, data["in"][0].as_string()), std::nullopt);
    EXPECT_EQ(read(db, made, 1, data["none"].as_string()), std::nullopt);
    EXPECT_EQ(read(db, made, 1, data["missing"].as_integer()), std::nullopt);
    db.commit();
}

void wrong_kinds(Bench& bench) {
    const Documents made(Json{});
    bench.create(made.metadata);
    bench.write([&](Connection& db) {
        made.put(db, 1,
                 JsonText{R"({"word": "x", "half": 2.5, "large": 9223372036854775808,)"
                          R"( "none": "NaN", "yes": "yes", "one": 1, "null": null})"});
    });
    const JsonExpr data = as_json(made.table["data"]);
    const auto refusal = [&](const auto& what) {
        return caught([&] {
                   Connection db = bench.engine().connect();
                   static_cast<void>(read(db, made, 1, what));
               })
            .category;
    };
    EXPECT_EQ(refusal(data["word"].as_integer()), "DataError");
    EXPECT_EQ(refusal(data["word"].as_double()), "DataError");
    EXPECT_EQ(refusal(data["word"].as_boolean()), "DataError");
    EXPECT_EQ(refusal(data["half"].as_integer()), "DataError");
    EXPECT_EQ(refusal(data["large"].as_integer()), "DataError");
    EXPECT_EQ(refusal(data["none"].as_double()), "DataError");
    EXPECT_EQ(refusal(data["yes"].as_boolean()), "DataError");
    EXPECT_EQ(refusal(data["one"].as_boolean()), "DataError");
    if (bench.supports(Capability::json_numerics)) {
        EXPECT_EQ(refusal(data["word"].as_numeric()), "DataError");
        EXPECT_EQ(refusal(data["none"].as_numeric()), "DataError");
    }
    if (bench.supports(Capability::json_values)) {
        EXPECT_EQ(refusal(data["word"].length()), "DataError");
        EXPECT_EQ(refusal(data["null"].length()), "DataError");
    }
}

void json_contains(Bench& bench) {
    const Documents made(Jsonb{});
    bench.create(made.metadata);
    Connection db = bench.engine().connect();
    made.put(db, 1, JsonText{R"({"a": [1, 2, {"b": "c"}], "d": null})"});
    const JsonExpr data = as_json(made.table["data"]);
    const auto holds = [&](const Predicate& condition) {
        return db.scalar<std::int64_t>(
                   select(func::count()).select_from(made.table).where(condition)) == 1;
    };
    EXPECT_TRUE(holds(data.contains(JsonText{R"({"d": null})"})));
    EXPECT_TRUE(holds(data["a"].contains(JsonText{"[2]"})));
    EXPECT_TRUE(holds(data.contains(made.table["data"])));
    EXPECT_FALSE(holds(data["a"].contains(JsonText{"[3]"})));
    EXPECT_FALSE(holds(data.contains(JsonText{R"({"a": {}})"})));
    db.commit();
}

// ── arrays ──────────────────────────────────────────────────────────────────────────────────────

using Numbers = std::vector<std::int64_t>;

std::vector<Numbers> sample_numbers() {
    return {{}, {5}, {1, 2, 3}, {3, 2, 1, 2}, {-1, 9'000'000'000}};
}

void array_operators(Bench& bench) {
    MetaData metadata;
    const Table table("azc_array", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                      Column{"x", Array{BigInteger{}}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    const auto samples = sample_numbers();
    for (std::size_t i = 0; i < samples.size(); ++i) {
        db.execute(insert(table), Params{{"id", static_cast<std::int64_t>(i)}, {"x", samples[i]}});
    }
    const auto x = as_array<std::int64_t>(table["x"]);
    const auto has = [](const Numbers& list, std::int64_t number) {
        return std::find(list.begin(), list.end(), number) != list.end();
    };
    const auto includes = [&](const Numbers& list, const Numbers& part) {
        return std::all_of(part.begin(), part.end(), [&](auto n) { return has(list, n); });
    };
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const Numbers& list = samples[i];
        const auto ask = [&](const Predicate& question) {
            return db.scalar<bool>(
                select(typed<bool>(question)).where(table["id"] == static_cast<std::int64_t>(i)));
        };
        const auto read = [&](const auto& what) {
            return only(
                db.execute(select(what).where(table["id"] == static_cast<std::int64_t>(i))).one());
        };
        SCOPED_TRACE(i);
        EXPECT_EQ(read(x), list);
        EXPECT_EQ(read(x.length()), static_cast<std::int64_t>(list.size()));
        for (std::int64_t at = 0; at < 5; ++at) {
            const auto there = static_cast<std::size_t>(at) < list.size();
            EXPECT_EQ(read(x[at]),
                      there ? std::optional(list[static_cast<std::size_t>(at)]) : std::nullopt);
        }
        const auto from = std::min<std::size_t>(1, list.size());
        const auto to = std::min<std::size_t>(3, list.size());
        EXPECT_EQ(read(x.slice(1, 3)), Numbers(list.begin() + static_cast<std::ptrdiff_t>(from),
                                               list.begin() + static_cast<std::ptrdiff_t>(to)));
        for (const std::int64_t number : {1, 2, 5, 7}) {
            EXPECT_EQ(ask(number == any_of(x)), has(list, number));
            EXPECT_EQ(ask(number > any_of(x)),
                      std::any_of(list.begin(), list.end(), [&](auto n) { return n < number; }));
            EXPECT_EQ(ask(number >= all_of(x)),
                      std::all_of(list.begin(), list.end(), [&](auto n) { return number >= n; }));
        }
        for (const Numbers& other : samples) {
            EXPECT_EQ(ask(x.contains(other)), includes(list, other));
            EXPECT_EQ(ask(x.contained_by(other)), includes(other, list));
            EXPECT_EQ(ask(x.overlaps(other)), std::any_of(other.begin(), other.end(),
                                                          [&](auto n) { return has(list, n); }));
            EXPECT_EQ(ask(x == other), list == other);
        }
    }
    db.commit();
}

template <class T>
void keeps(Bench& bench, const SqlType& item, const std::vector<T>& elements) {
    MetaData metadata;
    const Table table("azc_array", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                      Column{"x", Array{item}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    using List = std::vector<std::optional<T>>;
    List list(elements.begin(), elements.end());
    list.push_back(std::nullopt);
    db.execute(insert(table), Params{{"id", 1}, {"x", list}});
    db.execute(insert(table), Params{{"id", 2}, {"x", List{}}});
    db.execute(insert(table), Params{{"id", 3}, {"x", std::nullopt}});
    const auto rows = db.execute(select(table["x"]).order_by(table["id"]))
                          .template rows<std::optional<List>>()
                          .all();
    EXPECT_EQ(std::get<0>(rows.at(0)), list);
    EXPECT_EQ(std::get<0>(rows.at(1)), List{});
    EXPECT_EQ(std::get<0>(rows.at(2)), std::nullopt);
    db.commit();
}

void array_items(Bench& bench) {
    keeps<bool>(bench, Boolean{}, {true, false});
    keeps<std::int16_t>(bench, SmallInteger{}, {-32768, 0, 32767});
    keeps<std::int32_t>(bench, Integer{}, {INT32_MIN, 0, INT32_MAX});
    keeps<std::int64_t>(bench, BigInteger{}, {INT64_MIN, 0, INT64_MAX});
    keeps<double>(bench, Double{}, {0.1, -1e308, 5e-324});
    keeps<Decimal>(bench, Numeric{}, {Decimal("12345678901234567890.0123456789"), Decimal("-0.1")});
    keeps<std::string>(bench, Text{},
                       {"", "NULL", "a,b", "{x}", "qu\"ote", "back\\slash", " ", "\xC3\xA4"});
    keeps<Date>(bench, DateType{}, {make_date(2024, 2, 29)});
    keeps<Timestamp>(bench, DateTime{}, {{make_date(2024, 2, 29), make_time(1, 2, 3, 4'000)}});
    keeps<Instant>(bench, DateTime{with_timezone}, {{make_date(1970, 1, 1), make_time(0, 0)}});
    keeps<Uuid>(bench, UuidType{}, {parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8")});
    const std::byte zero{0};
    keeps<std::vector<std::byte>>(bench, LargeBinary{}, {{}, {zero, std::byte{255}}});
}

void array_of_two_dimensions(Bench& bench) {
    MetaData metadata;
    const Table table("azc_array", metadata, Column{"x", Array{Integer{}, 2}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    using Matrix = std::vector<std::vector<int>>;
    const Matrix matrix{{1, 2, 3}, {4, 5, 6}};
    db.execute(insert(table), Params{{"x", matrix}});
    EXPECT_EQ(only(db.execute(select(table["x"])).rows<Matrix>().one()), matrix);
    db.commit();
}

/// An array of which nothing but its values says what it is.
void arrays_alone(Bench& bench) {
    Connection db = bench.engine().connect();
    const auto same = [&](const auto& list) {
        EXPECT_EQ(only(db.execute(select(literal(list))).one()), list);
    };
    same(Numbers{1, 9'000'000'000});
    same(Numbers{});
    same(std::vector<std::string>{"a", "it's"});
    same(std::vector<std::optional<double>>{0.5, std::nullopt});
    same(std::vector<Numbers>{{1, 2}, {3, 4}});
    EXPECT_EQ(db.scalar<bool>(select((literal(Numbers{1}) == literal(Numbers{1})).label("x"))),
              true);
}

}  // namespace

void add_inside(Suites& suites) {
    suites.begin("json", Badge::core_write);
    const auto json = Capability::json_access;
    const std::initializer_list<Capability> all{json, Capability::json_values,
                                                Capability::json_numerics};
    suites.test(
        "random_documents", [](Bench& bench) { random_documents(bench, Json{}); }, all);
    suites.test(
        "random_binary_documents", [](Bench& bench) { random_documents(bench, Jsonb{}); }, all);
    const auto transactions = Capability::transactions;
    suites.test("plain_values", plain_values, {json, transactions});
    suites.test("conditions", json_conditions,
                {json, Capability::json_values, Capability::json_numerics,
                 Capability::exact_decimals, transactions});
    suites.test("exact_numbers", exact_numbers, {json, transactions});
    suites.test("wrong_kinds", wrong_kinds, {json});
    suites.test("contains", json_contains, {Capability::json_contains});
    suites.begin("arrays", Badge::core_write);
    const std::initializer_list<Capability> arrays{Capability::arrays, Capability::array_binds};
    suites.test("operators", array_operators, arrays);
    suites.test("items", array_items, arrays);
    suites.test("two_dimensions", array_of_two_dimensions, arrays);
    suites.test("alone", arrays_alone, arrays);
}

}  // namespace azoth::compliance
