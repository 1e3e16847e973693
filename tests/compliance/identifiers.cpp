// SPDX-License-Identifier: MIT
// Names that break careless quoting, as names of tables, columns and labels.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include <azoth/value/array.hpp>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

constexpr std::pair<const char*, const char*> difficult_names[] = {
    {"percent", "azc per % cent"},
    {"percent_format", "azc%(name)s"},
    {"colon", "azc col:ons"},
    {"colon_first", ":azc"},
    {"question_marks", "azc q?marks"},
    {"dollar", "azc$1"},
    {"double_quote", "azc \"quoted\""},
    {"single_quote", "azc 'quoted'"},
    {"backquote", "azc `quoted`"},
    {"brackets", "azc [Brackets]"},
    {"parentheses", "azc par(ens)"},
    {"spaces", " azc more than  one "},
    {"leading_digit", "1azc"},
    {"dot", "azc dot.s"},
    {"slash", "azc /slashes/"},
    {"backslash", "azc \\backslash\\"},
    {"semicolon", "azc; DROP TABLE azc--"},
    {"reserved_word", "select"},
    {"mixed_case", "AzcMixedCase"},
    {"umlauts", "azc_\xC3\xA4\xC3\xB6\xC3\xBC"},
    {"emoji", "azc_\xF0\x9F\x98\x80"},
};

void works_everywhere(Bench& bench, const std::string& name) {
    MetaData metadata;
    const Table table(name, metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                      Column{name, String{20}}, Index{name + "_ix", {name}});
    const Answer answer = bench.requirements().names(name);
    if (!answer.yes) {
        EXPECT_NE(caught([&] { metadata.create_all(bench.engine()); }).category, "")
            << answer.reason;
        return;
    }
    bench.create(metadata);
    {
        Connection db = bench.engine().connect();
        db.execute(insert(table), {{{"id", 1}, {name, "one"}}, {{"id", 2}, {name, "two"}}});
        db.insert_many(table, {"id", name}, std::vector<std::pair<int, std::string>>{{3, "three"}});
        EXPECT_EQ(db.execute(update(table).where(table[name] == "two").values(Params{{name, "2"}}))
                      .rowcount(),
                  1);
        const Row row =
            db.execute(select(table["id"], table[name]).where(table[name] == "2")).one();
        EXPECT_EQ(row[name].as<std::string>(), "2");
        EXPECT_EQ(row.keys()[1], name);

        const Select labelled = select(func::count(table["id"]).label(name)).order_by(desc(name));
        EXPECT_EQ(db.execute(labelled).one()[name].as<int>(), 3);
        const Table alias = table.alias(name + "2");
        EXPECT_EQ(db.scalar<std::string>(select(alias[name]).where(alias["id"] == 1)), "one");
        EXPECT_EQ(db.execute(delete_from(table).where(table[name] == "three")).rowcount(), 1);
        if (bench.supports(Capability::transactions)) db.commit();
    }
    const TableData found = inspect(bench.engine()).table(name);
    EXPECT_EQ(found.name, name);
    EXPECT_NE(found.find_column(name), nullptr);
    ASSERT_EQ(found.indexes.size(), 1U);
    EXPECT_EQ(found.indexes.at(0).columns(), std::vector<std::string>{name});
}

/// As the name of values: one, a list of several lengths, many sets, in text and prepared.
void named_parameter(Bench& bench, const std::string& name) {
    if (!bench.requirements().names(name).yes) GTEST_SKIP() << "not a name there";
    MetaData metadata;
    const Table table("azc_named", metadata, Column{"id", Integer{}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"id", 1}}, {{"id", 2}}, {{"id", 3}}});
    const auto query = select(table["id"]).where(table["id"] == azoth::bind<std::int64_t>(name));
    EXPECT_EQ(db.scalar<std::int64_t>(query, Params{{name, 2}}), 2);
    EXPECT_EQ(caught([&] {
                  (void)db.execute(query, Params{{name + "x", 2}}).all();
              }).category,
              "ArgumentError");
    const auto list = select(table["id"])
                          .where(table["id"].in(bind_list<std::int64_t>(name)))
                          .order_by(table["id"]);
    for (const Ids& wanted : {Ids{3}, Ids{}, Ids{1, 2, 3}, Ids{2, 3}}) {
        EXPECT_EQ(db.scalars<std::int64_t>(list, Params{{name, wanted}}).all(), wanted);
    }
    const auto with_both = select(table["id"])
                               .where(table["id"].in(bind_list<std::int64_t>(name)),
                                      table["id"] == azoth::bind<std::int64_t>(name + "_1"));
    EXPECT_EQ(db.scalar<std::int64_t>(with_both, Params{{name, Ids{1, 2}}, {name + "_1", 2}}), 2);
    const Update change = update(table)
                              .set("id", azoth::bind<std::int64_t>(name))
                              .where(table["id"] == azoth::bind<std::int64_t>("old " + name));
    db.execute(change, {{{name, 11}, {"old " + name, 1}}, {{name, 12}, {"old " + name, 2}}});
    EXPECT_EQ(ids(db, select(table["id"]).order_by(table["id"])), (Ids{3, 11, 12}));
    EXPECT_EQ(db.prepare(query).execute(Params{{name, 11}}).one()[0].as<int>(), 11);
}

/// As labels: of values, of expressions, in ORDER BY and GROUP BY, and through a subquery.
void label(Bench& bench, const std::string& name) {
    if (!bench.requirements().names(name).yes) GTEST_SKIP() << "not a name there";
    MetaData metadata;
    const Table table("azc_named", metadata, Column{"id", Integer{}}, Column{"x", Integer{}});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table),
               {{{"id", 1}, {"x", 5}}, {{"id", 2}, {"x", 5}}, {{"id", 3}, {"x", 7}}});
    const Expr half = table["x"] / 2;
    const auto query = select(half.label(name), func::count().label("n " + name))
                           .group_by(half)
                           .order_by(desc(name));
    const Rows rows = db.execute(query).all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0][name].as<int>(), 3);
    EXPECT_EQ(rows[1]["n " + name].as<int>(), 2);
    EXPECT_EQ(rows.keys(), (Names{name, "n " + name}));
    const Subquery inner = query.subquery("s " + name);
    EXPECT_EQ(ids(db, select(inner[name]).where(inner["n " + name] == 2)), Ids{2});
    if (!bench.supports(Capability::cte)) return;
    const Cte with = select(table["x"].label(name)).cte("c " + name);
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::sum(with[name]))), 17);
}

void differ_by_case(Bench& bench) {
    MetaData metadata;
    const Table table("azc_case", metadata, Column{"id", Integer{}, primary_key},
                      Column{"Name", String{20}});
    bench.create(metadata);
    EXPECT_NE(inspect(bench.engine()).table("azc_case").find_column("Name"), nullptr);
    EXPECT_EQ(caught([&] { (void)table["name"]; }).code, "no_such_column");
}

}  // namespace

void add_identifiers(Suites& suites) {
    suites.begin("identifiers", Badge::schema);
    for (const auto& [what, name] : difficult_names) {
        const std::string text = name;
        suites.test(what, [text](Bench& bench) { works_everywhere(bench, text); },
                    {Capability::named_indexes});
        suites.test(std::string("parameter_") + what,
                    [text](Bench& bench) { named_parameter(bench, text); });
        suites.test(std::string("label_") + what, [text](Bench& bench) { label(bench, text); });
    }
    suites.test("differ_by_case", differ_by_case);
}

}  // namespace azoth::compliance
