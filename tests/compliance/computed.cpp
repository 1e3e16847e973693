// SPDX-License-Identifier: MIT
// Columns whose values the database makes: computed ones and identities.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

/// The area of a square: never written, always right, and read back as what it is.
void computed(Bench& bench, ComputedStorage storage) {
    MetaData metadata;
    const Table square{
        "azc_square", metadata, Column{"id", Integer{}}, Column{"side", Integer{}},
        Column{"area", Integer{}, Computed{this_column("side") * this_column("side"), storage}}};
    bench.create(metadata);
    {
        Connection db = bench.engine().connect();
        db.execute(insert(square), {{{"id", 1}, {"side", 3}}, {{"id", 2}, {"side", 10}}});
        EXPECT_EQ(ids(db, select(square["area"]).order_by(square["id"])), (Ids{9, 100}));
        db.execute(update(square).set("side", 4).where(square["area"] == 9));
        EXPECT_EQ(ids(db, select(square["area"]).order_by(square["area"])), (Ids{16, 100}));
        if (bench.supports(Capability::transactions)) db.commit();
        const Caught refusal = caught([&] {
            db.execute(insert(square), Params{{"id", 3}, {"area", 5}});
        });
        EXPECT_EQ(refusal.code, "generated_column") << refusal.text;
        EXPECT_EQ(caught([&] { db.execute(update(square).set("area", 5)); }).code,
                  "generated_column");
        db.rollback();
    }
    const ColumnData area = inspect(bench.engine()).table("azc_square").column("area");
    ASSERT_TRUE(area.computed.has_value());
    EXPECT_EQ(area.computed->storage == stored, storage == stored);
    EXPECT_FALSE(inspect(bench.engine()).table("azc_square").column("side").computed.has_value());
}

void identity(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_numbered", metadata,
                      Column{"id", BigInteger{}, primary_key,
                             Identity{.always = false, .options = {.start = 42, .increment = 3}}},
                      Column{"x", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), {{{"x", 1}}, {{"x", 2}}});
    EXPECT_EQ(ids(db, select(table["id"]).order_by(table["id"])), (Ids{42, 45}));
    db.execute(insert(table), Params{{"id", 7}, {"x", 3}});
    EXPECT_EQ(ids(db, select(table["id"]).where(table["x"] == 3)), Ids{7});
    if (bench.supports(Capability::transactions)) db.commit();
    db.close();
    const ColumnData found = inspect(bench.engine()).table("azc_numbered").column("id");
    ASSERT_TRUE(found.identity.has_value());
    EXPECT_FALSE(found.identity->always);
    EXPECT_EQ(found.identity->options.start, 42);
    EXPECT_EQ(found.identity->options.increment, 3);
}

void identity_always(Bench& bench) {
    MetaData metadata;
    const Table table{"azc_numbered", metadata,
                      Column{"id", BigInteger{}, primary_key, Identity{.always = true}},
                      Column{"x", Integer{}}};
    bench.create(metadata);
    Connection db = bench.engine().connect();
    db.execute(insert(table), Params{{"x", 1}});
    EXPECT_EQ(ids(db, select(table["id"])), Ids{1});
    if (bench.supports(Capability::transactions)) db.commit();
    const Caught refusal = caught([&] { db.execute(insert(table), Params{{"id", 9}, {"x", 1}}); });
    EXPECT_NE(refusal.category, "");
    db.rollback();
    db.close();
    EXPECT_TRUE(inspect(bench.engine()).table("azc_numbered").column("id").identity->always);
}

/// What the ledger denies is refused before anything is made.
void refused(Bench& bench) {
    const auto refusal = [&](const Column& column) {
        MetaData metadata;
        const Table table{"azc_refused", metadata, Column{"id", Integer{}, primary_key},
                          Column{"a", Integer{}}, column};
        bench.drop_later(metadata);
        const Caught failure = caught([&] { metadata.create_all(bench.engine()); });
        EXPECT_EQ(failure.code, "unsupported_construct") << failure.text;
        EXPECT_FALSE(inspect(bench.engine()).has_table("azc_refused"));
        return failure.text;
    };
    if (!bench.supports(Capability::computed_stored)) {
        const auto text = refusal(Column{"c", Integer{}, Computed{this_column("a") + 1, stored}});
        EXPECT_NE(text.find("computed"), std::string::npos) << text;
    }
    if (!bench.supports(Capability::computed_virtual)) {
        const auto text =
            refusal(Column{"c", Integer{}, Computed{this_column("a") + 1, virtual_column}});
        EXPECT_NE(text.find("virtual"), std::string::npos) << text;
    }
    if (!bench.supports(Capability::identity_options)) {
        const auto text = refusal(Column{"c", Integer{}, Identity{.always = true}});
        EXPECT_NE(text.find("IDENTITY"), std::string::npos) << text;
    }
}

}  // namespace

void add_computed(Suites& suites) {
    suites.begin("computed", Badge::schema);
    suites.test("stored", [](Bench& bench) { computed(bench, stored); },
                {Capability::computed_stored});
    suites.test("virtual", [](Bench& bench) { computed(bench, virtual_column); },
                {Capability::computed_virtual});
    suites.test("identity", identity, {Capability::identity_options});
    suites.test("identity_always", identity_always, {Capability::identity_options});
    suites.test("refused", refused);
}

}  // namespace azoth::compliance
