// SPDX-License-Identifier: MIT
#include <azoth/compliance/requirements.hpp>

#include <cstdlib>

namespace azoth::compliance {

std::string_view question_name(Question question) noexcept {
    switch (question) {
        case Question::text_with_nul: return "text_with_nul";
        case Question::unsigned_64_bits: return "unsigned_64_bits";
        case Question::negative_zero: return "negative_zero";
        case Question::json_is_kept_as_is: return "json_is_kept_as_is";
        case Question::json_is_comparable: return "json_is_comparable";
        case Question::text_orders_by_code_point: return "text_orders_by_code_point";
        case Question::like_minds_case: return "like_minds_case";
        case Question::nulls_order_first: return "nulls_order_first";
        case Question::generated_keys_are_told: return "generated_keys_are_told";
        case Question::decimal_meets_double_exactly: return "decimal_meets_double_exactly";
        case Question::changes_are_counted: return "changes_are_counted";
        case Question::timeouts_stop_statements: return "timeouts_stop_statements";
        case Question::names_differ_by_case: return "names_differ_by_case";
        case Question::reflects_unique_names: return "reflects_unique_names";
        case Question::reflects_checks: return "reflects_checks";
        case Question::rows_come_early: return "rows_come_early";
        case Question::count_: break;
    }
    return "";
}

Requirements::~Requirements() = default;

EngineOptions Requirements::engine_options() const {
    return {};
}

Answer Requirements::answer(Question) const {
    return {};
}

Answer Requirements::stores(const SqlType&) const {
    return {};
}

Answer Requirements::names(std::string_view) const {
    return {};
}

SqlType Requirements::reflected(const SqlType& type) const {
    return type;
}

std::vector<Isolation> Requirements::isolation_levels() const {
    return {Isolation::read_uncommitted, Isolation::read_committed, Isolation::repeatable_read,
            Isolation::serializable};
}

std::string Requirements::binary_collation() const {
    return {};
}

std::string Requirements::end_of_session() const {
    return {};
}

std::string Requirements::enter_schema(std::string_view) const {
    return {};
}

void Requirements::prepare(Engine&) const {}

std::vector<Badge> Requirements::claims() const {
    return {};
}

Target target_from_environment(std::string_view name, std::string_view variable) {
    const std::string wanted(variable);
    const char* const url = std::getenv(wanted.c_str());
    if (url == nullptr || *url == '\0') return {std::string(name), {}, wanted + " is not set"};
    return {std::string(name), url};
}

}  // namespace azoth::compliance
