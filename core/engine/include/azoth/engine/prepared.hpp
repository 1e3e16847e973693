// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/engine/result.hpp>
#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>

namespace azoth {

/// What an execution takes as a value: any bindable type, and std::nullopt for NULL.
template <class T>
concept bindable_argument = bindable<T> || std::is_same_v<T, std::nullopt_t>;

namespace detail {

class PreparedState;

/// Binds C++ arguments without copying them, for the length of a call.
template <class... Arguments>
class BoundArguments {
    template <class T>
    static constexpr bool borrows = std::is_same_v<T, std::nullopt_t> ||
                                    bindable_without_copy<without_optional<argument_type<T>>>;
    struct Nothing {};
    template <class T>
    using Owned = std::conditional_t<borrows<T>, Nothing, Value>;

    template <class T>
    static Owned<T> own(const T& argument) {
        if constexpr (borrows<T>) {
            return {};
        } else {
            return Value(argument);
        }
    }
    template <class T>
    static ValueView view(const T& argument, const Owned<T>& owned) {
        if constexpr (std::is_same_v<T, std::nullopt_t>) {
            return ValueView();
        } else if constexpr (borrows<T>) {
            return view_of(argument);
        } else {
            return owned.view();
        }
    }
    // Each view is made in its place: copying one that was just written costs more than making it.
    template <std::size_t... I>
    BoundArguments(std::index_sequence<I...>, const Arguments&... arguments)
        : owned_{own(arguments)...}, views_{view(arguments, std::get<I>(owned_))...} {}

public:
    explicit BoundArguments(const Arguments&... arguments)
        : BoundArguments(std::index_sequence_for<Arguments...>{}, arguments...) {}
    BoundArguments(const BoundArguments&) = delete;
    BoundArguments& operator=(const BoundArguments&) = delete;
    [[nodiscard]] std::span<const ValueView> views() const noexcept { return views_; }

private:
    std::tuple<Owned<Arguments>...> owned_;
    std::array<ValueView, sizeof...(Arguments)> views_;
};

/// The untyped part of a prepared statement.
class AZOTH_EXPORT PreparedBase {
public:
    PreparedBase(PreparedBase&&) noexcept = default;
    PreparedBase& operator=(PreparedBase&&) noexcept = default;
    ~PreparedBase() = default;

    /// The names of the values an execution takes, in the order in which it takes them.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept;

protected:
    explicit PreparedBase(std::shared_ptr<PreparedState> state) noexcept
        : state_(std::move(state)) {}

    /// Starts an execution whose arguments live until it ends.
    [[nodiscard]] StreamRef start(std::span<const ValueView> arguments) const;
    /// Starts one whose rows may be read later: text is copied.
    [[nodiscard]] StreamRef start_keeping(std::span<const ValueView> arguments) const;
    [[nodiscard]] StreamRef start_named(const Params& params) const;

private:
    std::shared_ptr<PreparedState> state_;
};

}  // namespace detail

/// A statement kept ready on one connection, for the hottest loops: executing it builds nothing,
/// looks nothing up and allocates nothing. Arguments go by position, in the order of names(), which
/// is the order in which the named binds stand in the SQL; they are bound without being copied.
/// A row of one column is a plain T, else a `std::tuple<Ts...>`. Thread-bound as its connection,
/// and of no use after it.
///
///     auto by_id = db.prepare(select(artists.name).where(artists.id == bind<std::int64_t>("id")));
///     std::string name = by_id.one(42);
template <class... Ts>
class Prepared : public detail::PreparedBase {
    static constexpr bool is_single = sizeof...(Ts) == 1;

public:
    using row_type = std::conditional_t<is_single, std::tuple_element_t<0, std::tuple<Ts..., void>>,
                                        std::tuple<Ts...>>;
    using result_type =
        std::conditional_t<is_single, Scalars<std::tuple_element_t<0, std::tuple<Ts..., void>>>,
                           TypedResult<Ts...>>;

    /// Exactly one row. Throws `NoResultFound`, `MultipleResultsFound`.
    template <bindable_argument... Arguments>
    [[nodiscard]] row_type one(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return result(start(bound.views())).one();
    }
    template <bindable_argument... Arguments>
    [[nodiscard]] std::optional<row_type> one_or_none(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return result(start(bound.views())).one_or_none();
    }
    template <bindable_argument... Arguments>
    [[nodiscard]] std::optional<row_type> first(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return result(start(bound.views())).first();
    }
    template <bindable_argument... Arguments>
    [[nodiscard]] std::vector<row_type> all(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return result(start(bound.views())).all();
    }
    /// The rows one after another; text arguments are copied, since rows are read later.
    template <bindable_argument... Arguments>
    [[nodiscard]] result_type execute(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return result(start_keeping(bound.views()));
    }
    [[nodiscard]] result_type execute(const Params& params) const {
        return result(start_named(params));
    }

private:
    friend class Connection;
    using PreparedBase::PreparedBase;

    [[nodiscard]] static result_type result(detail::StreamRef stream) {
        if constexpr (is_single) {
            return result_type(std::move(stream), 0);
        } else {
            return result_type(std::move(stream));
        }
    }
};

/// A prepared statement whose rows, if any, are known at run time.
template <>
class Prepared<> : public detail::PreparedBase {
public:
    template <bindable_argument... Arguments>
    Result execute(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return Result(start_keeping(bound.views()));
    }
    Result execute(const Params& params) const { return Result(start_named(params)); }
    template <bindable_argument... Arguments>
    [[nodiscard]] Row one(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return Result(start(bound.views())).one();
    }
    template <bindable_argument... Arguments>
    [[nodiscard]] std::optional<Row> one_or_none(const Arguments&... arguments) const {
        const detail::BoundArguments<Arguments...> bound(arguments...);
        return Result(start(bound.views())).one_or_none();
    }

private:
    friend class Connection;
    using PreparedBase::PreparedBase;
};

}  // namespace azoth
