// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/ddl_compiler.hpp>

namespace azoth::sqlite {

class SqliteDdlCompiler final : public compile::DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] std::string create_index(const TableData& table,
                                           const IndexData& index) const override;

protected:
    [[nodiscard]] std::string column_definition(const TableData& table,
                                                const ColumnData& column) const override;
    [[nodiscard]] std::string foreign_key_clause(const TableData& table,
                                                 const ForeignKeyData& key) const override;
};

}  // namespace azoth::sqlite
