// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <azoth/engine/result.hpp>
#include <azoth/engine/scan.hpp>

namespace azoth {

namespace detail {

/// Walks a stream; what a row becomes is the range's business.
template <class Range>
class StreamIterator {
public:
    using value_type = typename Range::value_type;
    using difference_type = std::ptrdiff_t;

    StreamIterator() noexcept = default;
    StreamIterator(RowStream* stream, const Range* range) : stream_(stream), range_(range) {
        ++*this;
    }
    [[nodiscard]] value_type operator*() const { return range_->read(*stream_); }
    StreamIterator& operator++() {
        if (!stream_->next()) stream_ = nullptr;
        return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const StreamIterator& a, const StreamIterator& b) noexcept {
        return a.stream_ == b.stream_;
    }

private:
    RowStream* stream_ = nullptr;
    const Range* range_ = nullptr;
};

/// What every typed range offers, over `read()` of the derived class.
template <class Self, class T>
class StreamRange {
public:
    using value_type = T;
    using iterator = StreamIterator<Self>;

    [[nodiscard]] iterator begin() const { return iterator(stream_.get(), &self()); }
    [[nodiscard]] iterator end() const noexcept { return {}; }

    /// Exactly one. Throws `NoResultFound`, `MultipleResultsFound`.
    [[nodiscard]] T one() {
        if (!stream_->next()) throw_no_result(*stream_);
        T row = self().read(*stream_);
        if (stream_->next()) throw_multiple_results(*stream_);
        return row;
    }
    /// At most one. Throws `MultipleResultsFound`.
    [[nodiscard]] std::optional<T> one_or_none() {
        if (!stream_->next()) return std::nullopt;
        std::optional<T> row(self().read(*stream_));
        if (stream_->next()) throw_multiple_results(*stream_);
        return row;
    }
    /// The first one, if any; the others are discarded.
    [[nodiscard]] std::optional<T> first() {
        if (!stream_->next()) return std::nullopt;
        std::optional<T> row(self().read(*stream_));
        stream_->close();
        return row;
    }
    [[nodiscard]] std::vector<T> all() {
        std::vector<T> rows;
        while (stream_->next()) rows.push_back(self().read(*stream_));
        return rows;
    }
    /// Up to `count` rows, none at the end.
    [[nodiscard]] std::vector<T> fetchmany(std::size_t count) {
        std::vector<T> rows;
        while (rows.size() < count && stream_->next()) rows.push_back(self().read(*stream_));
        return rows;
    }

protected:
    explicit StreamRange(StreamRef stream) noexcept : stream_(std::move(stream)) {}

    StreamRef stream_;

private:
    [[nodiscard]] const Self& self() const noexcept { return static_cast<const Self&>(*this); }
};

}  // namespace detail

/// One column of a result, as T.
template <class T>
class Scalars : public detail::StreamRange<Scalars<T>, T> {
public:
    Scalars(detail::StreamRef stream, std::size_t column)
        : detail::StreamRange<Scalars<T>, T>(std::move(stream)), column_(column) {}
    [[nodiscard]] T read(detail::RowStream& stream) const {
        return detail::scan_one<T>(stream, column_);
    }

private:
    std::size_t column_;
};

/// A result whose rows are `std::tuple<Ts...>`: `for (auto [name, count] : …)`. A view in a row
/// (`std::string_view`) is valid until the next row.
template <class... Ts>
class TypedResult : public detail::StreamRange<TypedResult<Ts...>, std::tuple<Ts...>> {
    using Base = detail::StreamRange<TypedResult<Ts...>, std::tuple<Ts...>>;

public:
    explicit TypedResult(detail::StreamRef stream) noexcept : Base(std::move(stream)) {}
    [[nodiscard]] std::tuple<Ts...> read(detail::RowStream& stream) const {
        return detail::scan_row<Ts...>(stream);
    }

    /// The same rows as structs of the program, see `Result::rows`.
    template <row_struct S>
    [[nodiscard]] StructResult<S> rows() const {
        return untyped().template rows<S>();
    }
    /// The first column alone.
    [[nodiscard]] auto scalars() const {
        return Scalars<std::tuple_element_t<0, std::tuple<Ts...>>>(this->stream_, 0);
    }
    /// The same rows without their types, for partitions(), mappings() and access by name.
    [[nodiscard]] Result untyped() const { return Result(this->stream_); }
    [[nodiscard]] const std::vector<std::string>& keys() const { return names(untyped()); }
    [[nodiscard]] std::int64_t rowcount() const noexcept { return this->stream_->rowcount; }
    void close() noexcept { this->stream_->close(); }
    [[nodiscard]] bool closed() const noexcept { return this->stream_->cursor == nullptr; }

private:
    // The names live as long as the stream, not as long as the handle.
    static const std::vector<std::string>& names(const Result& result) { return result.keys(); }
};

/// A result whose rows are structs: `for (const Track& track : result.rows<Track>())`.
template <row_struct S>
class StructResult : public detail::StreamRange<StructResult<S>, S> {
    using Base = detail::StreamRange<StructResult<S>, S>;
    using Members = detail::member_types<S>;

public:
    explicit StructResult(detail::StreamRef stream) noexcept : Base(std::move(stream)) {}
    [[nodiscard]] S read(detail::RowStream& stream) const {
        return detail::scan_cells<S>(stream, static_cast<Members*>(nullptr),
                                     std::make_index_sequence<std::tuple_size_v<Members>>{});
    }
};

template <row_struct S>
StructResult<S> Result::rows() const {
    if constexpr (detail::check_row_struct<S>()) {
        detail::require_exact_columns(*stream_, detail::member_count<S>());
    }
    return StructResult<S>(stream_);
}

template <readable... Ts>
TypedResult<Ts...> Result::rows() const {
    detail::require_columns(*stream_, sizeof...(Ts));
    return TypedResult<Ts...>(stream_);
}

template <readable T>
Scalars<T> Result::scalars(std::size_t column) const {
    detail::require_columns(*stream_, column + 1);
    return Scalars<T>(stream_, column);
}

}  // namespace azoth
