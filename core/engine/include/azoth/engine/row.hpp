// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <azoth/engine/row_struct.hpp>
#include <azoth/engine/scan.hpp>
#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

class Expr;
class Result;
class Row;
class Rows;

namespace detail {
class OwnedRows;
}

/// One cell of a row. Borrows the row; reads copy or convert only what is asked for.
class AZOTH_EXPORT Cell {
public:
    /// The value as T, converted where nothing is lost, see `convert`. Throws `ConversionError`
    /// (`unexpected_null`, `type_mismatch`, `out_of_range`) that names the column.
    template <readable T>
    [[nodiscard]] T as() const {
        if (stream_ != nullptr) return detail::scan_one<T>(*stream_, column_);
        try {
            return convert<T>(cells_[column_]);
        } catch (const ConversionError&) {
            return again<T>();
        }
    }
    [[nodiscard]] bool is_null() const { return view().is_null(); }
    /// As it arrived; valid until the cursor moves, or as long as a detached row lives.
    [[nodiscard]] ValueView view() const;
    /// An owner, in the kind that the column's SQL type asks for (a Boolean column gives a bool).
    [[nodiscard]] Value value() const;
    [[nodiscard]] const std::string& name() const;

private:
    friend class Row;
    Cell(detail::RowStream* stream, const ValueView* cells, const Row* row,
         std::size_t column) noexcept
        : stream_(stream), cells_(cells), row_(row), column_(column) {}
    /// What was not of the kind asked for.
    template <readable T>
    [[nodiscard]] T again() const {
        try {
            const std::optional<DecimalView> number = kept_number();
            return convert<T>(number ? ValueView(*number) : cells_[column_]);
        } catch (...) {
            rethrow();
        }
    }
    /// A Numeric that the database keeps as text, as the exact number that it is.
    [[nodiscard]] std::optional<DecimalView> kept_number() const;
    [[noreturn]] void rethrow() const;

    detail::RowStream* stream_;
    const ValueView* cells_;
    const Row* row_;
    std::size_t column_;
};

/// A row whose shape is known at run time. Met while iterating a result it is a view of the current
/// row; a copy owns its data and may be kept, also after the connection is gone. Thread-bound while
/// a view, thread-compatible once it owns its data.
class AZOTH_EXPORT Row {
public:
    /// Detaches: copies a view's cells, shares those of a row that has its own.
    Row(const Row& other);
    Row(Row&& other);  // NOLINT(performance-noexcept-move-constructor): a view is detached here too
    Row& operator=(Row other) noexcept;
    ~Row();

    [[nodiscard]] std::size_t size() const noexcept { return width_; }
    /// By position. Throws `ArgumentError` (`no_such_column`).
    [[nodiscard]] Cell operator[](std::integral auto column) const {
        return at(static_cast<std::size_t>(column));
    }
    /// By name, exactly as in keys(). Throws `ArgumentError`: `no_such_column` with the nearest
    /// name, `ambiguous_column` where two columns share it.
    template <std::convertible_to<std::string_view> Name>
    [[nodiscard]] Cell operator[](const Name& name) const {
        return at(find(std::string_view(name)));
    }
    /// By the expression that was selected; works where names collide.
    [[nodiscard]] Cell operator[](const Expr& column) const;

    /// All columns at once: `auto [id, name] = row.as<std::int64_t, std::string>();`
    template <readable... Ts>
    [[nodiscard]] std::tuple<Ts...> as() const {
        return as_tuple<Ts...>(std::index_sequence_for<Ts...>{});
    }
    /// The row as a struct of the program, column by column: `row.as<Track>()`.
    template <row_struct S>
    [[nodiscard]] S as() const {
        if constexpr (detail::check_row_struct<S>()) {
            check_width(detail::member_count<S>());
            return as_struct<S>(static_cast<detail::member_types<S>*>(nullptr),
                                std::make_index_sequence<detail::member_count<S>()>{});
        }
    }
    /// Names and values: what execute() takes as parameters. Throws where two columns share a name.
    [[nodiscard]] Params mapping() const;
    [[nodiscard]] const std::vector<std::string>& keys() const;

private:
    friend class Cell;
    friend class Rows;
    friend class Result;
    friend class RowIterator;

