// SPDX-License-Identifier: MIT
// How many rows a change touched: those that matched, whether or not they differ afterwards.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

namespace azoth::compliance {

namespace {

struct Staff {
    MetaData metadata;
    Table employee{"azc_employee", metadata, Column{"id", Integer{}, primary_key, no_autoincrement},
                   Column{"name", String{20}}, Column{"department", String{1}}};
    Bench& bench;

    explicit Staff(Bench& made) : bench(made) {
        bench.create(metadata);
        bench.write([&](Connection& db) {
            using Row = std::tuple<int, std::string, std::string>;
            const std::vector<Row> rows{
                {1, "Angela", "A"}, {2, "Andrew", "A"},  {3, "Anand", "A"},
                {4, "Bob", "B"},    {5, "Bobette", "B"}, {6, "Charlie", "C"},
                {7, "Cody", "C"},   {8, "Dennis", "D"},  {9, "Dave", "D"}};
            db.insert_many(employee, {"id", "name", "department"}, rows);
        });
    }
    Expr department() const { return employee["department"]; }
    void expect(const Result& result, std::int64_t rows) const {
        EXPECT_EQ(result.rowcount(), bench.answer(Question::changes_are_counted).yes ? rows : -1);
    }
};

void updates(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    const Update in_c = update(staff.employee).where(staff.department() == "C");
    staff.expect(db.execute(in_c.values({{"department", "Z"}})), 2);
    staff.expect(db.execute(in_c.values({{"department", "Z"}})), 0);
    staff.expect(db.execute(update(staff.employee).values({{"name", "X"}})), 9);
}

/// Matched, not changed.
void update_to_the_same(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    const Update same =
        update(staff.employee).where(staff.department() == "A").values({{"department", "A"}});
    staff.expect(db.execute(same), 3);
    staff.expect(db.execute(same), 3);
}

void deletes(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    staff.expect(db.execute(delete_from(staff.employee).where(staff.department() == "B")), 2);
    staff.expect(db.execute(delete_from(staff.employee).where(staff.department() == "B")), 0);
    staff.expect(db.execute(delete_from(staff.employee)), 7);
}

void inserts(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    staff.expect(db.execute(insert(staff.employee), Params{{"id", 20}}), 1);
    staff.expect(db.execute(insert(staff.employee), {{{"id", 21}}, {{"id", 22}}, {{"id", 23}}}), 3);
    const auto copied = select(staff.employee["id"] + 100).where(staff.department() == "A");
    staff.expect(db.execute(insert(staff.employee).from_select({"id"}, copied)), 3);
}

/// Several sets of parameters: the sum.
void sets_of_parameters(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    const Update rename = update(staff.employee)
                              .where(staff.department() == bind<std::string>("old"))
                              .set("department", bind<std::string>("new"));
    staff.expect(db.execute(rename, {{{"old", "A"}, {"new", "X"}},
                                     {{"old", "B"}, {"new", "Y"}},
                                     {{"old", "nobody"}, {"new", "Z"}}}),
                 5);
    const Delete leave =
        delete_from(staff.employee).where(staff.department() == bind<std::string>("d"));
    staff.expect(db.execute(leave, {{{"d", "X"}}, {{"d", "C"}}}), 5);
}

void text_statements(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    staff.expect(db.execute(text("UPDATE azc_employee SET name = 'x' WHERE department = 'C'")), 2);
    const auto query = text("UPDATE azc_employee SET department = :new WHERE department = :old");
    staff.expect(db.execute(query, Params{{"old", "A"}, {"new", "Z"}}), 3);
    staff.expect(db.execute(text("DELETE FROM azc_employee WHERE id > 7")), 2);
}

void prepared_statements(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    const auto leave =
        db.prepare(delete_from(staff.employee).where(staff.department() == bind<std::string>("d")));
    staff.expect(leave.execute("A"), 3);
    staff.expect(leave.execute("A"), 0);
    staff.expect(leave.execute("B"), 2);
}

void with_returning(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    Result changed = db.execute(update(staff.employee)
                                    .where(staff.department() == "C")
                                    .values({{"department", "Z"}})
                                    .returning({staff.employee["id"]}));
    EXPECT_TRUE(changed.returns_rows());
    EXPECT_EQ(changed.all().size(), 2U);
    staff.expect(changed, 2);
    Result none = db.execute(update(staff.employee)
                                 .where(staff.department() == "C")
                                 .values({{"department", "Z"}})
                                 .returning({staff.employee["id"]}));
    EXPECT_TRUE(none.all().empty());
    staff.expect(none, 0);
}

/// Known after the result is closed and the transaction has ended.
void after_the_end(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    Result result = db.execute(delete_from(staff.employee).where(staff.department() == "D"));
    EXPECT_FALSE(result.returns_rows());
    EXPECT_TRUE(result.keys().empty());
    result.close();
    if (bench.supports(Capability::transactions)) db.commit();
    staff.expect(result, 2);
}

void of_a_query(Bench& bench) {
    const Staff staff(bench);
    Connection db = bench.engine().connect();
    Result result = db.execute(select(staff.employee["id"]));
    EXPECT_EQ(result.rowcount(), -1);
    EXPECT_EQ(result.all().size(), 9U);
}

}  // namespace

void add_rowcount(Suites& suites) {
    suites.begin("rowcount", Badge::core_write);
    suites.test("updates", updates);
    suites.test("update_to_the_same", update_to_the_same);
    suites.test("deletes", deletes);
    suites.test("inserts", inserts);
    suites.test("sets_of_parameters", sets_of_parameters);
    suites.test("text_statements", text_statements);
    suites.test("prepared_statements", prepared_statements);
    suites.test("with_returning", with_returning, {Capability::update_returning});
    suites.test("after_the_end", after_the_end);
    suites.test("of_a_query", of_a_query);
}

}  // namespace azoth::compliance
