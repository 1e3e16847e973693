// SPDX-License-Identifier: MIT
// Compiled statements by structure: what hits, what goes, and many threads at once.
#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <azoth/compile/compiled_cache.hpp>
#include <azoth/compile/sql_compiler.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>

namespace azoth_test {

using namespace azoth;
using compile::Compiled;
using compile::CompiledCache;

namespace {

const Table& track() {
    static MetaData metadata;
    static const Table table{"track", metadata, Column{"id", Integer{}, primary_key},
                             Column{"name", Text{}}, Column{"ms", Integer{}}};
    return table;
}

std::shared_ptr<const Compiled> compiled(const sql::NodePtr& statement) {
    static const compile::Ledger ledger("ansi", {1, 0, 0});
    static const compile::IdentifierPreparer identifiers{{}};
    static const compile::TypeCompiler types;
    compile::SqlCompiler compiler({ledger, identifiers, types});
    return std::make_shared<const Compiled>(compiler.compile(statement));
}
std::shared_ptr<const Compiled> compiled(const Statement& statement) {
    return compiled(statement.node());
}

std::shared_ptr<const Compiled> find(CompiledCache& cache, const Statement& statement) {
    sql::Matcher matcher;
    return cache.find(*statement.node(), matcher);
}

Select by_name(const char* name) {
    return select(track()["id"]).where(track()["name"] == name);
}

/// Statements no two of which are the same, by number.
Select shape(int number) {
    Select query = select(track()["id"]);
    for (int i = 0; i <= number; ++i) query = query.where(track()["ms"] != number);
    return query;
}

/// A part that hashes to the same number whatever it is.
struct Colliding {
    int value = 0;
    [[nodiscard]] static std::uint64_t hash() noexcept { return 7; }
    friend bool operator==(Colliding a, Colliding b) noexcept { return a.value == b.value; }
};

class Collision final : public sql::ExtensionOf<Collision, 0x9001> {
public:
    explicit Collision(int value) : part{value} {}
    Colliding part;

    static constexpr auto fields(auto&& list) { return list(&Collision::part); }
    [[nodiscard]] std::string_view extension_name() const override { return "test.collision"; }
    void render(compile::SqlCompiler& out) const override {
        out.write("collision_").write(std::to_string(part.value));
    }
};

/// Another class with the same number and the same parts.
class Twin final : public sql::ExtensionOf<Twin, 0x9001> {
public:
    explicit Twin(int value) : part{value} {}
    Colliding part;

