// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/compile/sql_compiler.hpp>

namespace azoth::postgresql {

/// PostgreSQL's SQL: the standard's, but for operators on bits and texts, for functions that mean
/// something else here, for what is inside JSON and arrays, and for placeholders that need a CAST.
/// The server takes a placeholder's type from what stands beside it; where the value is of another
/// type (2.5 beside an integer) it is told.
class PostgresqlCompiler final : public compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void visit_regexp(const sql::Regexp& regexp) override;
    void visit_regexp_replace(const sql::RegexpReplace& replace) override;
    void visit_extract(const sql::Extract& extract) override;
    void visit_text_constant(const sql::TextConstant& constant) override;
    void values_row(const sql::Values& values, std::size_t row) override;
    void values_cell(const sql::Node& value, bool is_first_row) override;
    void temporal_operator(const sql::Binary& binary) override;
    void ordered_values_clause(const sql::Insert& insert) override;
    void bit_operator(const sql::Binary& binary) override;
    void division_operator(const sql::Binary& binary) override;
    void divisor(const sql::Node& node, sql::Operator op) override;
    void try_cast_operator(const sql::Cast& cast) override;
    void visit_function(const sql::Function& function) override;
    void known_function(const sql::Function& function) override;
    void full_text_match(const sql::Function& function) override;
    void visit_bind(const sql::Bind& bind) override;
    void visit_binary(const sql::Binary& binary) override;
    void visit_unary(const sql::Unary& unary) override;
    void visit_between(const sql::Between& between) override;
    void visit_in_list(const sql::InList& list) override;
    void visit_in_query(const sql::InQuery& test) override;
    void visit_cast(const sql::Cast& cast) override;
    void concat_operator(const sql::Binary& binary) override;
    void true_division_operator(const sql::Binary& binary) override;
    void visit_case(const sql::CaseWhen& node) override;
    void visit_select(const sql::Select& select) override;
    void visit_set_operation(const sql::SetOperation& operation) override;
    void cte_definition(const sql::CteSource& cte) override;
    void set_operand(const sql::Node& query) override;
    void lock_clause(const sql::Select& select) override;
    void visit_aggregate(const sql::Aggregate& aggregate) override;
    void visit_over(const sql::Over& over) override;
    void table_function_source(const sql::TableFunction& function,
                               const sql::AliasSource& alias) override;
    void insert_statement(const sql::Insert& insert) override;
    void insert_select_clause(const sql::Insert& insert) override;
    void set_clause(const sql::NodeList& assignments) override;
    [[nodiscard]] SqlType recursive_text_type() const override;
    void escape_clause(const sql::Binary& binary) override;
    void visit_json_access(const sql::JsonAccess& access) override;
    void visit_array_access(const sql::ArrayAccess& access) override;
    void visit_field_access(const sql::FieldAccess& access) override;
    void visit_containment(const sql::Containment& containment) override;
    void visit_tuple(const sql::Tuple& tuple) override;
    void visit_ordering(const sql::Ordering& ordering) override;
    void group_by_item(const sql::Node& item) override;
    void distinct_item(const sql::Node& item) override;
    void distinct_on_clause(const sql::NodeList& expressions) override;

private:
    [[nodiscard]] sql::NodePtr matched_as_text(const sql::Binary& binary) const;
    // In enums.cpp: what columns of enums that are types of their own are given.
    [[nodiscard]] sql::NodePtr labelled(const sql::Node& column, const sql::NodePtr& value) const;
    [[nodiscard]] sql::NodeList labelled(const sql::NodeList& assignments) const;
    [[nodiscard]] sql::NodePtr labelled_rows(const sql::Insert& insert) const;
    void require_labels(const sql::Insert& insert) const;
    void refuse_computed_labels() const;
    // In json.cpp: what the type `json`, which cannot be compared, is none of.
    void refuse_json_as_text(const sql::Node& node, std::string_view doing) const;
    void refuse_json_as_text(const sql::Binary& binary) const;
    void refuse_json_as_text(const sql::Function& function) const;
    void refuse_json_as_text(const sql::SetOperation& operation) const;
    void cast_to(const sql::Node& node, const SqlType& type);
    [[nodiscard]] SqlType whole_type(const SqlType& type) const;
    void cast_to_own_type(const sql::Node& bind);
    void emit_typed(const sql::Node& node);
    void refuse_row(const sql::Node& operand, std::string_view construct) const;
    void refuse_rows(const sql::Function& function) const;
    void refuse_rows(const sql::Binary& binary) const;
    void text_function(const sql::Function& function);
    void exact_nullif(const sql::Function& function);
    void round_real(const sql::Function& function);
    void require_extreme(const sql::Function& function) const;
    void note_arrays(const sql::Function& function);
    void note_arguments(const sql::Function& function);
    void strict_choice(const sql::Function& function);
    [[nodiscard]] sql::NodePtr wide_calculation(const sql::Binary& binary) const;
    [[nodiscard]] sql::NodePtr wide_call(const sql::Function& function) const;
    [[nodiscard]] sql::NodePtr with_integers(const sql::Function& function) const;
    void note_cast(const sql::Node& operand, const sql::Node& other);
    void note_sides(const sql::Binary& binary);
    void note_casts(const std::vector<const sql::Node*>& choices);
    void json_place(const sql::JsonAccess& access, bool as_text);
    void json_number(const sql::JsonAccess& access);
    void json_truth(const sql::JsonAccess& access);
    void as_binary_json(const sql::Node& node);
    /// The recursion with first columns that are as wide as what the steps make; null if it is so.
    [[nodiscard]] sql::NodePtr with_wide_columns(const sql::SetOperation& recursion) const;
    void require_lockable(const sql::Select& select, std::string_view words) const;
    void require_lockable(const sql::Node& source, bool is_named, std::string_view words) const;

    std::vector<const sql::Bind*> casts_;  ///< operands still to come that are told their type
    bool fills_table_ = false;             ///< the next select gives rows to an INSERT
    bool begins_recursion_ = false;        ///< the next set operation is that of a recursive CTE
};

}  // namespace azoth::postgresql
