// SPDX-License-Identifier: MIT
#include "schema_reader.hpp"

#include <azoth/error/error.hpp>

namespace azoth::mysql {

namespace {

[[noreturn]] void refuse() {
    throw NotSupportedError("reflection_not_supported",
                            "the mysql dialect does not read catalogues yet");
}

}  // namespace

std::vector<std::string> MysqlSchemaReader::schema_names() {
    refuse();
}
std::vector<std::string> MysqlSchemaReader::table_names(std::string_view) {
    refuse();
}
std::vector<std::string> MysqlSchemaReader::view_names(std::string_view) {
    refuse();
}
std::vector<TableData> MysqlSchemaReader::describe(std::string_view, std::span<const std::string>) {
    refuse();
}
std::string MysqlSchemaReader::view_definition(std::string_view, std::string_view) {
    refuse();
}

}  // namespace azoth::mysql
