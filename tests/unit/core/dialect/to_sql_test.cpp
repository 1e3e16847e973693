// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <azoth/dialect/to_sql.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>

#include <azoth_test/fake_dialect.hpp>

namespace azoth::test {
namespace {

/// FULL JOIN came with version 2.
class Growing final : public Dialect {
public:
    std::string_view name() const noexcept override { return "growing"; }
    std::string_view default_driver() const noexcept override { return "fake"; }
    ServerFacts assumed_facts() const override { return {{2, 0, 0}, {}, true, {}}; }
    compile::Ledger ledger(const ServerFacts& facts) const override {
        compile::Ledger ledger(name(), facts.version);
        ledger.allow(compile::Capability::full_join, facts.version >= Version{2, 0, 0});
        return ledger;
    }
    const compile::IdentifierPreparer& identifiers() const override {
        return standard_.identifiers();
    }
    const compile::TypeCompiler& types() const override { return standard_.types(); }
    compile::PlaceholderStyle placeholders() const noexcept override {
        return compile::PlaceholderStyle::numbered;
    }
    std::unique_ptr<SchemaReader> make_schema_reader(driver::Connection& c) const override {
        return standard_.make_schema_reader(c);
    }
    std::size_t max_parameters() const noexcept override { return 10; }
    std::size_t multi_row_page() const noexcept override { return 1; }

private:
    FakeDialect standard_;
};

class ToSql : public testing::Test {
protected:
    MetaData metadata;
    Table a{"a", metadata, Column{"id", Integer{}, primary_key}};
    Table b{"b", metadata, Column{"id", ForeignKey{"a.id"}}};
    Growing dialect;
};

TEST_F(ToSql, AsksTheNewestVersionUnlessToldOtherwise) {
    const auto query = select(func::max(a["id"])).join(b, a["id"] == b["id"], JoinType::full);
    EXPECT_EQ(to_sql(query, dialect), "SELECT max(a.id) FROM a FULL OUTER JOIN b ON a.id = b.id");
    try {
        static_cast<void>(to_sql(query, dialect, {.version = "1.9"}));
        FAIL() << "an old server was sent what it cannot run";
    } catch (const CompileError& error) {
        EXPECT_EQ(error.code(), "unsupported_construct");
        EXPECT_EQ(error.message(),
                  "FULL OUTER JOIN of which several rows become one is not supported by growing "
                  "1.9.0");
    }
}

TEST_F(ToSql, NumbersPlaceholdersAndShowsLists) {
    EXPECT_EQ(to_sql(select(a["id"]).where(a["id"].in({1, 2}), a["id"] > 3, a["id"] < 9), dialect),
              "SELECT a.id FROM a WHERE a.id IN ($n) AND a.id > $1 AND a.id < $2");
}

}  // namespace
}  // namespace azoth::test
