// SPDX-License-Identifier: MIT
#include "schema_reader.hpp"

#include <azoth/error/error.hpp>

namespace acme {

void AcmeSchemaReader::refuse() const {
    throw azoth::NotSupportedError("not_supported", "AcmeDB's catalogue cannot be read yet");
}

std::vector<std::string> AcmeSchemaReader::schema_names() {
    refuse();
}
std::vector<std::string> AcmeSchemaReader::table_names(std::string_view) {
    refuse();
}
std::vector<std::string> AcmeSchemaReader::view_names(std::string_view) {
    refuse();
}

std::vector<azoth::TableData> AcmeSchemaReader::describe(std::string_view,
                                                         std::span<const std::string>) {
    refuse();
}

std::string AcmeSchemaReader::view_definition(std::string_view, std::string_view) {
    refuse();
}

}  // namespace acme
