// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <azoth/arrow/c_data.hpp>

#include "buffer.hpp"

namespace azoth::arrow {

/// An array on its way to the consumer: released unless it is given away.
class ExportedArray {
public:
    /// Takes buffers and children over. A null validity buffer, which is the first one of all types
    /// that have any, is said by `has_validity`.
    ExportedArray(std::size_t length, std::size_t null_count, bool has_validity,
                  std::vector<Buffer> buffers, std::vector<ExportedArray> children = {});
    /// Of the null type, which has no buffers.
    explicit ExportedArray(std::size_t length);
    ExportedArray(ExportedArray&& other) noexcept
        : array_(std::exchange(other.array_, ArrowArray{})) {}
    ExportedArray& operator=(ExportedArray&& other) noexcept {
        std::swap(array_, other.array_);
        return *this;
    }
    ~ExportedArray() {
        if (array_.release != nullptr) array_.release(&array_);
    }

    [[nodiscard]] ArrowArray give() noexcept { return std::exchange(array_, ArrowArray{}); }

private:
    ArrowArray array_{};
};

}  // namespace azoth::arrow
