// SPDX-License-Identifier: MIT
#include "on_databases.hpp"

/// Shapes of structs and descriptions.
namespace azoth::test {
namespace {

// A fragment that several structs share: plain inheritance on both sides.
struct Timestamps {
    std::int64_t created{};
    std::optional<std::int64_t> updated{};
};
template <class S>
struct TimestampColumns {
    Mapped<&S::created, S> created{"created_at"};
    Mapped<&S::updated, S> updated;
};
struct Padding {
    double unrelated = 0.5;
};
struct Note : Padding, Timestamps {
    std::int64_t id{};
    std::string text{};
};
struct Notes : Entity<Note, "orm_note">, TimestampColumns<Note> {
    Mapped<&Note::id> id{primary_key};
    Mapped<&Note::text> text{String{100}};
};
const Notes notes;

// A composite key, one part of which refers to another composite key's table.
struct Sheet;
struct Cell {
    std::string book{};
    std::int32_t page{};
    std::int32_t number{};
    std::string text{};
    One<Sheet> sheet{};
};
struct Sheet {
    std::string book{};
    std::int32_t page{};
    std::string title{};
    Many<Cell> cells{};
};
struct Sheets : Entity<Sheet, "orm_sheet"> {
    Mapped<&Sheet::book> book{String{20}, primary_key};
    Mapped<&Sheet::page> page{primary_key};
    Mapped<&Sheet::title> title{String{20}};
    HasMany<&Sheet::cells, &Cell::book, &Cell::page> cells{cascade_all};
};
struct Cells : Entity<Cell, "orm_cell"> {
    Mapped<&Cell::book> book{String{20}, primary_key};
    Mapped<&Cell::page> page{primary_key};
    Mapped<&Cell::number> number{primary_key};
    Mapped<&Cell::text> text{String{20}};
    BelongsTo<&Cell::sheet, &Cell::book, &Cell::page> sheet;
    Cells()
        : Entity{ForeignKeyConstraint{{"book", "page"}, {"orm_sheet.book", "orm_sheet.page"}},
                 UniqueConstraint{{"text"}}} {}
};
const Sheets sheets;
const Cells cells;

// A struct of somebody else's, with members that are no columns.
namespace foreign {
struct Point {
    int x = 0;
    int y = 0;
    std::string name;
    double* cache = nullptr;
};
}  // namespace foreign
struct Points : Entity<foreign::Point, "orm_point"> {
    Mapped<&foreign::Point::name> name{String{10}, primary_key};
    Mapped<&foreign::Point::x> x{"longitude"};
    Mapped<&foreign::Point::y> y{"latitude"};
};
const Points points;

// Private members, described by a friend.
class Account {
public:
    Account() = default;
    explicit Account(std::string owner) : owner_(std::move(owner)) {}
    [[nodiscard]] std::int64_t number() const { return number_; }
    [[nodiscard]] const std::string& owner() const { return owner_; }
    void rename(std::string owner) { owner_ = std::move(owner); }
    struct Columns;

private:
    std::int64_t number_ = 0;
    std::string owner_;
};
struct Account::Columns : Entity<Account, "orm_account"> {
    Mapped<&Account::number_> number{"number", primary_key};
    Mapped<&Account::owner_> owner{"owner", String{30}};
};
const Account::Columns accounts;

// Nothing but a number that the database gives.
struct Ticket {
    std::int64_t number{};
};
struct Tickets : Entity<Ticket, "orm_ticket"> {
    Mapped<&Ticket::number> number{primary_key};
};
const Tickets tickets;

struct Mapping : OnDatabases {
    Mapping() : OnDatabases(Registry{notes, sheets, cells, points, accounts, tickets}) {}
};
INSTANTIATE_TEST_SUITE_P(All, Mapping, ::testing::Values("sqlite", "postgresql"));

TEST_P(Mapping, MixinsAreFragmentsOnBothSides) {
    Note note;
    note.text = "n";
    note.created = 7;
    Session session = this->session();
    const auto kept = session.add(note);
    session.commit();
    session.expunge_all();
    const auto read =
        session.scalars(select(notes).where(notes.created == 7 && notes.updated == std::nullopt))
            .one();
    EXPECT_EQ(read->id, kept->id);
    EXPECT_EQ(read->text, "n");
    EXPECT_EQ(read->unrelated, 0.5);
    EXPECT_EQ(models.table_of<Note>().data().columns[0].name, "created_at");
}

TEST_P(Mapping, KeysOfSeveralParts) {
    Session session = this->session();
    const auto sheet = session.add(Sheet{.book = "b", .page = 2, .title = "t"});
    for (int i = 0; i < 5; ++i) {
        sheet->cells.add(Cell{.number = i, .text = std::to_string(i)});
    }
    session.add(Sheet{.book = "b", .page = 3, .title = "other"});
    session.commit();
    EXPECT_EQ(sheet->cells[3]->book, "b");
    EXPECT_EQ((session.get<Cell>("b", 2, 3)), sheet->cells[3]);
    session.expunge_all();
    const auto cell = session.get<Cell>("b", 2, 4);
    ASSERT_NE(cell, nullptr);
    EXPECT_EQ(cell->text, "4");
    EXPECT_EQ((session.get<Cell>("b", 3, 4)), nullptr);
    session.load(cell, cells.sheet);
    EXPECT_EQ(cell->sheet->title, "t");
    const auto all =
        session.scalars(select(sheets).order_by(sheets.page).options(selectinload(sheets.cells)));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0]->cells.size(), 5U);
    EXPECT_EQ(all[1]->cells.size(), 0U);
    session.delete_(all[0]);
    session.commit();
    EXPECT_EQ(session.scalar(select(func::count()).select_from(cells)), 0);
}

