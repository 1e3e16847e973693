// SPDX-License-Identifier: MIT
#include <azoth/engine/compiled_cache.hpp>

#include "shop.hpp"

namespace azoth::test {
namespace {

struct OwnCacheTest : Shop {
    Engine engine = database.engine();
    const CompiledCache own = CompiledCache::make(10);

    OwnCacheTest() { stock(1); }
    [[nodiscard]] TypedSelect<std::int64_t, std::string> query() const {
        return select(id(), name());
    }
};

TEST_F(OwnCacheTest, KeepsFormsApartFromTheEngines) {
    Connection db = engine.connect();
    for (int i = 0; i < 3; ++i) (void)db.execute(query(), {.compiled_cache = own}).all();
    EXPECT_EQ(own.statistics().size, 1U);
    EXPECT_EQ(engine.cache_statistics().size, 0U);
    EXPECT_EQ(server.count("prepare"), 1U) << "prepared once for all three";
    (void)db.execute(query()).all();
    EXPECT_EQ(engine.cache_statistics().size, 1U);
    EXPECT_EQ(server.count("prepare"), 2U) << "the engine's own form";
}

TEST_F(OwnCacheTest, ServesAllConnectionsOfItsEngine) {
    Connection one = engine.connect({.execution_options = {.compiled_cache = own}});
    Connection two = engine.connect();
    (void)one.execute(query()).all();
    (void)two.execute(query(), {.compiled_cache = own}).all();
    EXPECT_EQ(own.statistics().misses, 1U);
    EXPECT_EQ(own.statistics().hits, 1U);
    const auto prepared = two.prepare(query(), {.compiled_cache = own});
    EXPECT_EQ(own.statistics().hits, 2U);
    own.clear();
    EXPECT_EQ(own.statistics().size, 0U);
    EXPECT_EQ(prepared.all().size(), 1U);
}

TEST_F(OwnCacheTest, BelongsToOneEngine) {
    Connection first = engine.connect();
    (void)first.execute(query(), {.compiled_cache = own}).all();
    Engine other = database.engine();
    Connection db = other.connect();
    EXPECT_EQ(
        code_of<InvalidRequestError>([&] { (void)db.execute(query(), {.compiled_cache = own}); }),
        "foreign_cache");
    (void)db.execute(query()).all();
}

TEST_F(OwnCacheTest, WithItGoWhatWasPrepared) {
    Connection db = engine.connect();
    {
        const CompiledCache brief = CompiledCache::make(1);
        (void)db.execute(query(), {.compiled_cache = brief}).all();
        (void)db.execute(query().where(id() > 1), {.compiled_cache = brief}).all();
        EXPECT_EQ(brief.statistics().size, 1U) << "no more than its capacity";
    }
    EXPECT_EQ(server.open_statements, 2);
    (void)db.execute(query(), {.compiled_cache = own}).all();
    EXPECT_EQ(server.open_statements, 1) << "forgotten when the next cache comes";
}

TEST_F(OwnCacheTest, UncachedWins) {
    Connection db = engine.connect();
    (void)db.execute(query(), {.uncached = true, .compiled_cache = own}).all();
    EXPECT_EQ(own.statistics().size, 0U);
    EXPECT_TRUE(CompiledCache().empty());
    EXPECT_EQ(CompiledCache().statistics().size, 0U);
}

}  // namespace
}  // namespace azoth::test
