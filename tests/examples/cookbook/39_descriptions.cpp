// SPDX-License-Identifier: MIT
// What a description becomes: columns for SQL, a table of a metadata, and what the mapper tells.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Book;
struct Shelf {
    std::int64_t id{};
    std::string room{};
    Many<Book> books{};
};
struct Book {
    std::int64_t id{};
    std::string title{};
    std::optional<std::int32_t> pages{};
    std::int64_t shelf_id{};
    One<Shelf> shelf{};
};
struct Shelves : Entity<Shelf, "shelf"> {
    Mapped<&Shelf::id> id{primary_key};
    Mapped<&Shelf::room> room{String{20}};
    HasMany<&Shelf::books, &Book::shelf_id> books;
};
struct Books : Entity<Book, "book"> {
    Mapped<&Book::id> id{"book_id", primary_key};
    Mapped<&Book::title> title{String{80}};
    Mapped<&Book::pages> pages;
    Mapped<&Book::shelf_id> shelf_id{ForeignKey{"shelf.id"}};
    BelongsTo<&Book::shelf, &Book::shelf_id> shelf;

    // What a Table takes beside its columns.
    Books() : Entity{UniqueConstraint{{"title", "shelf_id"}}} {}
};
inline const Shelves shelves;
inline const Books books;

int main() {
    const Registry models{shelves, books};

    // The member of a struct is a value; the member of its description is a column.
    const Book emma{.title = "Emma", .pages = 474};
    std::cout << emma.title.size() << '\n';
    std::cout << to_sql(books.title.like("E%") && books.pages == emma.pages) << '\n';

    // The table behind it: the same columns, by name.
    const Table table = models.table_of<Book>();
    std::cout << table.name() << ": " << table.data().columns.size() << " columns, title is "
              << table.data().column("title").type.describe() << '\n';
    std::cout << to_sql(select(table["title"]).where(books.pages > 300), "postgresql") << '\n';

    // The mapper tells how a struct is mapped.
    const Mapper mapper = models.mapper<Book>();
    for (const Mapper::Attribute& attribute : mapper.attributes()) {
        std::cout << attribute.name << (attribute.is_key ? " (key)" : "")
                  << (attribute.column->nullable ? " can be NULL" : "") << '\n';
    }
    for (const Mapper::RelationshipInfo& relationship : mapper.relationships()) {
        std::cout << relationship.name << " leads to " << relationship.target_table << ", back by "
                  << relationship.inverse << '\n';
    }

    // The metadata of a model is like any other: printed for a database, compared with one.
    for (const std::string& sql : to_sql(models.metadata(), "postgresql")) std::cout << sql << '\n';
    Engine engine = create_engine("sqlite:///:memory:");
    const auto compare = [&] {
        MetaData found;
        found.reflect(engine);
        const auto differences = diff(models.metadata(), found, engine.dialect());
        for (const SchemaDifference& difference : differences) {
            std::cout << difference.describe() << '\n';
        }
        std::cout << "differences: " << differences.size() << '\n';
    };
    models.metadata().create_all(engine);
    compare();
    engine.begin(
        [](Connection& db) { db.execute(text("ALTER TABLE shelf ADD COLUMN height INTEGER")); });
    compare();
}
