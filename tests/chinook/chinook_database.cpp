// SPDX-License-Identifier: MIT
#include "chinook_database.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace azoth_test {

namespace {

struct Loaded {
    azoth::Engine engine;
    azoth::MetaData metadata;
};
std::optional<Loaded> loaded;

/// Empty if there is no sample data.
std::string read_script() {
    const char* folder = std::getenv("AZOTH_TEST_DATA");
    if (folder == nullptr) return {};
    std::ifstream file(std::string(folder) + "/chinook/Chinook_Sqlite.sql", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void Chinook::SetUpTestSuite() {
    const std::string script = read_script();
    if (script.empty()) return;
    azoth::Engine engine = azoth::create_engine("sqlite:///:memory:");
    {
        azoth::Connection db = engine.connect();
        db.execute_script(script);
        db.commit();
    }
    azoth::MetaData metadata;
    metadata.reflect(engine);
    loaded.emplace(Loaded{std::move(engine), std::move(metadata)});
}

void Chinook::TearDownTestSuite() {
    loaded.reset();
}

void Chinook::SetUp() {
    if (!loaded) GTEST_SKIP() << "not run: AZOTH_TEST_DATA names no folder with chinook/";
}

bool Chinook::is_loaded() {
    return loaded.has_value();
}

azoth::Engine& Chinook::engine() {
    return loaded->engine;
}

azoth::Table Chinook::table(const char* name) {
    if (is_loaded()) return loaded->metadata.table(name);
    azoth::MetaData nothing;
    return azoth::Table{name, nothing, azoth::Column{"id", azoth::Integer{}}};
}

}  // namespace azoth_test
