// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>

namespace azoth {

struct UniqueData {
    std::string name;
    std::vector<std::string> columns;
    friend bool operator==(const UniqueData&, const UniqueData&) = default;
};

struct CheckData {
    std::string name;
    std::string condition;  ///< SQL as it stands
    friend bool operator==(const CheckData&, const CheckData&) = default;
};

struct IndexData {
    std::string name;
    std::vector<std::string> columns;
    bool unique = false;
    friend bool operator==(const IndexData&, const IndexData&) = default;
};

struct PrimaryKeyData {
    std::string name;
    std::vector<std::string> columns;
    friend bool operator==(const PrimaryKeyData&, const PrimaryKeyData&) = default;
};

[[nodiscard]] AZOTH_EXPORT std::vector<std::string> column_names(
    std::initializer_list<ParamName> columns);

/// PRIMARY KEY over columns in an order of its own: `PrimaryKeyConstraint{"a", "b"}`.
class PrimaryKeyConstraint {
public:
    PrimaryKeyConstraint(std::initializer_list<ParamName> columns)
        : data_{{}, column_names(columns)} {}
    explicit PrimaryKeyConstraint(PrimaryKeyData data) : data_(std::move(data)) {}
    [[nodiscard]] PrimaryKeyConstraint named(const ParamName& name) const {
        return PrimaryKeyConstraint(PrimaryKeyData{name.text(), data_.columns});
    }
    [[nodiscard]] const PrimaryKeyData& data() const noexcept { return data_; }

private:
    PrimaryKeyData data_;
};

/// UNIQUE over columns: `UniqueConstraint{"a", "b"}`.
class UniqueConstraint {
public:
    UniqueConstraint(std::initializer_list<ParamName> columns) : data_{{}, column_names(columns)} {}
    explicit UniqueConstraint(UniqueData data) : data_(std::move(data)) {}
    [[nodiscard]] UniqueConstraint named(const ParamName& name) const {
        return UniqueConstraint(UniqueData{name.text(), data_.columns});
    }
    [[nodiscard]] const UniqueData& data() const noexcept { return data_; }

private:
    UniqueData data_;
};

/// CHECK (condition), the condition as SQL text, trusted.
class CheckConstraint {
public:
    explicit CheckConstraint(const ParamName& condition) : data_{{}, condition.text()} {}
    explicit CheckConstraint(CheckData data) : data_(std::move(data)) {}
    [[nodiscard]] CheckConstraint named(const ParamName& name) const {
        return CheckConstraint(CheckData{name.text(), data_.condition});
    }
    [[nodiscard]] const CheckData& data() const noexcept { return data_; }

private:
    CheckData data_;
};

/// `Index{"ix_album_title", {"title"}}`; `unique_index` as third argument makes it unique.
struct unique_index_t {};
inline constexpr unique_index_t unique_index{};

class Index {
public:
    Index(const ParamName& name, std::initializer_list<ParamName> columns)
        : data_{name.text(), column_names(columns), false} {}
    Index(const ParamName& name, std::initializer_list<ParamName> columns, unique_index_t)
        : data_{name.text(), column_names(columns), true} {}
    explicit Index(IndexData data) : data_(std::move(data)) {}
    [[nodiscard]] const IndexData& data() const noexcept { return data_; }

private:
    IndexData data_;
};

}  // namespace azoth
