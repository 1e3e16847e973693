// SPDX-License-Identifier: MIT
#include "on_databases.hpp"

/// Values of all types, and those that the database or a default makes.
namespace azoth::test {

enum class Mood { calm, wild };

}  // namespace azoth::test

template <>
struct azoth::enum_traits<azoth::test::Mood> {
    static constexpr azoth::EnumLabel<azoth::test::Mood> labels[] = {
        {azoth::test::Mood::calm, "calm"}, {azoth::test::Mood::wild, "wild"}};
};

namespace azoth::test {
namespace {

struct Everything {
    std::int64_t id{};
    bool flag{};
    std::int16_t small{};
    std::uint64_t large{};
    double real{};
    Decimal price{};
    std::string text{};
    std::vector<std::byte> bytes{};
    Date date{};
    TimeOfDay time{};
    Timestamp local{};
    Instant instant{};
    Uuid uuid{};
    JsonText json{};
    Mood mood{};
    std::optional<Decimal> no_price{};
    std::optional<bool> no_flag{};
    std::optional<Date> no_date{};
};
struct Everythings : Entity<Everything, "orm_everything"> {
    Mapped<&Everything::id> id{primary_key};
    Mapped<&Everything::flag> flag;
    Mapped<&Everything::small> small;
    Mapped<&Everything::large> large;
    Mapped<&Everything::real> real;
    Mapped<&Everything::price> price{Numeric{20, 4}};
    Mapped<&Everything::text> text;
    Mapped<&Everything::bytes> bytes;
    Mapped<&Everything::date> date;
    Mapped<&Everything::time> time;
    Mapped<&Everything::local> local;
    Mapped<&Everything::instant> instant;
    Mapped<&Everything::uuid> uuid;
    Mapped<&Everything::json> json;
    Mapped<&Everything::mood> mood;
    Mapped<&Everything::no_price> no_price{Numeric{20, 4}};
    Mapped<&Everything::no_flag> no_flag;
    Mapped<&Everything::no_date> no_date;
};
const Everythings everythings;

/// Columns whose values nobody gives.
struct Invoice {
    std::int64_t id{};
    std::int64_t net{};
    std::int64_t gross{};
    std::optional<std::string> state{};
    std::optional<std::int64_t> counter{};
    std::optional<std::int64_t> changes{};
};
struct Invoices : Entity<Invoice, "orm_invoice"> {
    Mapped<&Invoice::id> id{primary_key};
    Mapped<&Invoice::net> net;
    Mapped<&Invoice::gross> gross{Computed{this_column("net") * 2}};
    Mapped<&Invoice::state> state{String{10}, ServerDefault::of("draft")};
    Mapped<&Invoice::counter> counter{Default{41}};
    Mapped<&Invoice::changes> changes{Default{0}, UpdateDefault{this_column("changes") + 1}};
};
const Invoices invoices;

struct Values : OnDatabases {
    Values() : OnDatabases(Registry{everythings, invoices}) {}
};
INSTANTIATE_TEST_SUITE_P(All, Values, ::testing::Values("sqlite", "postgresql"));

Everything example() {
    Everything e;
    e.flag = true;
    e.small = -7;
    e.large = 9'000'000'000'000'000'000U;
    e.real = 0.1;
    e.price = Decimal("12345678.9012");
    e.text = "grüße 'q'";
    e.bytes = {std::byte{0}, std::byte{255}};
    e.date = make_date(2024, 2, 29);
    e.time = make_time(23, 59, 58, 123'456'000);
    e.uuid = parse_uuid("123e4567-e89b-12d3-a456-426614174000");
    e.json = JsonText{R"({"a": 1})"};
    e.mood = Mood::wild;
    return e;
}

TEST_P(Values, ComeBackAsTheyWere) {
    Session session = this->session();
    const auto kept = session.add(example());
    session.commit();
    EXPECT_FALSE(session.is_modified(kept));
    const std::int64_t id = kept->id;
    session.expunge_all();
    const auto read = session.get_one<Everything>(id);
    const Everything e = example();
    EXPECT_EQ(read->flag, e.flag);
    EXPECT_EQ(read->small, e.small);
    EXPECT_EQ(read->large, e.large);
    EXPECT_EQ(read->real, e.real);
    EXPECT_EQ(read->price, e.price);
    EXPECT_EQ(read->text, e.text);
    EXPECT_EQ(read->bytes, e.bytes);
    EXPECT_EQ(read->date, e.date);
    EXPECT_EQ(read->time, e.time);
    EXPECT_EQ(read->local, e.local);
    EXPECT_EQ(read->instant, e.instant);
    EXPECT_EQ(read->uuid, e.uuid);
    EXPECT_EQ(read->mood, Mood::wild);
    EXPECT_EQ(read->no_price, std::nullopt);
    EXPECT_EQ(read->no_flag, std::nullopt);
    EXPECT_FALSE(session.is_modified(read)) << "reading changes nothing";
    session.flush();
    EXPECT_FALSE(session.is_modified(read));
}

TEST_P(Values, EachChangeIsFound) {
    Session session = this->session();
    const auto e = session.add(example());
    session.commit();
    const auto changes = [&](auto&& change) {
        change();
        const bool found = session.is_modified(e);
        session.commit();
        session.refresh(e);
        return found && !session.is_modified(e);
    };
    EXPECT_TRUE(changes([&] { e->flag = false; }));
    EXPECT_FALSE(e->flag);
    EXPECT_TRUE(changes([&] { e->real = 0.25; }));
    EXPECT_TRUE(changes([&] { e->price = Decimal("0.5"); }));
    EXPECT_EQ(e->price, Decimal("0.5"));
    EXPECT_TRUE(changes([&] { e->text.clear(); }));
    EXPECT_TRUE(changes([&] { e->bytes.push_back(std::byte{1}); }));
    EXPECT_EQ(e->bytes.size(), 3U);
    EXPECT_TRUE(changes([&] { e->mood = Mood::calm; }));
    EXPECT_TRUE(changes([&] { e->no_price = Decimal("1.25"); }));
    EXPECT_TRUE(changes([&] { e->no_price = std::nullopt; }));
    EXPECT_EQ(e->no_price, std::nullopt);
}

TEST_P(Values, DefaultsAndComputedColumnsAreReadBack) {
    Session session = this->session();
    const auto first = session.add(Invoice{.net = 10});
    const auto second = session.add(Invoice{.net = 20, .gross = 999, .state = "sent"});
    const auto third = session.add(Invoice{.net = 30, .counter = 5});
    session.flush();
    EXPECT_EQ(first->gross, 20);
    EXPECT_EQ(first->state, "draft");
    EXPECT_EQ(first->counter, 41);
    EXPECT_EQ(first->changes, 0);
    EXPECT_EQ(second->gross, 40) << "the database's, not the program's";
    EXPECT_EQ(second->state, "sent");
    EXPECT_EQ(third->counter, 5);
    session.commit();
    EXPECT_FALSE(session.is_modified(second));
    first->net = 11;
    session.flush();
    EXPECT_EQ(first->gross, 22);
    EXPECT_EQ(first->changes, 1);
    session.rollback();
    EXPECT_EQ(first->net, 10);
    EXPECT_EQ(first->changes, 0);
}

}  // namespace
}  // namespace azoth::test
