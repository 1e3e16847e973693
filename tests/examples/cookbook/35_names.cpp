// SPDX-License-Identifier: MIT
// Names: conventions for what has none, the program's own for columns of a legacy schema, quotes.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main(int, char** arguments) {
    MetaData metadata{MetaDataOptions{.naming = {.index = "ix_{column_0_N_label}",
                                                 .unique = "uq_{table_name}_{column_0_name}",
                                                 .check = "ck_{table_name}_{constraint_name}",
                                                 .primary_key = "pk_{table_name}"}}};
    const Table customer{"T_CUST",
                         metadata,
                         Column{"ID_CUST", Integer{}, primary_key, KnownAs{"id"}},
                         Column{"NM_CUST", String{80}, KnownAs{"name"}, unique_key},
                         Column{"vector", Quoting::always, Integer{}},  // reserved one day
                         CheckConstraint{this_column("vector") > 0}.named("positive"),
                         Index{"", {"name", "vector"}}};
    for (const std::string& sql : to_sql(customer, "postgresql")) std::cout << sql << ";\n";

    Engine engine = create_engine(arguments[1]);
    metadata.create_all(engine);
    Connection db = engine.connect();
    db.execute(insert(customer),
               {{{"name", "Ada"}, {"vector", 3}}, {{"name", "Bo"}, {"vector", 4}}});
    for (const Row& row : db.execute(select(customer).order_by(customer["name"])))
        std::cout << row["id"].as<int>() << ' ' << row["name"].as<std::string>() << '\n';
    std::cout << to_sql(select(customer["name"]).where(customer["vector"] == 3), "sqlite") << '\n';
}
