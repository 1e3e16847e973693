// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/engine/row.hpp>
#include <azoth/engine/row_stream.hpp>
#include <azoth/engine/row_struct.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

class Partitions;
class Mappings;
template <class T>
class Scalars;
template <class... Ts>
class TypedResult;
template <row_struct S>
class StructResult;

namespace detail {
[[noreturn]] AZOTH_EXPORT void throw_no_result(const RowStream& stream);
[[noreturn]] AZOTH_EXPORT void throw_multiple_results(RowStream& stream);
AZOTH_EXPORT void require_columns(const RowStream& stream, std::size_t wanted);
/// ArgumentError `column_count` unless there are exactly so many.
AZOTH_EXPORT void require_exact_columns(const RowStream& stream, std::size_t wanted);
}  // namespace detail

/// Walks the rows of an execution, once. Two iterators are equal when both have reached the end.
class RowIterator {
public:
    using value_type = Row;
    using reference = const Row&;
    using pointer = const Row*;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;

    RowIterator() noexcept = default;
    explicit RowIterator(const detail::StreamRef& stream)
        : stream_(stream.get()), row_(stream_, stream_->width()) {
        ++*this;
    }
    RowIterator(const RowIterator& other) noexcept
        : stream_(other.stream_), row_(stream_, other.row_.size()) {}
    RowIterator& operator=(const RowIterator& other) noexcept {  // NOLINT(*-self-assignment)
        stream_ = other.stream_;
        row_.stream_ = stream_;
        row_.width_ = other.row_.width_;
        return *this;
    }
    const Row& operator*() const noexcept { return row_; }
    const Row* operator->() const noexcept { return &row_; }
    RowIterator& operator++() {
        if (!stream_->next()) stream_ = nullptr;
        return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const RowIterator& a, const RowIterator& b) noexcept {
        return a.stream_ == b.stream_;
    }

private:
    detail::RowStream* stream_ = nullptr;
    Row row_;
};

/// What an execution gave: rows, read once and forwards, and what a statement without rows says of
/// itself. Owns the execution: the cursor is closed after the last row, or with the last result
/// that shares it. Keep its connection alive while rows are read. Thread-bound, as its connection.
///
/// Rows met while iterating are views; one(), all() and fetchmany() give rows that own their data.
/// A result that is not streamed survives commit and rollback: what was not read yet is kept.
class AZOTH_EXPORT Result {
public:
    explicit Result(detail::StreamRef stream) noexcept : stream_(std::move(stream)) {}
    Result(Result&&) noexcept = default;
    Result& operator=(Result&&) noexcept = default;
    ~Result() = default;

    [[nodiscard]] RowIterator begin() const { return RowIterator(stream_); }
    [[nodiscard]] RowIterator end() const noexcept { return {}; }

    /// Exactly one row. Throws `NoResultFound`, `MultipleResultsFound`.
    [[nodiscard]] Row one();
    /// At most one row. Throws `MultipleResultsFound`.
    [[nodiscard]] std::optional<Row> one_or_none();
    /// The first row, if there is one; the others are discarded.
    [[nodiscard]] std::optional<Row> first();
    [[nodiscard]] Rows all();
    /// Up to `count` rows, none at the end; 0 takes yield_per, or else 100.
    [[nodiscard]] Rows fetchmany(std::size_t count = 0);
    /// All remaining rows in parts of `count`, which share their memory unless a part is copied.
    [[nodiscard]] Partitions partitions(std::size_t count = 0) const;

    /// Rows as `std::tuple<Ts...>`, for structured bindings. Throws `ArgumentError`
    /// (`column_count`) where there are fewer columns.
    template <readable... Ts>
    [[nodiscard]] TypedResult<Ts...> rows() const;
    /// Rows as structs of the program, column by column: `rows<Track>()`, see row_struct.hpp.
    /// Throws `ArgumentError` (`column_count`) unless there are as many columns as members.
    template <row_struct S>
    [[nodiscard]] StructResult<S> rows() const;
    /// One column of each row.
    template <readable T>
    [[nodiscard]] Scalars<T> scalars(std::size_t column = 0) const;
    /// Each row as names and values.
    [[nodiscard]] Mappings mappings() const;

