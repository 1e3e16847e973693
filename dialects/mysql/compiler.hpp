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
    void try_cast_operator(const sql::Cast& cast) override;
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
    void full_text_match(const sql::Function& function) override;
    void visit_over(const sql::Over& over) override;
    void frame_clause(const sql::Over& over) override;
    void range_distance(const sql::Node& key, const sql::Node& distance) override;
    [[nodiscard]] bool binds_are_places() const noexcept override { return true; }
    [[nodiscard]] SqlType recursive_text_type() const override;
    // In queries.cpp.
    [[nodiscard]] std::string_view from_nothing() const noexcept override;
    void visit_select(const sql::Select& select) override;
    void derived_source(const sql::AliasSource& alias) override;
    void cte_definition(const sql::CteSource& cte) override;
    void visit_in_query(const sql::InQuery& test) override;
    void visit_exists(const sql::Exists& exists) override;
    void visit_subquery(const sql::Subquery& subquery) override;
    void quantified_operator(const sql::Binary& binary, const sql::Quantified& right) override;
    [[nodiscard]] bool orders_sets_by_expressions() const noexcept override;
    [[nodiscard]] bool orders_inside(const sql::Function& function) const override;
    // In json.cpp.
    void visit_json_access(const sql::JsonAccess& access) override;
    void visit_containment(const sql::Containment& containment) override;
    void visit_in_list(const sql::InList& list) override;
    void visit_between(const sql::Between& between) override;
    // In changes.cpp.
    void set_clause(const sql::NodeList& assignments) override;
    void assignment_target(const sql::ColumnRef& column) override;
    void update_target_clause(const sql::Update& update) override;
    void update_from_clause(const sql::Update& update) override;
    void delete_target_clause(const sql::Delete& statement) override;
    void delete_using_clause(const sql::Delete& statement) override;
    void leading_with_clause(const sql::Node& statement) override;
    void insert_select_clause(const sql::Insert& insert) override;
    void upsert_clause(const sql::Insert& insert) override;
    void visit_excluded(const sql::Excluded& excluded) override;

private:
    [[nodiscard]] sql::NodeList in_safe_order(const sql::NodeList& assignments) const;
    void require_distinct_names(const sql::Node& query) const;
    void guard_target(const sql::NodePtr& target);
    void refuse_target(const sql::Select& select) const;
    [[nodiscard]] bool has_hint(const sql::Delete& statement) const;
    void require_only_key(const sql::Insert& insert, const sql::OnConflict& conflict) const;
    void pattern_match(const sql::Binary& binary);
    void pattern(const sql::Binary& binary);
    void emit_words(const sql::Node& node);
    // In casts.cpp.
    void checked_cast(const sql::Cast& cast);
    void rounded(const sql::Node& number);
    void fits(const sql::Node& number, const SqlType& type);
    void raise(const sql::Node& operand, const SqlType& type);
    [[nodiscard]] std::string cast_target(const sql::Cast& cast) const;
    // In json.cpp.
    void json_position(const sql::JsonAccess& access, std::size_t step);
    void json_path(const sql::JsonAccess& access, std::size_t steps);
    void json_place(const sql::JsonAccess& access, std::size_t steps);
    void json_content(const sql::JsonAccess& access);
    bool json_arms(const sql::JsonAccess& access, std::string_view opening);
    void json_kind(const sql::JsonAccess& access);
    void json_value_arms(const sql::JsonAccess& access);
    void refuse_document(const sql::Node& side) const;
    [[nodiscard]] sql::NodePtr frame_distance(const sql::NodePtr& distance) const;
    void neighbour_or_default(const sql::Over& over, const sql::Function& function);
    void string_aggregate(const sql::Function& function);
    void round_real(const sql::Function& function);
    void grouped_select(const sql::Select& select);
    void distinct_select(const sql::Select& select);
    void regular_pattern(const sql::Node& pattern, std::string_view flags);
    [[nodiscard]] std::string match_flags(std::string_view flags) const;

    const sql::Node* guarded_ = nullptr;  ///< a table that no subquery from here on may read
    const sql::Node* tested_ = nullptr;  ///< a subquery whose rows are compared with, still to come
    bool changes_several_ = false;       ///< an UPDATE of the target together with other tables
    bool has_inner_with_ = false;        ///< an INSERT's WITH stands before its select
    bool names_new_row_ = false;         ///< an upsert's new row is called excluded
};

}  // namespace azoth::mysql
