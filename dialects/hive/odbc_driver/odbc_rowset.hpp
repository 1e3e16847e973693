// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "column_batch.hpp"

namespace hive_odbc {

/// The rows of the last fetch and the batches they lie in. SQLGetData may ask for any of them, so a
/// batch is given up only when no row of the rowset needs it; its storage is used again.
class Rowset {
public:
    struct Place {
        const hs2::ColumnBatch* batch;
        std::size_t row;  ///< in the batch
    };

    /// The batch rows are being taken from.
    [[nodiscard]] hs2::ColumnBatch& batch() { return *batches_.back(); }

    /// The batch to read the next rows into; it becomes batch().
    hs2::ColumnBatch& next_batch() {
        if (!needed_) return batch();
        batches_.push_back(spare_ ? std::move(spare_) : std::make_unique<hs2::ColumnBatch>());
        needed_ = false;
        return batch();
    }

    /// No rows any more; batch() stays for the rows still to come out of it.
    void clear() {
        if (batches_.size() > 1) {
            spare_ = std::move(batches_.front());
            batches_.erase(batches_.begin(), batches_.end() - 1);
        }
        parts_.clear();
        size_ = 0;
        needed_ = false;
    }

    /// `count` rows of batch() from `first` on belong to the rowset, behind those it has.
    void add(std::size_t first, std::size_t count) {
        parts_.push_back({&batch(), first, count});
        size_ += count;
        needed_ = true;
    }

    [[nodiscard]] std::size_t size() const { return size_; }

    /// Row `row` of the rowset, counted from 0.
    [[nodiscard]] Place at(std::size_t row) const {
        std::size_t i = 0;
        for (; row >= parts_[i].count; ++i) row -= parts_[i].count;
        return {parts_[i].batch, parts_[i].first + row};
    }

private:
    struct Part {
        const hs2::ColumnBatch* batch;
        std::size_t first;
        std::size_t count;
    };

    static std::vector<std::unique_ptr<hs2::ColumnBatch>> one_batch() {
        std::vector<std::unique_ptr<hs2::ColumnBatch>> made;
        made.push_back(std::make_unique<hs2::ColumnBatch>());
        return made;
    }

    std::vector<std::unique_ptr<hs2::ColumnBatch>> batches_ = one_batch();
    std::unique_ptr<hs2::ColumnBatch> spare_;
    std::vector<Part> parts_;
    std::size_t size_ = 0;
    bool needed_ = false;  ///< a row of the rowset lies in batch()
};

}  // namespace hive_odbc
