// SPDX-License-Identifier: MIT
// One column of every type that only PostgreSQL has: reflected by name, read exactly, written back.
#include <azoth/value/array.hpp>
#include <azoth/value/range.hpp>

#include "on_postgresql.hpp"
#include "random_schema.hpp"

namespace azoth_test {
namespace {

struct Odd {
    const char* name;
    const char* type;
    const char* value;                ///< as the server prints it
    const char* reflected = nullptr;  ///< where the server spells the type otherwise
};

constexpr Odd odd_types[] = {
    {"a_bit", "bit(8)", "10110001"},
    {"a_varbit", "bit varying(5)", "101"},
    {"an_inet", "inet", "192.168.0.1/24"},
    {"a_cidr", "cidr", "10.1.0.0/16"},
    {"a_mac", "macaddr", "08:00:2b:01:02:03"},
    {"a_mac8", "macaddr8", "08:00:2b:01:02:03:04:05"},
    {"a_money", "money", "-$1,234.50"},
    {"an_oid", "oid", "4294967295"},
    {"a_regclass", "regclass", "pg_class"},
    {"a_regconfig", "regconfig", "english"},
    {"a_tsvector", "tsvector", "'cat':3 'fat':2A 'it''s':1"},
    {"a_tsquery", "tsquery", "'fat' & !'cat'"},
    {"a_range", "int4range", "[1,5)"},
    {"no_range", "numrange", "empty"},
    {"open_range", "tstzrange", "(,\"2024-01-01 00:00:00+00\"]"},
    {"days", "daterange", "[2024-01-01,)"},
    {"ranges", "int8multirange", "{[1,3),[7,9)}"},
    {"a_path", "jsonpath", "$.\"a\"[*]"},
    {"a_point", "point", "(1.5,-2)"},
    {"a_name", "name", "pg_name"},
    {"a_char", "\"char\"", "x"},
    {"a_short_interval", "interval(3)", "1 year 2 mons -3 days +04:05:06.789"},
    {"a_long_interval", "interval year to month", "1 year 2 mons"},
    {"a_zoned_time", "time(3) with time zone", "04:05:06.789-08"},
    {"a_lsn", "pg_lsn", "16/B374D848"},
    {"addresses", "inet[]", "{10.0.0.1,NULL}", "Array(CustomType(inet))"},
    {"a_domain", "positive", "7"},
    {"a_word", "word", "it's"},
    {"any_case", "citext", "It's"},
    {"pairs", "hstore", "\"a\"=>\"1\", \"b\"=>NULL"},
};

enum class Weather { sunny, wet };

/// A row of what only some databases have.
struct Observation {
    std::int64_t id{};
    Weather weather{};
    std::vector<std::int64_t> readings;
    std::optional<Interval> duration;
    Instant at;
    std::string station;

    friend bool operator==(const Observation&, const Observation&) = default;
};

}  // namespace
}  // namespace azoth_test

template <>
struct azoth::enum_traits<azoth_test::Weather> {
    static constexpr std::string_view name = "weather";
    static constexpr azoth::EnumLabel<azoth_test::Weather> labels[] = {
        {azoth_test::Weather::sunny, "sunny"}, {azoth_test::Weather::wet, "wet"}};
};

