// SPDX-License-Identifier: MIT
// A program outside the project: prints one query for each scheme named on the command line, or
// connects to a URL.
#include <iostream>
#include <string_view>

#include <azoth/plugins/create_engine.hpp>
#include <azoth/plugins/load_dialect.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/schema/table.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/types/types.hpp>

int main(int argc, char** argv) {
    using namespace azoth;
    MetaData metadata;
    const Table artist{"artist", metadata, Column{"id", Integer{}, primary_key},
                       Column{"name", String{120}, not_null}};
    const auto query = select(artist["name"]).where(artist["name"] == "Queen").limit(3);
    try {
        if (argc == 3 && std::string_view(argv[1]) == "--connect") {
            const Engine engine = create_engine(argv[2]);
            Connection db = engine.connect();
            return 0;
        }
        for (int i = 1; i < argc; ++i)
            std::cout << argv[i] << ": " << to_sql(query, argv[i]) << '\n';
    } catch (const Error& error) {
        std::cout << error.code() << '\n' << error.what() << '\n';
        return 1;
    }
    return 0;
}
