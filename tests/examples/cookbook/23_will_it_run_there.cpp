// SPDX-License-Identifier: MIT
// Which statements and tables would not run on a database that is not at hand, and what to do.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table note{"note", metadata, Column{"id", Integer{}, primary_key},
               Column{"title", String{}, unique_key}, Column{"body", Text{}}};
    Table other{"other", metadata, Column{"id", Integer{}, primary_key}};
    const auto query = select(func::count(note["id"]), func::count(other["id"]))
                           .join(other, note["id"] == other["id"], JoinType::full);
    const auto change = delete_from(note).where(note["id"] == 1).returning({note["title"]});

    for (const char* server : {"sqlite", "postgresql", "mysql", "mariadb", "hive"}) {
        std::cout << server << ": " << check_portability(metadata, server).size() << " tables, "
                  << check_portability(query, server).size() << " joins, "
                  << check_portability(change, server).size() << " changes in doubt\n";
    }
    for (const PortabilityFinding& finding : check_portability(query, "mariadb")) {
        std::cout << finding.message << '\n';
    }
    const auto add = insert(note).values({{"title", "new"}}).returning({note["id"]});
    for (const char* version : {"10.4", "10.6"}) {
        std::cout << "mariadb " << version << ": "
                  << check_portability(add, "mariadb", {.version = version}).size()
                  << " insertions in doubt\n";
    }
}
