// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/sql_compiler.hpp>

namespace azoth::postgresql {

/// PostgreSQL's SQL: the standard's, but for operators on bits and texts, and for functions that
/// mean something else here.
class PostgresqlCompiler final : public compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void visit_regexp(const sql::Regexp& regexp) override;
    void visit_regexp_replace(const sql::RegexpReplace& replace) override;
    void visit_extract(const sql::Extract& extract) override;
    void visit_text_constant(const sql::TextConstant& constant) override;
    void values_cell(const sql::Node& value, bool is_first_row) override;
    void bit_operator(const sql::Binary& binary) override;
    void try_cast_operator(const sql::Cast& cast) override;
    void known_function(const sql::Function& function) override;

private:
    void cast_to(const sql::Node& node, const SqlType& type);
    void round_real(const sql::Function& function);
    void strict_choice(const sql::Function& function);
};

}  // namespace azoth::postgresql
