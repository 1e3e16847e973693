// SPDX-License-Identifier: MIT
#include <azoth/driver/row_block.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

#include <azoth/value/value.hpp>

namespace azoth::driver {

namespace {
constexpr std::size_t first_chunk = 4096;
constexpr std::size_t largest_chunk = 1 << 20;
}  // namespace

RowBlock::RowBlock(std::size_t columns) : columns_(std::max<std::size_t>(columns, 1)) {}
RowBlock::RowBlock(RowBlock&&) noexcept = default;
RowBlock& RowBlock::operator=(RowBlock&&) noexcept = default;
RowBlock::~RowBlock() = default;

char* RowBlock::reserve(std::size_t size) {
    while (current_ < chunks_.size() && used_ + size > chunks_[current_].size) {
        ++current_;
        used_ = 0;
    }
    if (current_ == chunks_.size()) {
        const std::size_t wanted =
            chunks_.empty() ? first_chunk : std::min(chunks_.back().size * 2, largest_chunk);
        const std::size_t capacity = std::max(size, wanted);
        chunks_.push_back({std::make_unique_for_overwrite<char[]>(capacity), capacity});
        used_ = 0;
    }
    char* place = chunks_[current_].data.get() + used_;
    used_ += size;
    return place;
}

void RowBlock::append(const ValueView& cell) {
    const auto keep = [this](const void* data, std::size_t size) {
        char* place = reserve(size);
        if (size != 0) std::memcpy(place, data, size);
        return place;
    };
    switch (cell.kind()) {
        case ValueKind::text:
            cells_.emplace_back(std::string_view(keep(cell.chars().data(), cell.chars().size()),
                                                 cell.chars().size()));
            return;
        case ValueKind::decimal:
            cells_.emplace_back(DecimalView{std::string_view(
                keep(cell.chars().data(), cell.chars().size()), cell.chars().size())});
            return;
        case ValueKind::json:
            cells_.emplace_back(JsonView{std::string_view(
                keep(cell.chars().data(), cell.chars().size()), cell.chars().size())});
            return;
        case ValueKind::bytes:
            cells_.emplace_back(BytesView(
                reinterpret_cast<const std::byte*>(keep(cell.bytes().data(), cell.bytes().size())),
                cell.bytes().size()));
            return;
        case ValueKind::array:
            // A Value that moves takes its elements with it, so the view stays right.
            cells_.push_back(arrays_.emplace_back(Value::copy_of(cell)).view());
            return;
        default: cells_.push_back(cell); return;
    }
}

void RowBlock::clear() noexcept {
    cells_.clear();
    arrays_.clear();
    current_ = 0;
    used_ = 0;
}

}  // namespace azoth::driver
