// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/compile/sql_compiler.hpp>

namespace azoth::hive {

/// HiveQL.
class HiveCompiler final : public compile::SqlCompiler {
public:
    using SqlCompiler::SqlCompiler;

protected:
    void visit_binary(const sql::Binary& binary) override;
    void limit_clause(const sql::Select& select) override;
    void distinct_from_operator(const sql::Binary& binary) override;
    void visit_unary(const sql::Unary& unary) override;
    void visit_select(const sql::Select& select) override;
    void visit_set_operation(const sql::SetOperation& operation) override;
    [[nodiscard]] bool says_groupings(const sql::Select& select) const override;
    void group_by_clause(const sql::Select& select) override;
    void range_distance(const sql::Node& key, const sql::Node& distance) override;
    void column_qualifier(const sql::Node& source) override;
    bool qualifies_with_schema() const noexcept override { return false; }
    bool labels_hide_sources() const noexcept override { return true; }
    // In operators.cpp.
    void division_operator(const sql::Binary& binary) override;
    void bit_operator(const sql::Binary& binary) override;
    void visit_regexp(const sql::Regexp& regexp) override;
    void visit_regexp_replace(const sql::RegexpReplace& replace) override;
    void visit_text_constant(const sql::TextConstant& constant) override;
    void visit_extract(const sql::Extract& extract) override;
    void visit_collate(const sql::Collate& collate) override;
    void known_function(const sql::Function& function) override;
    // Drivers write values into the text, and there `ORDER BY 1` is the first column
    // (hive.orderby.position.alias).
    [[nodiscard]] bool binds_are_places() const noexcept override { return true; }
    // In casts.cpp.
    void visit_cast(const sql::Cast& cast) override;
    // In ranges.cpp.
    void visit_between(const sql::Between& between) override;
    // In complex_types.cpp.
    void visit_bind(const sql::Bind& bind) override;
    void visit_array_access(const sql::ArrayAccess& access) override;
    void visit_map_access(const sql::MapAccess& access) override;
    void visit_field_access(const sql::FieldAccess& access) override;
    void join_chain(const sql::Select& select, const sql::Node& base) override;
    void further_source(const sql::Select& select, const sql::Node& source) override;
    // In json.cpp.
    void visit_json_access(const sql::JsonAccess& access) override;
    // In partition_insert.cpp.
    void visit_partition_insert(const sql::PartitionInsert& insert) override;
    // In merge.cpp.
    void insert_statement(const sql::Insert& insert) override;
    void values_clause(const sql::Insert& insert) override;
    void update_rows_clause(const sql::Update& update) override;
    void delete_rows_clause(const sql::Delete& statement) override;

private:
    // In widths.cpp: what is computed in 64 bits, or null where it is so by itself.
    [[nodiscard]] static SqlType computed_type(const sql::Node& node);
    [[nodiscard]] static sql::NodePtr wide_calculation(const sql::Binary& binary);
    [[nodiscard]] static sql::NodePtr wide_opposite(const sql::Unary& unary);
    [[nodiscard]] static sql::NodePtr wide_call(const sql::Function& function);
    /// AND and OR.
    void chain(const sql::Binary& binary);
    [[nodiscard]] bool ends_range(const sql::Binary& binary) const noexcept;
    void joined_view(const sql::Join& join);
    void require_views_alone() const;
    void lateral_view(const sql::AliasSource& alias, bool is_outer);
    void partition_clause(const sql::PartitionInsert& insert);
    void refuse_order_by_column(const sql::Insert& insert) const;
    void merge(const sql::Insert& insert, const sql::OnConflict& conflict);
    void merge_source(const sql::Insert& insert, const sql::NodeList& columns);
    /// Sources of one select.
    using Frame = std::vector<const sql::Node*>;
    /// What a select reads from by itself. Throws where it reads from the query around the query
    /// around it.
    [[nodiscard]] Frame own_frame(const sql::Select& select) const;
    void pattern_match(const sql::Binary& binary);
    void pattern(const sql::Binary& binary);
    void text_operand(const sql::Node& node, bool folds);
    void emit_words(const sql::Node& node);
    [[nodiscard]] std::string cast_target(const sql::Cast& cast) const;
    void rounded(const sql::Node& number);
    void plain_cast(const sql::Cast& cast);
    void checked_cast(const sql::Cast& cast);
    void fits(const sql::Node& number, const SqlType& type);
    void regular_pattern(const sql::Node& pattern, std::string_view flags);
    // In json.cpp.
    void json_step(const sql::Node& step);
    void json_content(const sql::JsonAccess& access, std::size_t steps);
    bool json_arms(const sql::JsonAccess& access, std::string_view opening);
    void json_value_arms(const sql::JsonAccess& access);

    std::vector<const sql::Binary*> range_ends_;  ///< what is hidden from the planner
    std::vector<Frame> frames_;                   ///< of the selects that are being written
};

}  // namespace azoth::hive
