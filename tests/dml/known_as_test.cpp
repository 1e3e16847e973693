// SPDX-License-Identifier: MIT
// Columns that the program calls otherwise than the database: values, defaults and keys go by the
// program's names, SQL by the database's.
#include "database.hpp"

namespace azoth::test {
namespace {

using ::testing::ElementsAre;
using Keys = std::vector<std::vector<Value>>;

struct KnownAsNames : OnDatabases {
    void SetUp() override {
        OnDatabases::SetUp();
        if (IsSkipped()) return;
        db.emplace(engine.connect());
        for (const Table& table : {customer, coin}) db->execute(CreateTable{table});
    }
    [[nodiscard]] std::vector<std::string> slugs() {
        return texts(*db, select(customer["slug"]).order_by(customer["id"]));
    }

    MetaData metadata;
    Table customer{
        "known_customer",
        metadata,
        temporary,
        Column{"ID_CUST", Integer{}, KnownAs{"id"}, primary_key},
        Column{"NM_CUST", String{40}, KnownAs{"name"}},
        Column{"CD_SLUG", String{40}, KnownAs{"slug"}, Default{[](const RowContext& row) {
                   const auto name = row.find("name");
                   return name ? "s-" + std::string(name->chars()) : std::string("untitled");
               }}},
        Column{"NR_SEEN", Integer{}, KnownAs{"seen"}, Default{0},
               UpdateDefault{this_column("seen") + 1}},
    };
    Table coin{"known_coin", metadata, temporary,
               Column{"CD", String{10}, KnownAs{"code"}, primary_key,
                      Default{[this] { return "c" + std::to_string(++made); }}},
               Column{"V", Integer{}, KnownAs{"value"}}};
    int made = 0;
    std::optional<Connection> db;
};

TEST_P(KnownAsNames, InDefaults) {
    db->execute(insert(customer).values({{"name", "a"}}));
    db->execute(insert(customer), Params{{"name", "b"}});
    db->execute(insert(customer), {{{"name", "c"}}, {{"name", "d"}}});
    db->execute(insert(customer), {{{"name", "e"}, {"slug", "own"}}});
    EXPECT_THAT(slugs(), ElementsAre("s-a", "s-b", "s-c", "s-d", "own"));
    db->execute(update(customer).set("name", "x").where(customer["id"] == 1));
    db->execute(update(customer), Params{{"name", "y"}});
    EXPECT_EQ(db->scalar<std::int64_t>(select(func::sum(customer["seen"]))), 6);
}

TEST_P(KnownAsNames, InBulk) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (int i = 0; i < 300; ++i) rows.emplace_back(std::to_string(i), "slug");
    db->insert_many(customer, {"name", "slug"}, rows);
    std::vector<std::tuple<int, std::string, std::string, int>> whole;
    for (int i = 1000; i < 1300; ++i) whole.emplace_back(i, std::to_string(i), "slug", 7);
    db->insert_many(customer, {"id", "name", "slug", "seen"}, whole);
    EXPECT_EQ(db->scalar<std::int64_t>(select(func::sum(customer["seen"]))), 300 * 7);
    EXPECT_EQ(db->scalar<std::string>(select(customer["name"]).where(customer["id"] == 1299)),
              "1299");
    rows.resize(2);
    db->insert_many(customer, {"name", "seen"},
                    std::vector<std::pair<std::string, int>>{{"q", 1}, {"r", 2}});
    EXPECT_EQ(db->scalar<std::string>(select(customer["slug"]).where(customer["name"] == "r")),
              "s-r");
}

TEST_P(KnownAsNames, InKeys) {
    const auto given = db->execute(insert(customer).values({{"id", 7}, {"name", "g"}}));
    EXPECT_THAT(given.inserted_primary_key(), ElementsAre(Value(7)));
    EXPECT_THAT(db->execute(insert(customer), Params{{"id", 8}}).inserted_primary_key(),
                ElementsAre(Value(8)));
    const auto many = db->execute(insert(customer).in_parameter_order(),
                                  {{{"id", 21}}, {{"id", 20}}, {{"id", 22}}});
    EXPECT_EQ(many.inserted_primary_keys(), (Keys{{Value(21)}, {Value(20)}, {Value(22)}}));
}

TEST_P(KnownAsNames, InGeneratedKeys) {
    EXPECT_THAT(db->execute(insert(customer).values({{"name", "a"}})).inserted_primary_key(),
                ElementsAre(Value(1)));
    auto many = db->execute(insert(customer).returning({customer["name"]}).in_parameter_order(),
                            {{{"name", "b"}}, {{"name", "c"}}});
    EXPECT_THAT(many.keys(), ElementsAre("name"));
    EXPECT_EQ(many.inserted_primary_keys(), (Keys{{Value(2)}, {Value(3)}}));
}

TEST_P(KnownAsNames, InKeysThatACallableMakes) {
    EXPECT_THAT(db->execute(insert(coin).values({{"value", 1}})).inserted_primary_key(),
                ElementsAre(Value("c1")));
    EXPECT_THAT(db->execute(insert(coin), Params{{"value", 1}}).inserted_primary_key(),
                ElementsAre(Value("c2")));
    EXPECT_EQ(db->execute(insert(coin).in_parameter_order(), {{{"value", 1}}, {{"value", 2}}})
                  .inserted_primary_keys(),
              (Keys{{Value("c3")}, {Value("c4")}}));
}

TEST_P(KnownAsNames, InWhatIsReturned) {
    const auto rows = db->execute(insert(customer).values({{"name", "a"}}).return_defaults());
    EXPECT_THAT(rows.keys(), ::testing::IsSupersetOf({"id", "slug", "seen"}));
    const Row row = db->execute(select(customer)).one();
    EXPECT_EQ(row["name"].as<std::string>(), "a");
    EXPECT_EQ(row["slug"].as<std::string>(), "s-a");
}

INSTANTIATE_TEST_SUITE_P(Dml, KnownAsNames, ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace azoth::test
