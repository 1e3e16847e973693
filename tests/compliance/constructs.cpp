// SPDX-License-Identifier: MIT
// Constructs that a database may lack, on the connected one: the right rows, or a typed refusal
// that names construct and dialect, with nothing changed. Never SQL without the part that matters.
#include <azoth/compliance/suite.hpp>

#include <algorithm>

#include <gtest/gtest.h>

#include <azoth/value/describe.hpp>

#include "construct.hpp"

namespace azoth::compliance {

namespace {

std::vector<std::string> texts_of(Result result) {
    std::vector<std::string> rows;
    if (!result.returns_rows()) return rows;
    for (const Row& row : result) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += ',';
            text += row[i].is_null() ? "NULL" : to_string(row[i].value().view());
        }
        rows.push_back(std::move(text));
    }
    return rows;
}

void right_or_refused(Bench& bench, std::size_t index) {
    const ConstructTables tables;
    const Construct construct = constructs(tables)[index];
    bench.create(tables.metadata);
    bench.write([&](Connection& db) {
        for (const Statement& row : tables.rows()) db.execute(row);
    });
    Connection db = bench.engine().connect();
    std::vector<std::string> rows;
    const Caught refusal = caught([&] { rows = texts_of(db.execute(construct.statement)); });
    if (refusal.category.empty()) {
        EXPECT_EQ(rows, construct.rows);
        for (const Statement& query : construct.then)
            EXPECT_EQ(texts_of(db.execute(query)), construct.left);
        return;
    }
    EXPECT_FALSE(!construct.may_be_refused &&
                 std::all_of(construct.needs.begin(), construct.needs.end(),
                             [&](Capability need) { return bench.supports(need); }))
        << "the ledger grants what it needs: " << refusal.text;
    EXPECT_EQ(refusal.category, "CompileError");
    EXPECT_EQ(refusal.code, "unsupported_construct");
    EXPECT_TRUE(names_it(construct, refusal.text)) << refusal.text;
    EXPECT_NE(refusal.text.find(bench.requirements().dialect()), std::string::npos) << refusal.text;
    EXPECT_EQ(texts_of(db.execute(Select(select(func::count()).select_from(tables.band)))),
              std::vector<std::string>{"3"});
}

}  // namespace

void add_constructs(Suites& suites) {
    suites.begin("constructs", Badge::core_write);
    const ConstructTables tables;
    const std::vector<Construct> all = constructs(tables);
    for (std::size_t i = 0; i < all.size(); ++i)
        suites.test(all[i].name, [i](Bench& bench) { right_or_refused(bench, i); });
}

}  // namespace azoth::compliance
