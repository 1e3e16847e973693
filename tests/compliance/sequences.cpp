// SPDX-License-Identifier: MIT
// Sequences: numbers by themselves, in statements and as defaults; found again; dropped.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

void next_values(Bench& bench) {
    MetaData metadata;
    const Sequence numbers{"azc_numbers", metadata, {.start = 100, .increment = 10}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    EXPECT_EQ(db.scalar<std::int64_t>(select(numbers.next_value().label("n"))), 100);
    EXPECT_EQ(db.scalar<std::int64_t>(select(numbers.next_value().label("n"))), 110);
    if (bench.supports(Capability::transactions)) db.commit();
}

void in_statements(Bench& bench) {
    MetaData metadata;
    const Sequence numbers{"azc_numbers", metadata, {.start = 5}};
    const Table table{"azc_ticket", metadata, Column{"id", Integer{}}, Column{"x", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    const Insert next = insert(table).set("id", numbers.next_value());
    db.execute(next, {{{"x", 1}}, {{"x", 2}}, {{"x", 3}}});
    EXPECT_EQ(ids(db, select(table["id"]).order_by(table["id"])), (Ids{5, 6, 7}));
    db.execute(update(table).set("id", numbers.next_value()).where(table["x"] == 1));
    EXPECT_EQ(ids(db, select(table["id"]).where(table["x"] == 1)), Ids{8});
}

void as_a_default(Bench& bench) {
    MetaData metadata;
    const Sequence numbers{"azc_numbers", metadata, {.start = 1'000}};
    const Table table{"azc_ticket", metadata,
                      Column{"id", Integer{}, ServerDefault{numbers.next_value()}},
                      Column{"x", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"x", 1}}, {{"x", 2}}});
    EXPECT_EQ(ids(db, select(table["id"]).order_by(table["x"])), (Ids{1'000, 1'001}));
}

void found_and_dropped(Bench& bench) {
    MetaData metadata;
    const Sequence numbers{
        "azc_numbers", metadata, {.start = 7, .increment = 3, .maximum = 70, .cycle = true}};
    bench.create(metadata);
    Inspector inspector = inspect(bench.engine());
    EXPECT_TRUE(inspector.has_sequence("azc_numbers"));
    EXPECT_FALSE(inspector.has_sequence("azc_no_numbers"));
    const Names all = inspector.sequence_names();
    EXPECT_EQ(std::count(all.begin(), all.end(), "azc_numbers"), 1);
    const auto sequences = inspector.sequences();
    const auto found =
        std::find_if(sequences.begin(), sequences.end(),
                     [](const SequenceData& one) { return one.name == "azc_numbers"; });
    ASSERT_NE(found, sequences.end());
    EXPECT_EQ(found->options.start, 7);
    EXPECT_EQ(found->options.increment, 3);
    EXPECT_EQ(found->options.maximum, 70);
    EXPECT_TRUE(found->options.cycle);
    metadata.create_all(bench.engine());  // it is there: nothing to do
    metadata.drop_all(bench.engine());
    EXPECT_TRUE(inspector.has_sequence("azc_numbers")) << "answers are kept";
    inspector.refresh();
    EXPECT_FALSE(inspector.has_sequence("azc_numbers"));
}

/// How a description differs from the sequences that this kit has made.
std::vector<SchemaDifference> differences(Bench& bench, const MetaData& model) {
    MetaData found;
    for (SequenceData& sequence : inspect(bench.engine()).sequences()) {
        if (sequence.name.starts_with("azc_")) found.add(std::move(sequence));
    }
    return diff(model, found, bench.engine().dialect());
}

void compared(Bench& bench) {
    MetaData metadata;
    const Sequence numbers{"azc_numbers", metadata, {.start = 7, .increment = 3, .minimum = 1}};
    const Sequence down{"azc_down", metadata, {.increment = -1}};
    bench.create(metadata);
    for (const SchemaDifference& one : differences(bench, metadata)) {
        ADD_FAILURE() << one.describe();
    }
    MetaData other;
    const Sequence later{"azc_numbers", other, {.start = 8, .increment = 3}};
    const Sequence more{"azc_more", other};
    const auto found = differences(bench, other);
    ASSERT_EQ(found.size(), 3U);
    const auto is = [&](std::size_t i, const char* name, SchemaDifference::What what) {
        EXPECT_EQ(found[i].kind, TablePart::Kind::sequence);
        EXPECT_EQ(found[i].table, name);
        EXPECT_EQ(found[i].what, what) << found[i].describe();
    };
    is(0, "azc_numbers", SchemaDifference::What::changed);
    is(1, "azc_more", SchemaDifference::What::missing);
    is(2, "azc_down", SchemaDifference::What::unexpected);
}

void owned(Bench& bench) {
    MetaData metadata;
    const Table ticket{"azc_ticket", metadata, Column{"id", Integer{}}, Column{"x", Integer{}}};
    const Sequence numbers{
        {.name = "azc_numbers", .owner_table = "azc_ticket", .owner_column = "x"}, metadata};
    if (!bench.supports(Capability::owned_sequences)) {
        const Caught making = caught([&] { metadata.create_all(bench.engine()); });
        EXPECT_EQ(making.code, "unsupported_construct") << making.text;
        EXPECT_NE(making.text.find("belongs to a column"), std::string::npos) << making.text;
        EXPECT_FALSE(inspect(bench.engine()).has_table("azc_ticket")) << "nothing was sent";
        return;
    }
    bench.create(metadata);
    EXPECT_TRUE(diff(metadata, metadata, bench.engine().dialect()).empty());
    for (const SequenceData& one : inspect(bench.engine()).sequences()) {
        if (one.name != "azc_numbers") continue;
        EXPECT_EQ(one.owner_table, "azc_ticket");
        EXPECT_EQ(one.owner_column, "x");
    }
    bench.write([&](Connection& db) { db.execute(DropTable{ticket}); });
    EXPECT_FALSE(inspect(bench.engine()).has_sequence("azc_numbers")) << "it went with its table";
}

void by_steps(Bench& bench) {
    MetaData metadata;
    const Sequence numbers{"azc_numbers", metadata};
    bench.drop_later(metadata);
    bench.write([&](Connection& db) { db.execute(CreateSequence{numbers}); });
    EXPECT_TRUE(inspect(bench.engine()).has_sequence("azc_numbers"));
    bench.write([&](Connection& db) { db.execute(CreateSequence{numbers}.if_not_exists()); });
    bench.write([&](Connection& db) { db.execute(DropSequence{numbers}); });
    EXPECT_FALSE(inspect(bench.engine()).has_sequence("azc_numbers"));
    bench.write([&](Connection& db) { db.execute(DropSequence{numbers}.if_exists()); });
}

/// One that is only there where the database does not number keys by itself.
void optional_one(Bench& bench) {
    MetaData metadata;
    const Sequence numbers{{.name = "azc_numbers", .optional = true}, metadata};
    const Table table{"azc_ticket", metadata,
                      Column{"id", Integer{}, primary_key, Default{numbers.next_value()}},
                      Column{"x", Integer{}}};
    bench.create(metadata);
    const bool is_made = !bench.supports(Capability::generated_keys);
    EXPECT_EQ(inspect(bench.engine()).has_sequence("azc_numbers"), is_made);
    bench.write([&](Connection& db) { db.execute(insert(table), {{{"x", 1}}, {{"x", 2}}}); });
    Connection db = bench.engine().connect();
    EXPECT_EQ(ids(db, select(table["id"]).order_by(table["x"])), (Ids{1, 2}));
    if (is_made) return;
    const Caught asking =
        caught([&] { (void)db.execute(select(numbers.next_value().label("n"))); });
    EXPECT_EQ(asking.code, "unsupported_construct") << asking.text;
    EXPECT_NE(asking.text.find("optional sequence"), std::string::npos) << asking.text;
}

void refused(Bench& bench) {
    if (bench.supports(Capability::sequences)) GTEST_SKIP() << "there are sequences";
    MetaData metadata;
    const Sequence numbers{"azc_numbers", metadata};
    const Caught making = caught([&] { metadata.create_all(bench.engine()); });
    EXPECT_EQ(making.code, "unsupported_construct") << making.text;
    EXPECT_NE(making.text.find("SEQUENCE"), std::string::npos) << making.text;
    Connection db = bench.engine().connect();
    const Caught asking =
        caught([&] { (void)db.execute(select(numbers.next_value().label("n"))); });
    EXPECT_EQ(asking.code, "unsupported_construct") << asking.text;
    EXPECT_NE(asking.text.find("sequence"), std::string::npos) << asking.text;
    db.close();
    EXPECT_TRUE(inspect(bench.engine()).sequence_names().empty());
}

}  // namespace

void add_sequences(Suites& suites) {
    suites.begin("sequences", Badge::schema);
    const auto needs = {Capability::sequences};
    suites.test("next_values", next_values, needs);
    suites.test("in_statements", in_statements, needs);
    suites.test("as_a_default", as_a_default,
                {Capability::sequences, Capability::expression_defaults});
    suites.test("found_and_dropped", found_and_dropped, needs);
    suites.test("compared", compared, needs);
    suites.test("owned", owned, needs);
    suites.test("by_steps", by_steps, {Capability::sequences, Capability::if_not_exists});
    suites.test("optional_one", optional_one, {Capability::generated_keys});
    suites.test("refused", refused);
}

}  // namespace azoth::compliance