    Row() noexcept = default;
    Row(detail::RowStream* stream, std::size_t width) noexcept : stream_(stream), width_(width) {}
    Row(const detail::OwnedRows* rows, const ValueView* cells, std::size_t width) noexcept
        : rows_(rows), cells_(cells), width_(width) {}

    [[nodiscard]] Cell at(std::size_t column) const {
        if (column >= width_) [[unlikely]]
            no_such_position(column);
        return Cell(stream_, cells_, this, column);
    }
    [[nodiscard]] std::size_t find(std::string_view name) const;
    [[nodiscard]] const detail::ResultShape& shape() const;
    [[noreturn]] void no_such_position(std::size_t column) const;
    void check_width(std::size_t members) const;

    template <class S, class... Ts, std::size_t... I>
    [[nodiscard]] S as_struct(std::tuple<Ts...>*, std::index_sequence<I...>) const {
        return S{at(I).template as<Ts>()...};
    }
    template <class... Ts, std::size_t... I>
    [[nodiscard]] std::tuple<Ts...> as_tuple(std::index_sequence<I...>) const {
        return std::tuple<Ts...>{at(I).template as<Ts>()...};
    }

    detail::RowStream* stream_ = nullptr;      // a view of a cursor's current row
    const detail::OwnedRows* rows_ = nullptr;  // or of a row in a block
    const ValueView* cells_ = nullptr;
    std::size_t width_ = 0;
    std::shared_ptr<const detail::OwnedRows> owner_;
    mutable std::size_t hint_ = 0;  // where the last name was found
};

/// Rows that own their data: what fetchmany(), all() and partitions() give. Cheap to copy.
class AZOTH_EXPORT Rows {
public:
    class iterator;

    Rows() = default;
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] Row operator[](std::size_t index) const;
    [[nodiscard]] Row front() const { return (*this)[0]; }
    [[nodiscard]] iterator begin() const;
    [[nodiscard]] iterator end() const;
    [[nodiscard]] const std::vector<std::string>& keys() const;
    /// The rows as a result, from the first on and as often as asked: a cached answer that is read
    /// as any other, by types, as scalars, with fewer columns. Needs no connection; shares the
    /// memory. Throws `InvalidRequestError` (`returns_no_rows`) for Rows that were never fetched.
    [[nodiscard]] Result replay() const;

private:
    friend class Result;
    friend class Partitions;
    explicit Rows(std::shared_ptr<detail::OwnedRows> rows) noexcept;

    std::shared_ptr<detail::OwnedRows> rows_;
};

class AZOTH_EXPORT Rows::iterator {
public:
    using value_type = Row;
    using reference = const Row&;
    using pointer = const Row*;
    using difference_type = std::ptrdiff_t;

    iterator(const detail::OwnedRows* rows, std::size_t index) noexcept
        : rows_(rows), index_(index) {}
    iterator(const iterator& other) noexcept : iterator(other.rows_, other.index_) {}
    iterator& operator=(const iterator& other) noexcept {  // NOLINT(*-self-assignment): harmless
        rows_ = other.rows_;
        index_ = other.index_;
        return *this;
    }
    /// A view into the rows; valid until the iterator moves.
    const Row& operator*() const;
    const Row* operator->() const { return &**this; }
    iterator& operator++() noexcept {
        ++index_;
        return *this;
    }
    iterator operator++(int) noexcept {
        iterator before(*this);
        ++index_;
        return before;
    }
    friend bool operator==(const iterator& a, const iterator& b) noexcept {
        return a.index_ == b.index_;
    }

private:
    const detail::OwnedRows* rows_;
    std::size_t index_;
    mutable Row row_;
};

}  // namespace azoth
