// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

#include <azoth/error/export.hpp>
#include <azoth/sql/expression.hpp>
#include <azoth/sql/generated_value.hpp>

namespace azoth {

namespace detail {

/// A function object as a ValueGenerator.
template <class Make>
class Generator final : public sql::ValueGenerator {
public:
    explicit Generator(Make make) : make_(std::move(make)) {}
    [[nodiscard]] Value make(const RowContext& row) const override {
        if constexpr (std::invocable<const Make&, const RowContext&>) {
            return Value(make_(row));
        } else {
            return Value(make_());
        }
    }

private:
    Make make_;
};

[[nodiscard]] AZOTH_EXPORT sql::NodePtr generated(std::shared_ptr<const sql::ValueGenerator> make);

}  // namespace detail

/// What makes a value: a callable without arguments, or one that looks at the rest of the row.
template <class F>
concept value_maker =
    std::invocable<const F&> || std::invocable<const F&, const azoth::RowContext&>;

/// What a column takes where an INSERT gives it no value: a value, an SQL expression written into
/// the statement, or a callable that is asked once per row:
///
///     Column{"created", DateTime{}, Default{func::now()}}
///     Column{"state", String{10}, Default{"new"}}
///     Column{"token", Uuid{}, Default{[] { return make_token(); }}}
///     Column{"slug", String{80}, Default{[](const RowContext& row) { … row.find("title") … }}}
///
/// A value given by the statement wins, NULL too; the Default wins over the ServerDefault.
/// Callables are called from every thread that inserts.
class Default {
public:
    template <class T>
    requires(!value_maker<T> && !std::same_as<std::remove_cvref_t<T>, Default>)
        Default(const T& value)
        : node_(detail::Operand(value).node()) {}
    template <value_maker F>
    Default(F make)
        : node_(detail::generated(std::make_shared<detail::Generator<F>>(std::move(make)))) {}

    [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }

private:
    sql::NodePtr node_;
};

/// The same for UPDATE: what a column is set to by every UPDATE, and by the update of an upsert,
/// that does not set it itself: `Column{"changed", DateTime{}, UpdateDefault{func::now()}}`,
/// `Column{"version", Integer{}, Default{1}, UpdateDefault{this_column("version") + 1}}`.
class UpdateDefault {
public:
    template <class T>
    requires(!std::same_as<std::remove_cvref_t<T>, UpdateDefault>) UpdateDefault(const T& value)
        : node_(Default(value).node()) {}

    [[nodiscard]] const sql::NodePtr& node() const noexcept { return node_; }

private:
    sql::NodePtr node_;
};

}  // namespace azoth
