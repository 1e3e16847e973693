// SPDX-License-Identifier: MIT
#include <azoth/engine/result_shape.hpp>

#include <numeric>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/fields.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::detail {

ResultShape::ResultShape(std::shared_ptr<const compile::Compiled> compiled,
                         std::span<const driver::ColumnInfo> columns)
    : compiled_(std::move(compiled)) {
    const auto& planned = compiled_->columns;
    const std::size_t width = planned.empty() ? columns.size() : planned.size();
    names_.reserve(width);
    for (std::size_t i = 0; i < width; ++i) {
        const bool unnamed = planned.empty() || planned[i].name.empty();
        names_.push_back(unnamed && i < columns.size() ? columns[i].name
                         : planned.empty()             ? std::string()
                                                       : planned[i].name);
    }
    origins_.resize(width);
    std::iota(origins_.begin(), origins_.end(), std::size_t{0});
    mark_ambiguous();
}

ResultShape::ResultShape(const ResultShape& whole, std::span<const std::size_t> selection)
    : compiled_(whole.compiled_) {
    for (const std::size_t column : selection) {
        origins_.push_back(whole.origins_[column]);
        names_.push_back(whole.names_[column]);
    }
    mark_ambiguous();
}

void ResultShape::mark_ambiguous() {
    const std::size_t width = names_.size();
    ambiguous_.assign(width, 0);
    for (std::size_t i = 0; i < width; ++i) {
        for (std::size_t j = i + 1; j < width; ++j) {
            if (names_[i] == names_[j]) ambiguous_[i] = ambiguous_[j] = 1;
        }
    }
}

const compile::ResultColumn* ResultShape::planned(std::size_t column) const noexcept {
    const auto& all = compiled_->columns;
    const std::size_t origin = column < origins_.size() ? origins_[column] : all.size();
    return origin < all.size() ? &all[origin] : nullptr;
}

std::size_t ResultShape::find(std::string_view name, std::size_t hint) const {
    const std::size_t width = names_.size();
    std::size_t at = hint;
    for (std::size_t tried = 0; tried < width; ++tried, ++at) {
        if (at >= width) at = 0;
        if (names_[at] == name) {
            if (ambiguous_[at] != 0) throw_ambiguous(name);
            return at;
        }
    }
    throw_missing(name);
}

std::size_t ResultShape::find(const sql::NodePtr& expression) const {
    sql::Matcher matcher;
    for (std::size_t i = 0; i < size(); ++i) {
        if (const auto* column = planned(i); column && column->source == expression.get()) return i;
    }
    for (std::size_t i = 0; i < size(); ++i) {
        const auto* column = planned(i);
        if (column && column->source && matcher.same(column->source, expression.get())) return i;
    }
    const std::string_view name = sql::item_name(*expression);
    if (name.empty()) {
        throw ArgumentError("no_such_column", "the statement does not select this expression");
    }
    // A column of another table that happens to have the same name is not what was asked for.
    if (!compiled_->columns.empty() && expression->kind() == sql::NodeKind::column)
        throw_missing(name);
    return find(name, 0);
}

const SqlType& ResultShape::type(std::size_t column) const noexcept {
    static const SqlType unknown;
    const compile::ResultColumn* known = planned(column);
    return known != nullptr ? known->type : unknown;
}

void ResultShape::throw_missing(std::string_view name) const {
    ErrorDetails details;
    details.column = name;
    details.hint = did_you_mean(name, {names_.begin(), names_.end()});
    throw ArgumentError("no_such_column", "the result has no column \"" + std::string(name) + "\"",
                        std::move(details));
}

void ResultShape::throw_ambiguous(std::string_view name) const {
    ErrorDetails details;
    details.column = name;
    details.hint = "give them labels, or ask by position or by the column expression";
    throw ArgumentError("ambiguous_column",
                        "several columns of the result are called \"" + std::string(name) + "\"",
                        std::move(details));
}

}  // namespace azoth::detail
