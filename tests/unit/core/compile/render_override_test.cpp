// SPDX-License-Identifier: MIT
// Built-in nodes written another way, at run time, for one dialect or for all.
#include <azoth/compile/render_override.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <azoth/compile/compiled_cache.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>

namespace azoth_test {

using namespace azoth;
using compile::override_rendering;
using compile::RenderOverride;
using compile::SqlCompiler;

namespace {

const Table& track() {
    static MetaData metadata;
    static const Table table{"track", metadata, Column{"id", Integer{}, primary_key},
                             Column{"name", Text{}}};
    return table;
}

compile::Compiled compiled(const Statement& statement, const std::string& dialect = "ansi",
                           const std::string& server = "") {
    const compile::Ledger ledger(dialect, {1, 0, 0}, server);
    static const compile::IdentifierPreparer identifiers{{}};
    static const compile::TypeCompiler types;
    SqlCompiler compiler({ledger, identifiers, types});
    return compiler.compile(statement.node());
}

std::string sql(const Statement& statement, const std::string& dialect = "ansi",
                const std::string& server = "") {
    return compiled(statement, dialect, server).sql;
}

Select casts() {
    return select(cast(track()["name"], Integer{}), cast(track()["id"], Text{}));
}

/// Casts to integers by a function.
RenderOverride to_number(const std::string& dialect, const std::string& function = "TO_NUMBER") {
    return override_rendering<sql::Cast>(dialect,
                                         [function](const sql::Cast& cast, SqlCompiler& out) {
                                             if (!cast.type().is_integer())
                                                 return out.emit_standard(cast);
                                             out.write(function).write("(");
                                             out.emit(*cast.operand);
                                             out.write(")");
                                         });
}

constexpr auto standard = "SELECT CAST(track.name AS INTEGER), CAST(track.id AS TEXT) FROM track";
constexpr auto by_function = "SELECT TO_NUMBER(track.name), CAST(track.id AS TEXT) FROM track";

}  // namespace

TEST(RenderOverride, HoldsForItsDialectWhileItLives) {
    EXPECT_EQ(sql(casts()), standard);
    {
        const RenderOverride override = to_number("ansi");
        EXPECT_EQ(sql(casts()), by_function);
        EXPECT_EQ(sql(casts(), "other"), standard);
    }
    EXPECT_EQ(sql(casts()), standard);
}

TEST(RenderOverride, MayBeForOneServerOfADialect) {
    const RenderOverride override = to_number("cousin");
    EXPECT_EQ(sql(casts(), "ansi", "cousin"), by_function);
    EXPECT_EQ(sql(casts(), "ansi", "sister"), standard);
    EXPECT_EQ(sql(casts()), standard);
}

TEST(RenderOverride, AnEmptyNameMeansEveryDialect) {
    const RenderOverride override = to_number("");
    EXPECT_EQ(sql(casts()), by_function);
    EXPECT_EQ(sql(casts(), "other"), by_function);
}

TEST(RenderOverride, TheLatestIsInForceAndGivesWayAgain) {
    const RenderOverride first = to_number("ansi");
    RenderOverride second = to_number("ansi", "INT");
    EXPECT_EQ(sql(casts()), "SELECT INT(track.name), CAST(track.id AS TEXT) FROM track");
    second.end();
    EXPECT_EQ(sql(casts()), by_function);
    second.end();  // twice does no harm
    EXPECT_EQ(sql(casts()), by_function);
}

/// It would never end if that were overridden again.
TEST(RenderOverride, ItsOwnNodeIsWrittenAsTheDialectDoes) {
    const auto override =
        override_rendering<sql::Cast>("ansi", [](const sql::Cast& cast, SqlCompiler& out) {
            out.write("TRY(");
            out.emit(*cast.operand);
            out.write(", ");
            out.emit(cast);
            out.write(")");
        });
    EXPECT_EQ(sql(select(cast(cast(track()["id"], Text{}), Integer{}))),
              "SELECT TRY(TRY(track.id, CAST(track.id AS TEXT)), "
              "CAST(TRY(track.id, CAST(track.id AS TEXT)) AS INTEGER)) FROM track");
}

TEST(RenderOverride, NestedNodesAreOverriddenToo) {
    const RenderOverride override = to_number("ansi");
    EXPECT_EQ(sql(select(cast(cast(track()["id"], Integer{}), Text{}))),
              "SELECT CAST(TO_NUMBER(track.id) AS TEXT) FROM track");
    EXPECT_EQ(sql(select(cast(cast(track()["id"], Text{}), Integer{}))),
              "SELECT TO_NUMBER(CAST(track.id AS TEXT)) FROM track");
}

TEST(RenderOverride, WholeStatementsCanBeOverridden) {
    const auto comment =
        override_rendering<sql::Select>("ansi", [](const sql::Select& select, SqlCompiler& out) {
            out.write("/* ours */ ");
            out.emit_standard(select);
        });
    const compile::Compiled form = compiled(select(track()["id"]));
    EXPECT_EQ(form.sql, "/* ours */ SELECT track.id FROM track");
    EXPECT_EQ(form.columns.size(), 1U);
}

TEST(RenderOverride, WhatOnlyStandsInAClauseIsRefused) {
    try {
        static_cast<void>(
            override_rendering<sql::Join>("ansi", [](const sql::Join&, SqlCompiler&) {}));
        FAIL() << "nothing thrown";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "not_overridable");
    }
}

TEST(RenderOverride, CachesForgetWhatWasWrittenBefore) {
    compile::CompiledCache cache(10);
    const auto query = casts();
    sql::Matcher matcher;
    const auto text = [&] {
        auto form = cache.find(*query.node(), matcher);
        if (!form) form = cache.insert(std::make_shared<const compile::Compiled>(compiled(query)));
        return form->sql;
    };
    EXPECT_EQ(text(), standard);
    RenderOverride override = to_number("ansi");
    EXPECT_EQ(text(), by_function);
    EXPECT_EQ(text(), by_function);
    EXPECT_EQ(cache.statistics().hits, 1U);
    override.end();
    EXPECT_EQ(text(), standard);
}

TEST(RenderOverrideThreads, CompilersSeeOneStateFromBeginToEnd) {
    std::atomic<bool> stop{false};
    std::atomic<int> mixed{0};
    const auto query = select(cast(track()["name"], Integer{}), cast(track()["id"], Integer{}));
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            while (!stop) {
                const std::string text = sql(query);
                const bool first = text.find("TO_NUMBER(track.name)") != std::string::npos;
                const bool second = text.find("TO_NUMBER(track.id)") != std::string::npos;
                if (first != second) ++mixed;
            }
        });
    }
    for (int i = 0; i < 200; ++i) {
        const RenderOverride override = to_number("ansi");
        std::this_thread::yield();
    }
    stop = true;
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(mixed, 0);
}

}  // namespace azoth_test
