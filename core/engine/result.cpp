// SPDX-License-Identifier: MIT
#include <azoth/engine/result.hpp>

#include <algorithm>
#include <numeric>

#include "execution.hpp"
#include "inserted_key.hpp"
#include "merged_cursor.hpp"
#include "owned_rows.hpp"

namespace azoth {

namespace {

constexpr std::size_t default_fetch = 100;

const detail::Execution& execution_of(const detail::StreamRef& stream) {
    return static_cast<const detail::Execution&>(*stream);
}

std::size_t fetch_count(const detail::StreamRef& stream, std::size_t count) {
    if (count != 0) return count;
    const std::size_t preferred = execution_of(stream).yield_per;
    return preferred != 0 ? preferred : default_fetch;
}

}  // namespace

namespace detail {

/// Reads up to `count` rows into a block.
std::size_t fetch_into(RowStream& stream, driver::RowBlock& block, std::size_t count) {
    const std::size_t width = block.columns();
    std::size_t rows = 0;
    while (rows < count && stream.next()) {
        for (std::size_t i = 0; i < width; ++i) block.append(stream.cursor->cell(i));
        ++rows;
    }
    return rows;
}

}  // namespace detail

Row Result::one() {
    if (!stream_->next()) detail::throw_no_result(*stream_);
    Row row(static_cast<const Row&>(Row(stream_.get(), stream_->width())));
    if (stream_->next()) detail::throw_multiple_results(*stream_);
    return row;
}

std::optional<Row> Result::one_or_none() {
    if (!stream_->next()) return std::nullopt;
    std::optional<Row> row(std::in_place, Row(stream_.get(), stream_->width()));
    if (stream_->next()) detail::throw_multiple_results(*stream_);
    return row;
}

std::optional<Row> Result::first() {
    if (!stream_->next()) return std::nullopt;
    std::optional<Row> row(std::in_place, Row(stream_.get(), stream_->width()));
    stream_->close();
    return row;
}

Rows Result::all() {
    constexpr std::size_t without_end = static_cast<std::size_t>(-1);
    return fetchmany(without_end);
}

Rows Result::fetchmany(std::size_t count) {
    auto rows = std::make_shared<detail::OwnedRows>(stream_->shared_shape());
    detail::fetch_into(*stream_, rows->block, fetch_count(stream_, count));
    return Rows(std::move(rows));
}

namespace {

std::vector<std::size_t> positions_of(std::initializer_list<std::string_view> names,
                                      const detail::ResultShape& shape) {
    std::vector<std::size_t> positions;
    for (const std::string_view name : names) positions.push_back(shape.find(name, 0));
    return positions;
}

}  // namespace

Result Result::columns(std::initializer_list<std::string_view> names) const {
    if (names.size() == 0) throw ArgumentError("column_count", "a row needs at least one column");
    auto& execution = static_cast<detail::Execution&>(*stream_);
    execution.select_columns(positions_of(names, stream_->shape()));
    return Result(stream_);
}

Result Result::unique(std::initializer_list<std::string_view> key) const {
    auto& execution = static_cast<detail::Execution&>(*stream_);
    std::vector<std::size_t> positions = positions_of(key, stream_->shape());
    if (positions.empty()) {
        positions.resize(stream_->width());
        std::iota(positions.begin(), positions.end(), std::size_t{0});
    }
    execution.drop_repeated(std::move(positions));
    return Result(stream_);
}

namespace {

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

}  // namespace

Result Result::merged(std::vector<Result> parts) {
    if (parts.empty()) throw ArgumentError("column_count", "there is nothing to merge");
    std::vector<detail::StreamRef> streams;
    for (const Result& part : parts) {
        detail::require_columns(*part.stream_, 1);
        if (part.keys() != parts.front().keys()) {
            throw ArgumentError("results_differ",
                                "the first result has the columns " + listed(parts.front().keys()) +
                                    ", and number " + std::to_string(streams.size() + 1) + " has " +
                                    listed(part.keys()));
        }
        streams.push_back(part.stream_);
    }
    const auto shape = streams.front()->shared_shape();
    const std::size_t yield_per = execution_of(streams.front()).yield_per;
    auto* execution =
        new detail::Execution(shape, std::make_unique<detail::MergedCursor>(std::move(streams)));
    execution->yield_per = yield_per;
    return Result(detail::StreamRef(execution));  // which deletes it
}

Partitions Result::partitions(std::size_t count) const {
    return Partitions(stream_, fetch_count(stream_, count));
}

bool Partitions::read() {
    // A part that somebody copied keeps its rows; otherwise the memory is used again.
    if (part_.rows_ == nullptr || part_.rows_.use_count() != 1) {
        part_.rows_ = std::make_shared<detail::OwnedRows>(stream_->shared_shape());
    } else {
        part_.rows_->block.clear();
    }
    return detail::fetch_into(*stream_, part_.rows_->block, count_) != 0;
}

Mappings Result::mappings() const {
    return Mappings(stream_);
}

std::vector<Params> Mappings::all() const {
    std::vector<Params> rows;
    for (Params row : *this) rows.push_back(std::move(row));
    return rows;
}

const std::vector<std::string>& Result::keys() const {
    static const std::vector<std::string> none;
    return stream_->has_rows ? stream_->shape().names() : none;
}

std::optional<std::int64_t> Result::last_insert_id() const {
    return execution_of(stream_).last_insert_id;
}

std::vector<Value> Result::inserted_primary_key() const {
    return detail::inserted_key(execution_of(stream_));
}

std::vector<std::vector<Value>> Result::inserted_primary_keys() const {
    return detail::inserted_keys(execution_of(stream_));
}

bool Result::next_result() {
    return static_cast<detail::Execution&>(*stream_).next_result();
}

void Result::close() noexcept {
    stream_->close();
    static_cast<detail::Execution&>(*stream_).discard_later_results();
}

}  // namespace azoth