namespace azoth_test {
namespace {

TEST_F(OnPostgresql, StructsAreRows) {
    MetaData metadata;
    const Table table{"observation",
                      metadata,
                      Column{"id", BigInteger{}, primary_key},
                      Column{"weather", sql_type_of<Weather>()},
                      Column{"readings", Array{BigInteger{}}},
                      Column{"duration", IntervalType{}},
                      Column{"at", DateTime{with_timezone}},
                      Column{"station", CustomType{"inet", Text{}}}};
    const std::vector<Observation> all{
        {1, Weather::wet, {3, -4}, Interval{1, 2, 3'000}, from_epoch<Instant>(0), "10.0.0.1"},
        {2, Weather::sunny, {}, std::nullopt, from_epoch<Instant>(1'700'000'000), "::1"}};
    Connection db = engine_->connect();
    enter(db);
    metadata.create_all(db);
    db.insert_many(table, {"id", "weather", "readings", "duration", "at", "station"}, all);
    const auto query = select(table).order_by(table["id"]);
    EXPECT_EQ(db.execute(query).rows<Observation>().all(), all);
    // What is worked out with moments is exact, whatever the session's time zone.
    db.execute(ddl("SET LOCAL TimeZone = 'Europe/Berlin'"));
    const auto later = select(table["at"] + table["duration"]).where(table["id"] == 1);
    EXPECT_EQ(db.scalar<Instant>(later),
              (Instant{make_date(1970, 2, 3), make_time(0, 0, 0, 3'000)}));
    EXPECT_EQ(db.scalar<Interval>(
                  select(table["at"] - from_epoch<Instant>(-1, 0)).where(table["id"] == 1)),
              (Interval{0, 0, 1'000'000'000}));
    const Expr instant = cast(Expr(sql_text("'2024-03-30 12:00:00+00'")), DateTime{with_timezone});
    EXPECT_EQ(db.scalar<Instant>(select(instant + Interval{0, 1, 0})),
              (Instant{make_date(2024, 3, 31), make_time(12, 0, 0)}));
    db.rollback();
}

TEST_F(OnPostgresql, RangesAreValues) {
    MetaData metadata;
    const Table table{"t",
                      metadata,
                      Column{"id", Integer{}, primary_key},
                      Column{"numbers", CustomType{"int4range"}},
                      Column{"moments", CustomType{"tstzrange"}},
                      Column{"several", CustomType{"int4multirange"}}};
    Connection db = engine_->connect();
    enter(db);
    metadata.create_all(db);
    const Range<int> numbers{.lower = -1, .upper = 5, .includes_upper = true};
    const Range<Instant> moments{.lower = from_epoch<Instant>(0, 1'000)};
    const MultiRange<int> several{{{.upper = 3}, {.lower = 7, .upper = 9}}};
    db.execute(insert(table),
               Params{{"id", 1}, {"numbers", numbers}, {"moments", moments}, {"several", several}});
    const Row row = db.execute(select(table)).one();
    EXPECT_EQ(row["numbers"].as<Range<int>>(), (Range<int>{.lower = -1, .upper = 6}));
    EXPECT_EQ(row["moments"].as<Range<Instant>>(), moments);
    EXPECT_EQ(row["several"].as<MultiRange<int>>(), several);
    db.rollback();
}

class OddTypes : public OnPostgresql {
protected:
    void make(Connection& db) {
        enter(db);
        db.execute(ddl("SET LOCAL lc_monetary = 'C'"));
        db.execute(ddl("SET LOCAL TimeZone = 'UTC'"));
        db.execute_script(
            "CREATE DOMAIN positive AS integer CHECK (VALUE > 0);"
            "CREATE DOMAIN word AS varchar(10) COLLATE \"C\";"
            "CREATE EXTENSION citext; CREATE EXTENSION hstore");
        std::string columns = "CREATE TABLE odd (id integer PRIMARY KEY";
        std::string values = "INSERT INTO odd VALUES (1";
        for (const Odd& odd : odd_types) {
            columns += ", " + std::string(odd.name) + ' ' + odd.type;
            values += ", " + to_sql_text(odd.value);
        }
        db.execute_script(columns + ");" + values + ")");
    }
    static std::string to_sql_text(const std::string& text) {
        std::string out = "'";
        for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
        return out + "'";
    }
};

TEST_F(OddTypes, AreReadAndWrittenBackAsTheyAre) {
    Connection db = engine_->connect();
    make(db);
    const MetaData found = reflected(db);
    const Table odd = found.table("odd");
    // Every value goes out and comes back, one column alone (binary where the driver can) and all
    // together.
    Params all{{"id", 2}};
    {
        const Row row = db.execute(select(odd)).one();
        for (const Odd& one : odd_types) all.add(Param(one.name, row[one.name].value()));
    }
    db.execute(insert(odd), all);
    for (const Odd& one : odd_types) {
        SCOPED_TRACE(one.name);
        const Expr column = odd[one.name];
        const auto alone = select(column).where(odd["id"] == 1);
        const Value value = db.execute(alone).one()[0].value();
        db.execute(update(odd).values({{one.name, value}}).where(odd["id"] == 1));
        const auto texts = select(cast(column, Text{})).order_by(odd["id"]);
        std::vector<std::string> printed;
        for (auto [text] : db.execute(texts).rows<std::string>()) printed.push_back(text);
        EXPECT_EQ(printed, (std::vector<std::string>(2, one.value)));
    }
    db.rollback();
}

TEST_F(OddTypes, AreReflectedByTheirNames) {
    Connection db = engine_->connect();
    make(db);
    const MetaData found = reflected(db);
    const auto dialect = load_dialect("postgresql");
    for (const Odd& one : odd_types) {
        const ColumnData& column = found.table("odd").data().column(one.name);
        EXPECT_TRUE(column.type.is_known());
        EXPECT_NE(column.type.describe().find(one.reflected != nullptr ? one.reflected : one.type),
                  std::string::npos)
            << column.type.describe();
    }
    EXPECT_TRUE(found.table("odd").data().column("a_domain").type.is_integer());
    EXPECT_EQ(found.table("odd").data().column("a_word").type.length(), 10U);
    EXPECT_EQ(found.table("odd").data().column("a_short_interval").type.kind(), TypeKind::interval);
    // What was found makes the same again.
    db.execute(ddl("DROP TABLE odd"));
    found.create_all(db);
    EXPECT_EQ(describe(diff(found, reflected(db), db.dialect())), "");
    db.rollback();
}

TEST_F(OnPostgresql, TypesAreTheSameInAnyCase) {
    Connection db = engine_->connect();
    enter(db);
    MetaData model;
    const Table loud{"loud",
                     model,
                     Column{"bits", CustomType{"BIT VARYING(5)"}},
                     Column{"address", CustomType{"Inet"}, ServerDefault::of("10.0.0.1")},
                     Column{"addresses", Array{CustomType{"INET"}}},
                     Column{"letter", CustomType{"\"char\""}}};
    model.create_all(db);
    MetaData found;
    found.reflect(db, {.only = {"loud"}});
    EXPECT_EQ(describe(diff(model, found, db.dialect())), "");
    db.rollback();
}

}  // namespace
}  // namespace azoth_test
