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
    [[nodiscard]] std::string_view lock_words(sql::LockStrength strength) const override;
    void default_values_clause(const sql::Insert& insert) override;
    void distinct_from_operator(const sql::Binary& binary) override;
    // In operators.cpp.
    void division_operator(const sql::Binary& binary) override;
    void true_division_operator(const sql::Binary& binary) override;
    void bit_operator(const sql::Binary& binary) override;
    void bit_not_operator(const sql::Unary& unary) override;
    void values_row(const sql::Values& values, std::size_t row) override;
    void visit_regexp(const sql::Regexp& regexp) override;
    void visit_regexp_replace(const sql::RegexpReplace& replace) override;
    void visit_text_constant(const sql::TextConstant& constant) override;
    void visit_extract(const sql::Extract& extract) override;
    void known_function(const sql::Function& function) override;
    void visit_over(const sql::Over& over) override;
    [[nodiscard]] bool orders_inside(const sql::Function& function) const override;

private:
    void pattern_match(const sql::Binary& binary);
    void pattern(const sql::Binary& binary);
    [[nodiscard]] std::string cast_target(const sql::Cast& cast) const;
    void string_aggregate(const sql::Function& function);
    void regular_pattern(const sql::Node& pattern, std::string_view flags);
    [[nodiscard]] std::string match_flags(std::string_view flags) const;
};

}  // namespace azoth::mysql
