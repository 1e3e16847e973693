// SPDX-License-Identifier: MIT
// Names that break careless quoting, as names of tables, columns and labels.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

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
        db.commit();
    }
    const TableData found = inspect(bench.engine()).table(name);
    EXPECT_EQ(found.name, name);
    EXPECT_NE(found.find_column(name), nullptr);
    ASSERT_EQ(found.indexes.size(), 1U);
    EXPECT_EQ(found.indexes[0].columns(), std::vector<std::string>{name});
}

void named_parameter(Bench& bench, const std::string& name) {
    if (!bench.requirements().names(name).yes) GTEST_SKIP() << "not a name there";
    MetaData metadata;
    const Table table("azc_named", metadata, Column{"id", Integer{}, primary_key});
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"id", 1}}, {{"id", 2}}});
    const auto query = select(table["id"]).where(table["id"] == azoth::bind<std::int64_t>(name));
    EXPECT_EQ(db.scalar<std::int64_t>(query, Params{{name, 2}}), 2);
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
    suites.begin("identifiers");
    for (const auto& [what, name] : difficult_names) {
        const std::string text = name;
        suites.test(what, [text](Bench& bench) { works_everywhere(bench, text); });
        suites.test(std::string("parameter_") + what,
                    [text](Bench& bench) { named_parameter(bench, text); });
    }
    suites.test("differ_by_case", differ_by_case);
}

}  // namespace azoth::compliance
