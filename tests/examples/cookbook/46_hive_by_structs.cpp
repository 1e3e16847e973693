// SPDX-License-Identifier: MIT
// A wide table of a warehouse, of which a struct has some columns: queries and an insert printed
// for Hive, which takes a driver to run there, and the same mapping run on SQLite.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

struct Visit {
    std::string visit_id{};
    std::string page{};
    Date day{};
    std::optional<std::int32_t> seconds{};
};
// A Hive table has no keys; the mapper wants to know what tells two rows apart.
struct Visits : Entity<Visit, "visit"> {
    Mapped<&Visit::visit_id> visit_id{String{40}, primary_key};
    Mapped<&Visit::page> page{String{200}};
    Mapped<&Visit::day> day;
    Mapped<&Visit::seconds> seconds;
};
inline const Visits visits;

int main() {
    const Registry models{visits};
    const auto long_ones = select(visits)
                               .where(visits.day >= make_date(2024, 3, 1), visits.seconds > 60)
                               .order_by(visits.visit_id);
    const auto by_page = select(visits.page, func::count(), func::sum(visits.seconds))
                             .group_by(visits.page)
                             .order_by(visits.page);
    const auto one_more = insert(visits).values(
        {{"visit_id", "v4"}, {"page", "/home"}, {"day", make_date(2024, 3, 4)}, {"seconds", 5}});
    const auto show = [](const Statement& statement) {
        std::cout << to_sql(statement, "hive", {.literal_binds = true}) << '\n'
                  << check_portability(statement, "hive").size() << " problems\n";
    };
    show(long_ones);
    show(by_page);
    show(one_more);

    // The table is there, and has more columns than the struct.
    Engine engine = create_engine("sqlite:///:memory:");
    engine.begin([](Connection& db) {
        db.execute_script(
            "CREATE TABLE visit (visit_id VARCHAR(40) PRIMARY KEY, page VARCHAR(200) NOT NULL,"
            " day DATE NOT NULL, seconds INTEGER, browser TEXT, referrer TEXT, bytes BIGINT);"
            "INSERT INTO visit VALUES ('v1', '/home', '2024-02-29', 90, 'F', NULL, 1),"
            " ('v2', '/home', '2024-03-01', 75, 'C', NULL, 2),"
            " ('v3', '/shop', '2024-03-02', NULL, 'F', '/home', 3)");
    });
    std::cout << inspect(engine).columns("visit").size() << " columns, of which the struct has "
              << models.mapper<Visit>().attributes().size() << '\n';
    // Whether the mapping fits is told by comparing: more columns are no harm.
    MetaData found;
    found.reflect(engine);
    for (const SchemaDifference& difference : diff(models.metadata(), found, engine.dialect())) {
        std::cout << difference.describe() << '\n';
    }

    Session session{engine, models};
    session.execute(one_more);
    for (const auto& visit : session.scalars(long_ones)) {
        std::cout << visit->visit_id << ' ' << visit->page << ' ' << *visit->seconds << '\n';
    }
    for (const auto& [page, count, seconds] :
         session.execute(by_page).rows<std::string, std::int64_t, std::optional<std::int64_t>>()) {
        std::cout << page << ' ' << count << ' ' << seconds.value_or(0) << '\n';
    }
    session.add(Visit{.visit_id = "v5", .page = "/shop", .day = make_date(2024, 3, 5)});
    session.commit();
    std::cout << session.scalar(select(func::count()).select_from(visits)) << " visits\n";
}
