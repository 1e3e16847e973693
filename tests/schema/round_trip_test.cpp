// SPDX-License-Identifier: MIT
// Generated schemas: created, reflected, compared.
#include <gtest/gtest.h>

#include "random_schema.hpp"

namespace azoth_test {
namespace {

using namespace azoth;

constexpr Features sqlite{.sqlite = true};

MetaData reflected(Engine& engine) {
    MetaData found;
    found.reflect(engine, {.views = true});
    return found;
}

const Dialect& dialect() {
    static const auto loaded = load_dialect("sqlite");
    return *loaded;
}

TEST(RoundTrip, WhatIsCreatedComesBack) {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + rounds(300); ++seed) {
        SCOPED_TRACE("AZOTH_SEED=" + std::to_string(seed));
        const MetaData model = random_schema(seed, sqlite);
        Engine engine = create_engine("sqlite:///:memory:");
        ASSERT_NO_THROW(model.create_all(engine)) << to_sql(model, dialect()).front();
        const MetaData found = reflected(engine);
        ASSERT_EQ(describe(diff(model, found, dialect())), "");
        // What was found makes the same database again.
        Engine second = create_engine("sqlite:///:memory:");
        found.create_all(second);
        ASSERT_EQ(describe(diff(found, reflected(second), dialect())), "");
    }
}

TEST(RoundTrip, WhatIsDroppedIsGone) {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + rounds(300) / 10; ++seed) {
        SCOPED_TRACE("AZOTH_SEED=" + std::to_string(seed));
        const MetaData model = random_schema(seed, sqlite);
        Engine engine = create_engine("sqlite:///:memory:");
        model.create_all(engine);
        model.create_all(engine);  // nothing is missing
        model.drop_all(engine);
        EXPECT_TRUE(inspect(engine).tables({.views = true}).empty());
        model.drop_all(engine);
    }
}

// ── control: the comparison finds what is changed behind the model's back ───────────────────────

TEST(RoundTripControl, EveryChangeIsFound) {
    std::size_t changes = 0;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + 40; ++seed) {
        SCOPED_TRACE("AZOTH_SEED=" + std::to_string(seed));
        const MetaData model = random_schema(seed, sqlite);
        Engine engine = create_engine("sqlite:///:memory:");
        model.create_all(engine);
        MetaData changed;
        for (const Table& table : reflected(engine).tables()) {
            TableData data = table.data();
            if (data.name != model.tables().front().name()) {
                changed.add(data);
                continue;
            }
            ColumnData& last = data.columns.back();
            switch (seed % 6) {
                case 0: last.nullable = !last.nullable; break;
                case 1: last.comment += "x"; break;
                case 2: data.comment += "x"; break;
                case 3: data.checks.push_back({"", SchemaExpression("1 = 1")}); break;
                case 4: data.indexes.push_back({"ix_new", {last.name}}); break;
                default: data.uniques.push_back({"", {last.name, "id"}}); break;
            }
            changed.add(std::move(data));
        }
        const auto found = diff(model, changed, dialect());
        EXPECT_EQ(found.size(), 1U) << describe(found);
        changes += found.size();
    }
    EXPECT_EQ(changes, 40U);
}

}  // namespace
}  // namespace azoth_test
