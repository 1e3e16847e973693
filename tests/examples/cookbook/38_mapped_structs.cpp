// SPDX-License-Identifier: MIT
// The way to a model: a struct, its description, a Registry of descriptions, the tables, a Session.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

// What the program works with: no base class, no macro, members of plain types.
struct Book {
    std::int64_t id{};
    std::string title{};
    std::optional<std::int32_t> pages{};  // an optional can be NULL, and nothing else can
    Decimal price{};
};

// How it stands in the database. A column is called like its member unless it is given a name.
struct Books : Entity<Book, "book"> {
    Mapped<&Book::id> id{"book_id", primary_key};
    Mapped<&Book::title> title{String{80}, unique_key};
    Mapped<&Book::pages> pages;
    Mapped<&Book::price> price{Numeric{8, 2}};
};
inline const Books books;

int main() {
    const Registry models{books};
    Engine engine = create_engine("sqlite:///:memory:");
    models.metadata().create_all(engine);

    Session session{engine, models};
    const std::shared_ptr<Book> emma = session.add(Book{.title = "Emma", .price = Decimal("9.50")});
    session.add(Book{.title = "Ulysses", .pages = 730, .price = Decimal("21.00")});
    session.commit();
    std::cout << emma->title << " has the key " << emma->id << '\n';

    emma->pages = 474;
    session.commit();

    for (const auto& book : session.scalars(select(books).where(books.pages > 300))) {
        std::cout << book->title << ", " << *book->pages << " pages\n";
    }
    // Columns alone have the types of their members.
    for (const auto& [title, price] : session.execute(
             select(books.title, books.price).where(books.price < 20).order_by(books.title))) {
        std::cout << title << " costs " << price << '\n';
    }
    session.delete_(emma);
    session.commit();
    std::cout << session.scalar(select(func::count()).select_from(books)) << " left\n";
}
