// SPDX-License-Identifier: MIT
// Descriptions that are hard to read back: nothing differs between what was described and what is
// found, and what is found makes the same again.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include <azoth/dialect/schema_diff.hpp>
#include <azoth/value/describe.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

std::string differences(Bench& bench, const MetaData& model, const MetaData& found) {
    const auto dialect = load_dialect(bench.requirements().dialect());
    std::string text;
    for (const SchemaDifference& difference : diff(model, found, *dialect)) {
        text += difference.describe() + '\n';
    }
    return text;
}

Names names_of(const MetaData& metadata) {
    Names names;
    for (const Table& table : metadata.tables()) names.push_back(table.name());
    return names;
}

/// Creates the model, finds it, and makes it again from what was found.
void comes_back(Bench& bench, const MetaData& model) {
    bench.create(model);
    MetaData found;
    found.reflect(bench.engine(), {.views = true, .only = names_of(model)});
    EXPECT_EQ(differences(bench, model, found), "");
    found.drop_all(bench.writer());
    found.create_all(bench.writer());
    MetaData again;
    again.reflect(bench.engine(), {.views = true, .only = names_of(model)});
    EXPECT_EQ(differences(bench, found, again), "");
}

/// Values as DEFAULT, among them those that servers print in words of their own.
void defaults(Bench& bench) {
    const std::pair<SqlType, std::vector<Value>> values[] = {
        {Integer{}, {Value(0), Value(-7)}},
        {BigInteger{}, {Value(INT64_MAX), Value(INT64_MIN)}},
        {Numeric{20, 5}, {Value(Decimal("-1.50000")), Value(Decimal("123456789012345.12345"))}},
        {Double{}, {Value(0.5), Value(-1e300), Value(1e-7)}},
        {Float{}, {Value(-1.5)}},
        {Boolean{}, {Value(true), Value(false)}},
        {String{40}, {Value(""), Value("it's \"100%\""), Value("-5"), Value("1.0"), Value("NULL")}},
        {DateType{}, {Value(make_date(2020, 2, 29))}},
        {Time{}, {Value(parse_time("23:59:59.5"))}},
        {DateTime{}, {Value(parse_timestamp("2020-01-01 00:00:00"))}},
        {DateTime{with_timezone}, {Value(parse_instant("2020-06-01T00:00:00+05:30"))}},
        {UuidType{}, {Value(parse_uuid("00112233-4455-6677-8899-aabbccddeeff"))}},
    };
    MetaData model;
    TableData data;
    data.name = "azc_default";
    for (const auto& [type, choices] : values) {
        if (!bench.requirements().stores(type).yes) continue;
        for (const Value& value : choices) {
            ColumnData column;
            column.name = "c" + std::to_string(data.columns.size());
            column.type = type;
            column.server_default = ServerDefault::of(value).expression;
            data.columns.push_back(std::move(column));
        }
    }
    const Table table(std::move(data), model);
    comes_back(bench, model);
    // And they mean their values.
    bench.write([&](Connection& db) { db.execute(insert(table)); });
    Connection db = bench.engine().connect();
    std::size_t at = 0;
    for (const auto& [type, choices] : values) {
        if (!bench.requirements().stores(type).yes) continue;
        for (const Value& value : choices) {
            const Expr column = table["c" + std::to_string(at++)];
            EXPECT_EQ(db.scalar<std::int64_t>(
                          select(func::count()).select_from(table).where(column == bind("value")),
                          Params{{"value", value}}),
                      1)
                << type.describe() << ' ' << describe(value.view());
        }
    }
}

void checks(Bench& bench) {
    MetaData model;
    const Expr x = this_column("x");
    const Expr y = this_column("y");
    const Table table{"azc_check",
                      model,
                      Column{"x", Integer{}, not_null},
                      Column{"y", String{40}},
                      CheckConstraint{x.between(1, 10) || x > 100}.named("ck_1"),
                      CheckConstraint{!x.between(20, 30)}.named("ck_2"),
                      CheckConstraint{y.in({"a", "b'c", "100%"})}.named("ck_3"),
                      CheckConstraint{y.in({"a"}) || y.not_in({"d"})}.named("ck_4"),
                      CheckConstraint{y.like("a!%%", '!') || !y.like("b_'")}.named("ck_5"),
                      CheckConstraint{y != "two\nlines -- /* */ ; ? :x"}.named("ck_6"),
                      CheckConstraint{y.is_null() || (x > 0 && (x < 5 || y == "("))}.named("ck_7")};
    comes_back(bench, model);
}

