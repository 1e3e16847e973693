// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/sql/select.hpp>
#include <azoth/types/type_of.hpp>

namespace azoth {

/// A column that raw SQL returns: `{"id", Integer{}}`.
class TextColumn {
public:
    TextColumn(ParamName name, SqlType type) : name_(name.view()), type_(std::move(type)) {}
    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    [[nodiscard]] const SqlType& type() const noexcept { return type_; }

private:
    std::string_view name_;
    SqlType type_;
};

/// Raw SQL whose columns are known: other queries may select from it.
class AZOTH_EXPORT TextColumns : public Query {
public:
    explicit TextColumns(sql::NodePtr node) noexcept : Query(std::move(node)) {}
};

/// The same with rows of `std::tuple<Ts...>`.
template <class... Ts>
class TypedTextColumns : public TypedQuery<Ts...> {
public:
    explicit TypedTextColumns(sql::NodePtr node) : TypedQuery<Ts...>(std::move(node)) {}
};

namespace detail {
/// The text with columns. Throws `ArgumentError` (`bad_columns`) for none or a repeated name.
[[nodiscard]] AZOTH_EXPORT sql::NodePtr text_with_columns(const Statement& text,
                                                          std::span<const TextColumn> columns);
}  // namespace detail

template <class... Ts>
auto TextQuery::columns(const std::string_view (&names)[sizeof...(Ts)]) const {
    const std::string_view* name = names;
    const TextColumn columns[] = {TextColumn(*name++, sql_type_of<without_optional<Ts>>())...};
    return TypedTextColumns<Ts...>(detail::text_with_columns(*this, columns));
}

}  // namespace azoth
