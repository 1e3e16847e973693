// SPDX-License-Identifier: MIT
#include <azoth/orm/registry.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

/// What descriptions become, and what is wrong with some.
namespace azoth {
namespace {

using ::testing::HasSubstr;

struct Shelf;
struct Book {
    std::int64_t id{};
    std::string title{};
    std::optional<std::int32_t> pages{};
    std::int64_t shelf_id{};
    One<Shelf> shelf{};
};
struct Shelf {
    std::int64_t id{};
    Many<Book> books{};
};

struct Books : Entity<Book, "book"> {
    Mapped<&Book::id> id{"book_id", primary_key};
    Mapped<&Book::title> title{String{80}, unique_key};
    Mapped<&Book::pages> pages;
    Mapped<&Book::shelf_id> shelf_id{ForeignKey{"shelf.id"}};
    BelongsTo<&Book::shelf, &Book::shelf_id> shelf;
};
struct Shelves : Entity<Shelf, "shelf"> {
    Mapped<&Shelf::id> id{primary_key};
    HasMany<&Shelf::books, &Book::shelf_id> books;
};
const Books books;
const Shelves shelves;

std::string problem(const auto& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code() + ": " + error.message();
    }
    return "none";
}

TEST(Registry, GivesEachStructItsTable) {
    const Registry models{books, shelves};
    const Table table = models.table_of<Book>();
    EXPECT_EQ(table.name(), "book");
    EXPECT_EQ(table.data().primary_key.columns, std::vector<std::string>{"book_id"});
    EXPECT_FALSE(table.data().column("title").nullable);
    EXPECT_TRUE(table.data().column("pages").nullable);
    EXPECT_EQ(table.data().column("pages").type.kind(), TypeKind::integer);
    EXPECT_EQ(table.data().column("book_id").type.kind(), TypeKind::big_integer);
    EXPECT_EQ(table["title"].node(), books.title.node()) << "one node, whoever names it";
    EXPECT_TRUE(models.metadata().contains("shelf"));
    EXPECT_THAT(problem([&] { (void)models.table_of<int>(); }), HasSubstr("not_registered"));
}

TEST(Registry, TellsHowAStructIsMapped) {
    const Registry models{books, shelves};
    const Mapper mapper = models.mapper<Book>();
    ASSERT_EQ(mapper.attributes().size(), 4U);
    EXPECT_EQ(mapper.attributes()[0].name, "book_id");
    EXPECT_TRUE(mapper.attributes()[0].is_key);
    ASSERT_EQ(mapper.relationships().size(), 1U);
    EXPECT_EQ(mapper.relationships()[0].name, "shelf");
    EXPECT_EQ(mapper.relationships()[0].target_table, "shelf");
    EXPECT_EQ(mapper.relationships()[0].inverse, "books");
    EXPECT_EQ(models.mappers().size(), 2U);
}

TEST(Registry, MayBeOneOfSeveral) {
    const Registry first{books, shelves};
    const Registry second{shelves, books};
    EXPECT_EQ(first.table_of<Book>()["title"].node(), second.table_of<Book>()["title"].node());
    MetaDataOptions other;
    other.schema = "library";
    EXPECT_THAT(problem([&] {
                    Registry(MetaData(other), {books, shelves});
                }),
                HasSubstr("mapped_elsewhere"));
}

TEST(Registry, ADescriptionIsAnExpressionOfTheTable) {
    const Registry models{books, shelves};
    EXPECT_EQ(to_sql(select(books.title).where(books.pages == std::nullopt), "postgresql"),
              "SELECT book.title FROM book WHERE book.pages IS NULL");
    EXPECT_EQ(to_sql(select(books.title).join(books.shelf).where(shelves.id == 3), "postgresql"),
              "SELECT book.title FROM book JOIN shelf ON book.shelf_id = shelf.id "
              "WHERE shelf.id = $1");
    const Books other = aliased(books, "other");
    EXPECT_EQ(to_sql(select(other.title).join(other.shelf), "postgresql"),
              "SELECT other.title FROM book AS other JOIN shelf ON other.shelf_id = shelf.id");
    EXPECT_EQ(to_sql(select(shelves.id).join(shelves.books), "hive"),
              "SELECT shelf.id FROM shelf JOIN book ON shelf.id = book.shelf_id");
    EXPECT_EQ(to_sql(insert(shelves).values({{"id", 1}}), "sqlite"),
              "INSERT INTO shelf (id) VALUES (?)");
}

struct Unrelated : Entity<Book, "unrelated"> {
    Mapped<&Book::id> id{primary_key};
    BelongsTo<&Book::shelf, &Book::shelf_id> shelf;
};
TEST(Registry, ARelationshipNeedsARegistry) {
    const Unrelated lonely;
    EXPECT_THAT(problem([&] { (void)select(lonely.id).join(lonely.shelf); }),
                HasSubstr("not_registered"));
    EXPECT_THAT(problem([&] { Registry{lonely}; }), HasSubstr("is not in this Registry"));
    EXPECT_THAT(problem([&] {
                    Registry({lonely, shelves});
                }),
                HasSubstr("whose key is no column of \"unrelated\""));
}

struct Keyless : Entity<Book, "keyless"> {
    Mapped<&Book::id> id;
};
struct Twice : Entity<Book, "twice"> {
    Mapped<&Book::id> id{primary_key, "a", "b"};
};
struct OptionalKey : Entity<Book, "optional_key"> {
    Mapped<&Book::pages> pages{primary_key};
};
struct Inner : Entity<Book, "inner"> {
    Mapped<&Book::id> id{primary_key};
};
TEST(Registry, SaysWhatIsWrongWithADescription) {
    const Keyless keyless;
    EXPECT_THAT(problem([&] { Registry{keyless}; }), HasSubstr("\"keyless\" has no key"));
    const Twice twice;
    EXPECT_THAT(problem([&] { Registry{twice}; }), HasSubstr("given a second name, \"b\""));
    const OptionalKey optional_key;
    EXPECT_THAT(problem([&] { Registry{optional_key}; }), HasSubstr("a key is never NULL"));
    EXPECT_THAT(problem([&] {
                    Registry({shelves, books, Inner()});
                }),
                HasSubstr("\"inner\" is the second one of its struct"));
    EXPECT_THAT(problem([&] { Registry{aliased(books)}; }), HasSubstr("is an alias"));
}

template <class S>
struct Fragment {
    Mapped<&S::pages, S> pages;
};
struct LateEntity : Fragment<Book>, Entity<Book, "late"> {
    Mapped<&Book::id> id{primary_key};
};
TEST(Registry, FindsAFragmentBeforeTheEntity) {
    const LateEntity late;
    EXPECT_THAT(problem([&] { Registry{late}; }), HasSubstr("has a base before Entity"));
}

TEST(Registry, FindsAStrayMember) {
    const auto inner = std::make_unique<Inner>();
    const auto stray = std::make_unique<Mapped<&Book::title>>();
    EXPECT_THAT(problem([&] { Registry{*inner}; }), HasSubstr("has a stray member \"title\""));
}

}  // namespace
}  // namespace azoth