/// Keys over the same columns in another order, to the table itself, and one column in two keys.
void keys(Bench& bench) {
    MetaData model;
    const Table node{
        "azc_node",
        model,
        Column{"a", Integer{}},
        Column{"b", String{10}},
        Column{"c", Integer{}},
        Column{"up_a", Integer{}},
        Column{"up_b", String{10}},
        PrimaryKeyConstraint{"b", "a"},
        UniqueConstraint{"c", "a"},
        UniqueConstraint{"a", "b", "c"}.named("uq_azc_node"),
        ForeignKeyConstraint{{"up_b", "up_a"}, {"azc_node.b", "azc_node.a"}}.named("fk_azc_up"),
        ForeignKeyConstraint{{"b", "c"}, {"azc_node.b", "azc_node.a"}}.named("fk_azc_side")};
    comes_back(bench, model);
    const auto found = inspect(bench.engine()).foreign_keys("azc_node");
    ASSERT_EQ(found.size(), 2U);
    for (const ForeignKeyData& key : found) {
        EXPECT_EQ(key.referred_columns, (Names{"b", "a"})) << key.name;
    }
}

/// A view whose name comes before that of the view it selects from.
void views_upon_views(Bench& bench) {
    MetaData model;
    const Table table{"azc_ground", model, Column{"id", Integer{}}, Column{"x", String{10}}};
    const View lower{"azc_view_z", model, select(table["id"], table["x"]).where(table["id"] > 1)};
    const View upper{"azc_view_a", model, select(lower["id"]).where(lower["x"] != "it's")};
    comes_back(bench, model);
    bench.write([&](Connection& db) {
        db.execute(insert(table), {{{"id", 1}, {"x", "a"}}, {{"id", 2}, {"x", "b"}}});
    });
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, select(upper["id"])), Ids{2});
}

/// Temporary tables have all parts that others have.
void temporary_parts(Bench& bench) {
    if (!bench.target().writer_url.empty()) GTEST_SKIP() << "the target only reads";
    MetaData model;
    const Table draft{"azc_draft",
                      model,
                      temporary,
                      Comment{"it's passing"},
                      Column{"id", Integer{}, primary_key, Comment{"a number"}},
                      Column{"x", String{10}, not_null, ServerDefault::of("a")},
                      UniqueConstraint{"x"}.named("uq_azc_draft"),
                      CheckConstraint{this_column("x") != "b"}.named("ck_azc_draft")};
    Connection db = bench.engine().connect();
    model.create_all(db);
    Inspector inspector = inspect(db);
    const auto found =
        inspector.tables({.names = {"azc_draft"}, .scope = RelationScope::temporary});
    ASSERT_EQ(found.size(), 1U);
    MetaData reflected;
    reflected.add(found.front());
    EXPECT_EQ(differences(bench, model, reflected), "");
    model.drop_all(db);
    EXPECT_TRUE(inspect(db).temporary_table_names().empty());
    if (bench.supports(Capability::transactions)) db.commit();
}

}  // namespace

void add_descriptions(Suites& suites) {
    suites.begin("descriptions", Badge::reflect);
    suites.test(
        "defaults", defaults,
        {Capability::expression_defaults, Capability::default_values, Capability::exact_decimals});
    suites.test("checks", checks, {Capability::check_constraints});
    suites.test("keys", keys, {Capability::foreign_keys});
    suites.test("views_upon_views", views_upon_views, {Capability::views});
    suites.test(
        "temporary_parts", temporary_parts,
        {Capability::temporary_tables, Capability::check_constraints, Capability::column_comments});
}

}  // namespace azoth::compliance
