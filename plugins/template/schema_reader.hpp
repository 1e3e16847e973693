// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/dialect/schema_reader.hpp>
#include <azoth/driver/connection.hpp>

namespace acme {

/// Reads AcmeDB's catalogue through a driver's connection. The template's one reads nothing and
/// says so; dialects/sqlite/schema_reader.cpp shows a whole one.
class AcmeSchemaReader : public azoth::SchemaReader {
public:
    explicit AcmeSchemaReader(azoth::driver::Connection& connection) : connection_(connection) {}

    std::vector<std::string> schema_names() override;
    std::vector<std::string> table_names(std::string_view schema) override;
    std::vector<std::string> view_names(std::string_view schema) override;
    std::vector<azoth::TableData> describe(std::string_view schema,
                                           std::span<const std::string> names) override;
    std::string view_definition(std::string_view schema, std::string_view name) override;

private:
    [[noreturn]] void refuse() const;

    [[maybe_unused]] azoth::driver::Connection& connection_;
};

}  // namespace acme