TEST_P(Mapping, ManyKeysOfSeveralParts) {
    Session session = this->session();
    for (int page = 0; page < 1'200; ++page) {
        Sheet sheet{.book = "b", .page = page, .title = "t"};
        sheet.cells.add(Cell{.number = 1, .text = std::to_string(page)});
        session.add(std::move(sheet));
    }
    session.commit();
    session.expunge_all();
    const auto all = session.scalars(select(sheets).options(selectinload(sheets.cells)));
    ASSERT_EQ(all.size(), 1'200U);
    for (const auto& sheet : all) {
        EXPECT_EQ(sheet->cells[0]->text, std::to_string(sheet->page));
        session.delete_(sheet);
    }
    session.commit();
    EXPECT_EQ(session.scalar(select(func::count()).select_from(cells)), 0);
}

TEST_P(Mapping, NothingButAKey) {
    Session session = this->session();
    const auto first = session.add(Ticket{});
    const auto second = session.add(Ticket{});
    const auto given = session.add(Ticket{77});
    session.commit();
    EXPECT_NE(first->number, 0);
    EXPECT_NE(first->number, second->number);
    EXPECT_EQ(given->number, 77);
    EXPECT_EQ(session.scalar(select(func::count()).select_from(tickets)), 3);
}

TEST_P(Mapping, AStructOfSomebodyElse) {
    Session session = this->session();
    session.add(foreign::Point{3, 4, "p", nullptr});
    session.commit();
    session.expunge_all();
    const auto point = session.get<foreign::Point>("p");
    EXPECT_EQ(point->x, 3);
    EXPECT_EQ(point->y, 4);
    EXPECT_EQ(to_sql(select(points.x).where(points.y > 1), "mysql"),
              "SELECT orm_point.longitude FROM orm_point WHERE orm_point.latitude > ?");
}

TEST_P(Mapping, PrivateMembers) {
    Session session = this->session();
    const auto account = session.add(Account("Ada"));
    session.commit();
    EXPECT_NE(account->number(), 0);
    account->rename("Ada L.");
    session.commit();
    session.expunge_all();
    EXPECT_EQ(session.scalars(select(accounts).where(accounts.owner.like("Ada%"))).one()->owner(),
              "Ada L.");
}

TEST_P(Mapping, WhatIsDescribedComesBackFromTheDatabase) {
    MetaData found;
    found.reflect(*engine, {.only = {"orm_note", "orm_sheet", "orm_cell", "orm_point",
                                     "orm_account", "orm_ticket"}});
    for (const SchemaDifference& difference : diff(models.metadata(), found, engine->dialect())) {
        ADD_FAILURE() << difference.describe();
    }
}

}  // namespace
}  // namespace azoth::test