    static constexpr auto fields(auto&& list) { return list(&Twin::part); }
    [[nodiscard]] std::string_view extension_name() const override { return "test.twin"; }
    void render(compile::SqlCompiler& out) const override { out.write("twin"); }
};

}  // namespace

TEST(CompiledCache, OneFormServesAllValues) {
    CompiledCache cache(10);
    const auto kept = cache.insert(compiled(by_name("a")));
    sql::Matcher matcher;
    const Select fresh = by_name("b");
    ASSERT_EQ(cache.find(*fresh.node(), matcher), kept);
    ASSERT_EQ(matcher.binds().size(), kept->bind_count);
    EXPECT_EQ(matcher.binds()[kept->parameters[0].bind]->value, Value("b"));
}

TEST(CompiledCache, OneFormServesListsOfAnyLengthAndAnyLimit) {
    CompiledCache cache(10);
    const auto query = [](const std::vector<int>& ids, int rows) {
        return select(track()["name"]).where(track()["id"].in(ids)).limit(rows).offset(rows);
    };
    const auto kept = cache.insert(compiled(query({1}, 5)));
    EXPECT_EQ(find(cache, query({1, 2, 3}, 5)), kept);
    EXPECT_EQ(find(cache, query(std::vector<int>(1000, 7), 6)), kept);
    ASSERT_EQ(kept->expansions.size(), 1U);
    EXPECT_EQ(find(cache, query({}, 5)), kept);
    EXPECT_EQ(find(cache, select(track()["name"]).where(track()["id"].not_in({1})).limit(5)),
              nullptr);
    // What becomes a literal leaves a gap, too.
    const auto literal = [](const char* name) {
        return select(track()["id"]).where(track()["name"] == literal_execute(name));
    };
    const auto gap = cache.insert(compiled(literal("a")));
    EXPECT_EQ(find(cache, literal("b")), gap);
    EXPECT_EQ(find(cache, by_name("a")), nullptr) << "a bind is another structure";
}

TEST(CompiledCache, AnotherStructureMisses) {
    CompiledCache cache(10);
    cache.insert(compiled(by_name("a")));
    EXPECT_EQ(find(cache, by_name("a").limit(1)), nullptr);
    EXPECT_EQ(find(cache, by_name("a").distinct()), nullptr);
    EXPECT_EQ(find(cache, select(track()["id"]).where(track()["name"] != "a")), nullptr);
}

TEST(CompiledCache, TheFirstFormStays) {
    CompiledCache cache(10);
    const auto first = cache.insert(compiled(by_name("a")));
    EXPECT_EQ(cache.insert(compiled(by_name("b"))), first);
    EXPECT_EQ(cache.statistics().size, 1U);
}

TEST(CompiledCache, TheLeastRecentlyUsedGoes) {
    CompiledCache cache(3);
    for (int i = 0; i < 3; ++i) cache.insert(compiled(shape(i)));
    EXPECT_NE(find(cache, shape(0)), nullptr);  // now the last used
    cache.insert(compiled(shape(3)));
    EXPECT_NE(find(cache, shape(0)), nullptr);
    EXPECT_EQ(find(cache, shape(1)), nullptr);
    EXPECT_NE(find(cache, shape(2)), nullptr);
    EXPECT_NE(find(cache, shape(3)), nullptr);
    EXPECT_EQ(cache.statistics().size, 3U);
}

TEST(CompiledCache, AFormInUseOutlivesItsPlace) {
    CompiledCache cache(1);
    cache.insert(compiled(shape(0)));
    const auto used = find(cache, shape(0));
    cache.insert(compiled(shape(1)));
    EXPECT_EQ(find(cache, shape(0)), nullptr);
    EXPECT_EQ(used->sql, compiled(shape(0))->sql);
}

TEST(CompiledCache, CapacityZeroKeepsNothing) {
    CompiledCache cache(0);
    const auto form = compiled(by_name("a"));
    EXPECT_EQ(cache.insert(form), form);
    EXPECT_EQ(find(cache, by_name("a")), nullptr);
    EXPECT_EQ(cache.statistics().size, 0U);
}

TEST(CompiledCache, StatisticsAndClear) {
    CompiledCache cache(10);
    static_cast<void>(find(cache, by_name("a")));
    cache.insert(compiled(by_name("a")));
    static_cast<void>(find(cache, by_name("b")));
    static_cast<void>(find(cache, by_name("c")));
    EXPECT_EQ(cache.statistics().hits, 2U);
    EXPECT_EQ(cache.statistics().misses, 1U);
    cache.clear();
    EXPECT_EQ(cache.statistics().size, 0U);
    EXPECT_EQ(find(cache, by_name("a")), nullptr);
}

TEST(CompiledCache, AHashAloneDecidesNothing) {
    CompiledCache cache(10);
    const sql::NodePtr one = sql::make<Collision>(1);
    const sql::NodePtr two = sql::make<Collision>(2);
    ASSERT_EQ(one->key_hash(), two->key_hash());
    cache.insert(compiled(one));
    sql::Matcher matcher;
    EXPECT_EQ(cache.find(*two, matcher), nullptr);
    cache.insert(compiled(two));
    EXPECT_EQ(cache.find(*one, matcher)->sql, "collision_1");
    EXPECT_EQ(cache.find(*two, matcher)->sql, "collision_2");
}

TEST(CompiledCache, CollidingFormsGoOneByOne) {
    CompiledCache cache(2);
    for (int i = 0; i < 3; ++i) cache.insert(compiled(sql::NodePtr(sql::make<Collision>(i))));
    sql::Matcher matcher;
    EXPECT_EQ(cache.find(*sql::make<Collision>(0), matcher), nullptr);
    EXPECT_NE(cache.find(*sql::make<Collision>(1), matcher), nullptr);
    EXPECT_NE(cache.find(*sql::make<Collision>(2), matcher), nullptr);
}

TEST(CompiledCache, ExtensionsOfOneNumberAreToldApart) {
    CompiledCache cache(10);
    cache.insert(compiled(sql::NodePtr(sql::make<Collision>(1))));
    const sql::NodePtr twin = sql::make<Twin>(1);
    ASSERT_EQ(twin->key_hash(), sql::make<Collision>(1)->key_hash());
    sql::Matcher matcher;
    EXPECT_EQ(cache.find(*twin, matcher), nullptr);
}

// ── one bind in two places ──────────────────────────────────────────────────────────────────────

namespace {

Select twice(const Expr& a, const Expr& b) {
    return select(track()["id"]).where(track()["ms"] > a || track()["id"] > b);
}

}  // namespace

TEST(SharedBinds, EqualValuesServe) {
    CompiledCache cache(10);
    const auto five = literal(5);
    const auto form = cache.insert(compiled(twice(five, five)));
    ASSERT_EQ(form->shared_binds.size(), 1U);
    EXPECT_EQ(find(cache, twice(literal(6), literal(6))), form);
    const auto seven = literal(7);
    EXPECT_EQ(find(cache, twice(seven, seven)), form);
}

TEST(SharedBinds, DifferentValuesDoNot) {
    CompiledCache cache(10);
    const auto five = literal(5);
    cache.insert(compiled(twice(five, five)));
    EXPECT_EQ(find(cache, twice(literal(5), literal(6))), nullptr);
    // The form for two binds stands beside the other one and serves both.
    const auto general = cache.insert(compiled(twice(literal(5), literal(6))));
    EXPECT_TRUE(general->shared_binds.empty());
    EXPECT_EQ(find(cache, twice(literal(7), literal(8))), general);
    EXPECT_NE(find(cache, twice(five, five)), nullptr);
}

// ── threads ─────────────────────────────────────────────────────────────────────────────────────

TEST(CompiledCacheThreads, EveryThreadGetsTheFormOfItsStatement) {
    constexpr int shapes = 24;
    constexpr int rounds = 400;
    CompiledCache cache(shapes / 2);  // so that forms come and go all the time
    std::vector<std::string> expected;
    for (int i = 0; i < shapes; ++i) expected.push_back(compiled(shape(i))->sql);

    std::atomic<int> wrong{0};
    std::atomic<std::uint64_t> lookups{0};
    const auto work = [&](int seed) {
        sql::Matcher matcher;
        for (int i = 0; i < rounds; ++i) {
            const int number = (i * 7 + seed * 5) % shapes;
            const Select query = shape(number);
            auto form = cache.find(*query.node(), matcher);
            ++lookups;
            if (!form) form = cache.insert(compiled(query));
            if (form->sql != expected[static_cast<std::size_t>(number)]) ++wrong;
            if (!compile::serves(*form, *query.node(), matcher)) ++wrong;
            for (const sql::Bind* bind : matcher.binds()) {
                if (!(bind->value == Value(number))) ++wrong;
            }
        }
    };
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) threads.emplace_back(work, t);
    for (std::thread& thread : threads) thread.join();

    EXPECT_EQ(wrong, 0);
    EXPECT_LE(cache.statistics().size, static_cast<std::size_t>(shapes / 2));
    EXPECT_EQ(cache.statistics().hits + cache.statistics().misses, lookups);
}

TEST(CompiledCacheThreads, OneStatementSharedByAll) {
    CompiledCache cache(4);
    const Select query = by_name("shared");  // its key is folded by whoever comes first
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            sql::Matcher matcher;
            for (int i = 0; i < 200; ++i) {
                const Select copy = query;
                auto form = cache.find(*copy.node(), matcher);
                if (!form) form = cache.insert(compiled(copy));
                if (form->parameters.size() != 1) ++wrong;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(cache.statistics().size, 1U);
}

}  // namespace azoth_test
