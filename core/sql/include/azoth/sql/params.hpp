// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

/// A parameter's or column's name as an argument: it borrows the text for the length of the call.
/// Text enters only through a constrained template, so that a braced list is never taken for a pair
/// of iterators.
class ParamName {
public:
    template <class T>
    requires std::convertible_to<const T&, std::string_view> ParamName(const T& name)
    noexcept : view_(name) {}

    [[nodiscard]] std::string_view view() const noexcept { return view_; }
    [[nodiscard]] std::string text() const { return std::string(view_); }

private:
    std::string_view view_;
};

/// One named value: `{"name", "Queen"}`.
class Param {
public:
    Param(ParamName name, Value value) : name_(name.view()), value_(std::move(value)) {}

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const Value& value() const noexcept { return value_; }

private:
    std::string name_;
    Value value_;
};

/// One set of named values: `{{"name", "Queen"}, {"year", 1974}}`. A repeated name is an
/// `ArgumentError` (`duplicate_parameter`): it is what a forgotten brace level looks like.
class AZOTH_EXPORT Params {
public:
    Params() = default;
    Params(std::initializer_list<Param> params);

    void add(Param param);
    /// The value of that name, null pointer if there is none.
    [[nodiscard]] const Value* find(std::string_view name) const noexcept;
    [[nodiscard]] bool empty() const noexcept { return params_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return params_.size(); }
    [[nodiscard]] auto begin() const noexcept { return params_.begin(); }
    [[nodiscard]] auto end() const noexcept { return params_.end(); }
    [[nodiscard]] const Param& operator[](std::size_t index) const noexcept {
        return params_[index];
    }

private:
    std::vector<Param> params_;
};

}  // namespace azoth
