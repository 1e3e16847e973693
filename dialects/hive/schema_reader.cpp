// SPDX-License-Identifier: MIT
#include "schema_reader.hpp"

#include <azoth/error/error.hpp>

namespace azoth::hive {

namespace {

[[noreturn]] void refuse() {
    throw NotSupportedError("reflection_not_supported",
                            "the hive dialect does not read catalogues yet");
}

}  // namespace

std::vector<std::string> HiveSchemaReader::schema_names() {
    refuse();
}
std::vector<std::string> HiveSchemaReader::table_names(std::string_view) {
    refuse();
}
std::vector<std::string> HiveSchemaReader::view_names(std::string_view) {
    refuse();
}
std::vector<TableData> HiveSchemaReader::describe(std::string_view, std::span<const std::string>) {
    refuse();
}
std::string HiveSchemaReader::view_definition(std::string_view, std::string_view) {
    refuse();
}

}  // namespace azoth::hive
