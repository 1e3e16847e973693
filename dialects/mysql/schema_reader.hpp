// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/dialect/schema_reader.hpp>

namespace azoth::mysql {

/// There is no driver yet through which a catalogue could be read, so every question is refused
/// with `NotSupportedError` (`reflection_not_supported`).
class MysqlSchemaReader final : public SchemaReader {
public:
    [[nodiscard]] std::vector<std::string> schema_names() override;
    [[nodiscard]] std::vector<std::string> table_names(std::string_view schema) override;
    [[nodiscard]] std::vector<std::string> view_names(std::string_view schema) override;
    [[nodiscard]] std::vector<TableData> describe(std::string_view schema,
                                                  std::span<const std::string> names) override;
    [[nodiscard]] std::string view_definition(std::string_view schema,
                                              std::string_view name) override;
};

}  // namespace azoth::mysql