    /// The rest of the rows with these columns only, in this order. Results that share the rows
    /// follow. Throws `ArgumentError` (`no_such_column`, `ambiguous_column`).
    [[nodiscard]] Result columns(std::initializer_list<std::string_view> names) const;
    /// The rest of the rows without those that were there before, as SELECT DISTINCT counts them
    /// (NULL is like NULL); with `key`, rows that agree in these columns are the same. Each kind of
    /// row is remembered until the end. Results that share the rows follow.
    [[nodiscard]] Result unique(std::initializer_list<std::string_view> key = {}) const;

    /// The rows of the first part, then those of the second and so on, as one result: the same
    /// query on several databases. Each part is read from where it stands, when the one before has
    /// ended, and is closed with the result; keep their connections alive. `rowcount` is the sum
    /// where all parts know theirs. Throws `ArgumentError` (`column_count` without parts,
    /// `results_differ` unless the columns' names agree), `InvalidRequestError`
    /// (`returns_no_rows`).
    [[nodiscard]] static Result merged(std::vector<Result> parts);

    /// Goes on to the next result of the execution, whose rows and columns are this one's from then
    /// on: what a procedure answers beside its first, and each statement of a script that has rows.
    /// What is left of the rows before is discarded. False where there is none.
    [[nodiscard]] bool next_result();

    /// The columns' names in order; empty for statements without rows.
    [[nodiscard]] const std::vector<std::string>& keys() const;
    [[nodiscard]] bool returns_rows() const noexcept { return stream_->has_rows; }
    /// Rows that an INSERT, UPDATE or DELETE touched; -1 where the database does not say, and for
    /// a query.
    [[nodiscard]] std::int64_t rowcount() const noexcept { return stream_->rowcount; }
    /// The key that an INSERT of one row generated, where the client library tells.
    [[nodiscard]] std::optional<std::int64_t> last_insert_id() const;
    /// The primary key of the one row that an INSERT built with insert() made, in the order of the
    /// key's columns; a part that only the server knows is NULL.
    [[nodiscard]] std::vector<Value> inserted_primary_key() const;
    /// The keys of all rows that an INSERT made, in the order of the rows: those that the statement
    /// itself gives, or of `execute(insert(table).in_parameter_order(), sets)` also those that the
    /// database made. Throws `InvalidRequestError` (`no_inserted_key`) where they are not known.
    [[nodiscard]] std::vector<std::vector<Value>> inserted_primary_keys() const;

    /// Ends the execution and discards the rest, with all results that follow. Idempotent.
    void close() noexcept;
    [[nodiscard]] bool closed() const noexcept { return stream_->cursor == nullptr; }

    /// The execution itself, for readers within the library.
    [[nodiscard]] const detail::StreamRef& row_stream() const noexcept { return stream_; }

private:
    detail::StreamRef stream_;
};

/// The rows of a result in owned parts: `for (auto& part : result.partitions(1'000))`.
class AZOTH_EXPORT Partitions {
public:
    class iterator {
    public:
        explicit iterator(Partitions* range) : range_(range) { ++*this; }
        iterator() noexcept = default;
        Rows& operator*() const noexcept { return range_->part_; }
        iterator& operator++() {
            if (!range_->read()) range_ = nullptr;
            return *this;
        }
        friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.range_ == b.range_;
        }

    private:
        Partitions* range_ = nullptr;
    };

    [[nodiscard]] iterator begin() { return iterator(this); }
    [[nodiscard]] iterator end() const noexcept { return {}; }

private:
    friend class Result;
    Partitions(detail::StreamRef stream, std::size_t count) noexcept
        : stream_(std::move(stream)), count_(count) {}
    [[nodiscard]] bool read();

    detail::StreamRef stream_;
    std::size_t count_;
    Rows part_;
};

/// The rows of a result as `Params`.
class AZOTH_EXPORT Mappings {
public:
    class iterator {
    public:
        iterator() noexcept = default;
        explicit iterator(const RowIterator& row) : row_(row) {}
        [[nodiscard]] Params operator*() const { return row_->mapping(); }
        iterator& operator++() {
            ++row_;
            return *this;
        }
        friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.row_ == b.row_;
        }

    private:
        RowIterator row_;
    };

    explicit Mappings(detail::StreamRef stream) noexcept : stream_(std::move(stream)) {}
    [[nodiscard]] iterator begin() const { return iterator(RowIterator(stream_)); }
    [[nodiscard]] iterator end() const noexcept { return {}; }
    [[nodiscard]] std::vector<Params> all() const;

private:
    detail::StreamRef stream_;
};

}  // namespace azoth

#include <azoth/engine/typed_result.hpp>
