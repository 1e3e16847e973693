// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/sql_compiler.hpp>

namespace azoth::mysql {

/// The SQL of MySQL and MariaDB, for sessions whose sql_mode has neither ANSI_QUOTES nor
/// NO_BACKSLASH_ESCAPES nor PIPES_AS_CONCAT nor HIGH_NOT_PRECEDENCE (none of them is default).
class MysqlCompiler final : public compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void visit_binary(const sql::Binary& binary) override;
    void visit_cast(const sql::Cast& cast) override;
    void limit_clause(const sql::Select& select) override;
    void lock_clause(const sql::Select& select) override;
    void default_values_clause(const sql::Insert& insert) override;
    void distinct_from_operator(const sql::Binary& binary) override;

private:
    void pattern_match(const sql::Binary& binary);
    void pattern(const sql::Binary& binary);
    [[nodiscard]] std::string cast_target(const sql::Cast& cast) const;
};

}  // namespace azoth::mysql
