// SPDX-License-Identifier: MIT
// Failures keep their meaning: class, code, statement; and no secret leaves.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

namespace azoth::compliance {

namespace {

struct Rules {
    MetaData metadata;
    Table parent{"azc_parent", metadata, Column{"id", Integer{}, primary_key, no_autoincrement}};
    Table child{"azc_child",
                metadata,
                Column{"id", Integer{}, primary_key, no_autoincrement},
                Column{"name", String{20}, not_null, unique_key},
                Column{"parent_id", ForeignKey{"azc_parent.id"}},
                Column{"amount", Integer{}},
                CheckConstraint{"amount > 0"}.named("ck_azc_amount")};
    explicit Rules(Bench& bench) { bench.create(metadata); }
};

Caught refused(Bench& bench, const Rules& rules, const Params& second) {
    Connection db = bench.engine().connect();
    db.execute(insert(rules.parent), Params{{"id", 1}});
    db.execute(insert(rules.child),
               Params{{"id", 1}, {"name", "taken"}, {"parent_id", 1}, {"amount", 1}});
    return caught([&] { db.execute(insert(rules.child), second); });
}

void integrity(Bench& bench) {
    const Rules rules(bench);
    const std::pair<const char*, Params> cases[] = {
        {"unique_violation", {{"id", 1}, {"name", "free"}}},
        {"unique_violation", {{"id", 2}, {"name", "taken"}}},
        {"not_null_violation", {{"id", 2}, {"name", std::nullopt}}},
        {"foreign_key_violation", {{"id", 2}, {"name", "free"}, {"parent_id", 99}}},
        {"check_violation", {{"id", 2}, {"name", "free"}, {"amount", -1}}},
    };
    for (const auto& [code, row] : cases) {
        const Caught failure = refused(bench, rules, row);
        SCOPED_TRACE(std::string(code) + ": " + failure.text);
        EXPECT_EQ(failure.category, "IntegrityError");
        EXPECT_EQ(failure.code, code);
        EXPECT_EQ(failure.details.sqlstate.substr(0, 2), "23");
        EXPECT_NE(failure.details.statement.find("azc_child"), std::string::npos);
        EXPECT_FALSE(failure.details.retryable);
    }
}

void referred_row_stays(Bench& bench) {
    const Rules rules(bench);
    Connection db = bench.engine().connect();
    db.execute(insert(rules.parent), Params{{"id", 1}});
    db.execute(insert(rules.child), Params{{"id", 1}, {"name", "x"}, {"parent_id", 1}});
    const Caught failure = caught([&] { db.execute(delete_from(rules.parent)); });
    EXPECT_EQ(failure.category, "IntegrityError");
    EXPECT_EQ(failure.code, "foreign_key_violation");
}

void programming(Bench& bench) {
    Connection db = bench.engine().connect();
    const std::pair<const char*, const char*> cases[] = {
        {"no_such_table", "SELECT * FROM azc_never_made"},
        {"syntax_error", "SELEC 1"},
        {"no_such_function", "SELECT azc_never_made(1)"},
    };
    for (const auto& [code, sql] : cases) {
        const Caught failure = caught([&] { (void)db.execute(text(sql)).all(); });
        SCOPED_TRACE(failure.text);
        EXPECT_EQ(failure.category, "ProgrammingError");
        EXPECT_EQ(failure.code, code);
        EXPECT_EQ(failure.details.statement, sql);
        EXPECT_FALSE(failure.details.server_message.empty());
        db.rollback();
    }
}

/// The server's text arrives as it was written, whatever its script.
void text_in_other_scripts(Bench& bench) {
    Connection db = bench.engine().connect();
    const std::string name = "azc_\xE6\xB8\xAC\xC3\xA9";
    const Caught failure =
        caught([&] { (void)db.execute(text("SELECT * FROM \"" + name + "\"")).all(); });
    EXPECT_EQ(failure.code, "no_such_table");
    EXPECT_NE(failure.details.server_message.find(name), std::string::npos) << failure.text;
    EXPECT_NE(failure.details.statement.find(name), std::string::npos);
}

void no_such_column(Bench& bench) {
    const Rules rules(bench);
    Connection db = bench.engine().connect();
    const Caught failure =
        caught([&] { (void)db.execute(text("SELECT azc_nothing FROM azc_parent")).all(); });
    EXPECT_EQ(failure.category, "ProgrammingError");
    EXPECT_EQ(failure.code, "no_such_column");
}

void two_statements(Bench& bench) {
    const Rules rules(bench);
    Connection db = bench.engine().connect();
    const Caught failure =
        caught([&] { (void)db.execute(text("SELECT 1; DELETE FROM azc_parent")); });
    EXPECT_NE(failure.category, "");
    db.rollback();
    db.execute_script(
        "INSERT INTO azc_parent (id) VALUES (1); INSERT INTO azc_parent (id) "
        "VALUES (2);");
    EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).select_from(rules.parent)), 2);
}

void parameters_are_shown_or_hidden(Bench& bench) {
    const Rules rules(bench);
    const auto fail = [&](const ExecutionOptions& options) {
        return caught([&] {
            Connection db = bench.engine().connect();
            const Params row{{"id", 1}, {"name", "s3cret"}, {"amount", -1}};
            db.execute(insert(rules.child), row, options);
        });
    };
    const Caught shown = fail({});
    EXPECT_NE(shown.details.parameters.find("s3cret"), std::string::npos) << shown.text;
    const Caught hidden = fail({.hide_parameters = true});
    EXPECT_EQ(hidden.category, "IntegrityError");
    EXPECT_EQ(hidden.text.find("s3cret"), std::string::npos) << hidden.text;
    EXPECT_EQ(hidden.details.parameters.find("s3cret"), std::string::npos);
    EXPECT_EQ(hidden.details.server_message.find("s3cret"), std::string::npos);
}

void values_are_never_sql(Bench& bench) {
    const Rules rules(bench);
    Connection db = bench.engine().connect();
    for (const std::string hostile : {"'; DROP TABLE azc_child; --", "x' OR '1'='1", "\\'; --"}) {
        db.execute(delete_from(rules.child));
        db.execute(insert(rules.child), Params{{"id", 1}, {"name", hostile.substr(0, 20)}});
        const Select query = select(rules.child["name"]).where(rules.child["name"] == hostile);
        EXPECT_EQ(db.execute(query).all().size(), hostile.size() > 20 ? 0U : 1U);
        EXPECT_EQ(db.scalar<std::string>(select(rules.child["name"])), hostile.substr(0, 20));
    }
}

}  // namespace

void add_errors(Suites& suites) {
    suites.begin("errors", Badge::core_write);
    const auto needs = {Capability::foreign_keys, Capability::check_constraints};
    suites.test(
        "integrity", integrity,
        {Capability::foreign_keys, Capability::check_constraints, Capability::transactions});
    suites.test("referred_row_stays", referred_row_stays, needs);
    suites.test("programming", programming);
    suites.test("text_in_other_scripts", text_in_other_scripts);
    suites.test("no_such_column", no_such_column, needs);
    suites.test("two_statements", two_statements, needs);
    suites.test("parameters_are_shown_or_hidden", parameters_are_shown_or_hidden, needs);
    suites.test("values_are_never_sql", values_are_never_sql, needs);
}

}  // namespace azoth::compliance
