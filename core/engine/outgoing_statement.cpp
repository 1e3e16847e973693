// SPDX-License-Identifier: MIT
#include <azoth/engine/outgoing_statement.hpp>

#include <utility>

#include <azoth/error/error.hpp>

namespace azoth {

OutgoingStatement::OutgoingStatement(std::string_view sql, std::span<const ValueView> parameters,
                                     std::size_t sets, const ExecutionOptions& options,
                                     std::uint64_t connection) noexcept
    : sql_(sql), parameters_(parameters), sets_(sets), options_(options), connection_(connection) {}

OutgoingStatement::~OutgoingStatement() = default;

void OutgoingStatement::set_sql(std::string sql) {
    new_sql_ = std::move(sql);
    is_new_ = true;
}

void OutgoingStatement::set_parameter(std::size_t index, Value value) {
    if (index >= parameters_.size()) {
        throw ArgumentError("bind_unknown",
                            "the statement has " + std::to_string(parameters_.size()) +
                                " parameters, and none at " + std::to_string(index));
    }
    if (values_.empty()) {
        values_.reserve(parameters_.size());
        for (const ValueView& view : parameters_) values_.push_back(Value::copy_of(view));
    }
    values_[index] = std::move(value);
    view_values();
}

void OutgoingStatement::set_parameters(std::vector<Value> values) {
    if (sets_ > 1 && values.size() % sets_ != 0) {
        throw ArgumentError("bind_missing", std::to_string(values.size()) +
                                                " parameters cannot be dealt out to " +
                                                std::to_string(sets_) + " sets");
    }
    values_ = std::move(values);
    view_values();
}

void OutgoingStatement::view_values() {
    views_.clear();
    for (const Value& value : values_) views_.push_back(value.view());
    parameters_ = views_;
}

}  // namespace azoth
