// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compile/sql_compiler.hpp>

namespace azoth::sqlite {

/// SQLite's SQL. Beside a few spellings it keeps decimals exact: they are stored as text, so
/// comparing, ordering, grouping and adding them goes through the collation and functions that the
/// driver registers, and is refused where the session has none. JSON is looked into by functions of
/// the driver, too: SQLite's own take paths for text, miss names written with escapes, and turn
/// numbers into doubles.
class SqliteCompiler final : public compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void visit_binary(const sql::Binary& binary) override;
    void visit_unary(const sql::Unary& unary) override;
    void visit_case(const sql::CaseWhen& node) override;
    void visit_cast(const sql::Cast& cast) override;
    void try_cast_operator(const sql::Cast& cast) override;
    void visit_function(const sql::Function& function) override;
    void visit_in_list(const sql::InList& list) override;
    void visit_in_query(const sql::InQuery& test) override;
    void quantified_operator(const sql::Binary& binary, const sql::Quantified& right) override;
    void visit_between(const sql::Between& between) override;
    void visit_extract(const sql::Extract& extract) override;
    void visit_aggregate(const sql::Aggregate& aggregate) override;
    void visit_over(const sql::Over& over) override;
    void range_distance(const sql::Node& key, const sql::Node& distance) override;
    void visit_select(const sql::Select& select) override;
    void visit_set_operation(const sql::SetOperation& operation) override;
    void values_source(const sql::Values& values, const sql::AliasSource& alias) override;
    void values_row(const sql::Values& values, std::size_t row) override;
    void concat_operator(const sql::Binary& binary) override;
    void division_operator(const sql::Binary& binary) override;
    void divisor(const sql::Node& node, sql::Operator op) override;
    void bit_operator(const sql::Binary& binary) override;
    void known_function(const sql::Function& function) override;
    void visit_json_access(const sql::JsonAccess& access) override;
    void visit_ordering(const sql::Ordering& ordering) override;
    void group_by_item(const sql::Node& item) override;
    void distinct_item(const sql::Node& item) override;
    void limit_clause(const sql::Select& select) override;
    void cte_definition(const sql::CteSource& cte) override;
    void set_operand(const sql::Node& query) override;
    void update_from_clause(const sql::Update& update) override;
    void set_clause(const sql::NodeList& assignments) override;
    void insert_statement(const sql::Insert& insert) override;
    void insert_select_clause(const sql::Insert& insert) override;
    [[nodiscard]] std::string_view function_name(std::string_view name) const override;
    [[nodiscard]] std::string_view operator_text(sql::Operator op) const override;

private:
    void require_exact(std::string_view what) const;
    void collate();
    void emit_uncollated(const sql::Node& condition, const SqlType& whole);
    void refuse_real(const sql::Node& node) const;
    /// An operand beside a Numeric: an integer becomes text, since SQLite takes every number to be
    /// less than any text, and a real number is refused.
    void emit_as_text(const sql::Node& node, sql::Operator op, bool is_right);
    /// Intervals are texts of their parts, and these have no order.
    void refuse_interval(const sql::Node& node) const;
    void refuse_mixed(const sql::Node& a, const sql::Node& b) const;
    /// The same for two rows, place by place.
    void refuse_mixed_rows(const sql::Binary& binary) const;
    /// An operand beside a moment: a day is its midnight.
    void emit_as_moment(const sql::Node& node, sql::Operator op, bool is_right);
    void nullif(const sql::Function& function);
    void decimal_coalesce(const sql::Function& function);
    /// sum() and avg() of integers, where they are typed Numeric.
    void integer_aggregate(const sql::Function& function);
    void temporal_cast(const sql::Cast& cast);
    void emit_words(const sql::Node& node, const SqlType& type);
    void text_cast(const sql::Cast& cast);
    /// Of a text as a whole; SQLite's own takes what begins as a number.
    void narrow_cast(const sql::Cast& cast);
    void number_cast(const sql::Cast& cast, std::string_view integer, std::string_view real);
    void decimal_call(std::string_view function, const sql::Binary& binary);
    /// Whether the driver adds up instead of SQLite.
    [[nodiscard]] bool is_exact_call(const sql::Function& function) const;
    /// Whether an aggregate of integers is typed Numeric and becomes text behind its clauses.
    [[nodiscard]] bool casts_result(const sql::Node& function) const;
    void whole_second(const sql::Node& moment);
    void to_whole(const sql::Function& function, bool up);
    void count_of_rows(const sql::Node& rows, std::string_view none);
    /// A value as one of the column's type, see assignments.cpp.
    [[nodiscard]] sql::NodePtr fitted(const sql::Node& column, const sql::NodePtr& value,
                                      bool is_selected = false) const;
    [[nodiscard]] sql::NodeList fitted(const sql::NodeList& assignments) const;
    [[nodiscard]] sql::NodeList fitted_rows(const sql::Insert& insert) const;
    [[nodiscard]] sql::NodePtr misfit_of(const sql::Node& column, const sql::Node& query,
                                         std::size_t place) const;
    void fitted_rows_clause(const sql::Insert& insert, const sql::NodeList& rows);

    bool is_plain_call_ = false;  ///< the next call becomes text elsewhere
    bool is_recursion_ = false;   ///< the CTE that is being written reads itself
};

}  // namespace azoth::sqlite
