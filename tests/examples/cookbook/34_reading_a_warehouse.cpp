// SPDX-License-Identifier: MIT
// Queries for a warehouse that is read and seldom written: looked at as SQL, checked before they
// are sent, with the hints that it wants.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table visit{"visit", metadata, Column{"page", String{200}}, Column{"day", DateType{}},
                Column{"seconds", Integer{}}};
    Table page{"page", metadata, Column{"page", String{200}}, Column{"owner", String{40}}};
    const auto query =
        select(page["owner"], func::count().label("visits"), func::avg(visit["seconds"]).label("s"))
            .select_from(visit)
            .join(page, page["page"] == visit["page"])
            .where(visit["day"] >= make_date(2024, 1, 1), page["owner"].regexp_match("^team-"))
            .group_by(page["owner"])
            .order_by(desc("visits"))
            .limit(10)
            .with_statement_hint("MAPJOIN(page)", "hive");
    std::cout << to_sql(query, "hive", {.literal_binds = true}) << '\n';
    std::cout << check_portability(query, "hive").size() << " problems on hive\n";
    for (const PortabilityFinding& finding : check_portability(query, "sqlite")) {
        std::cout << finding.message << '\n';
    }
    const auto rest = select(page["owner"]).order_by(page["owner"]).offset(10);
    for (const PortabilityFinding& finding : check_portability(rest, "hive")) {
        std::cout << finding.message << ": " << finding.hint << '\n';
    }

    const auto known = insert(page)
                           .prefix_with("IGNORE", "mysql")
                           .prefix_with("OR IGNORE", "sqlite")
                           .suffix_with("ON CONFLICT DO NOTHING", "postgresql")
                           .values({{"page", "/"}});
    for (const char* dialect : {"mysql", "sqlite", "postgresql", "hive"}) {
        std::cout << to_sql(known, dialect, {.literal_binds = true}) << '\n';
    }
}
