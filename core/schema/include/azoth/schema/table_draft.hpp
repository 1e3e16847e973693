// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <azoth/error/export.hpp>
#include <azoth/schema/table.hpp>

namespace azoth {

/// A table's description while its parts come in: what Table's constructor and mapped structs are
/// made of. Nothing is checked before MetaData has it.
class AZOTH_EXPORT TableDraft {
public:
    explicit TableDraft(std::string name);

    void add(const TableItem& item);
    void add(const ColumnData& column);

    [[nodiscard]] IfDeclared if_declared() const noexcept { return if_declared_; }
    /// The whole description; names and schemas that were left to the metadata are filled in.
    [[nodiscard]] TableData take(const MetaDataOptions& options) &&;

private:
    struct Parts;

    TableData data_;
    std::optional<Schema> schema_;
    IfDeclared if_declared_ = IfDeclared::refuse;
};

}  // namespace azoth
