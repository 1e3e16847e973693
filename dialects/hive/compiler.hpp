// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/sql_compiler.hpp>

namespace azoth::hive {

/// HiveQL.
class HiveCompiler final : public compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void visit_binary(const sql::Binary& binary) override;
    void visit_cast(const sql::Cast& cast) override;
    void limit_clause(const sql::Select& select) override;
    void distinct_from_operator(const sql::Binary& binary) override;
    void column_qualifier(const sql::Node& source) override;

private:
    void pattern_match(const sql::Binary& binary);
    void pattern(const sql::Binary& binary);
    void text_operand(const sql::Node& node, bool folds);
};

}  // namespace azoth::hive
