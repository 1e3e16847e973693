// SPDX-License-Identifier: MIT
// DDL for any database, without one. What a database cannot hold is said before anything is sent.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    MetaData metadata;
    Table account{"account",
                  metadata,
                  Column{"account_id", BigInteger{}, primary_key},
                  Column{"owner", String{80}, not_null, indexed},
                  Column{"balance", Numeric{20, 4}, not_null, ServerDefault{"0"}},
                  Column{"opened", DateType{}},
                  Column{"note", Text{}.with_variant("mysql", String{2000})},
                  CheckConstraint{this_column("balance") >= 0}};
    for (const char* dialect : {"sqlite", "postgresql", "mysql"}) {
        std::cout << "-- " << dialect << '\n';
        for (const std::string& sql : to_sql(account, dialect)) std::cout << sql << '\n';
    }
}
