// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <azoth/driver/connection.hpp>
#include <azoth/schema/sequence_data.hpp>

namespace azoth::postgresql {

/// Reads sequences, those of SERIAL columns with their owners.
class SequenceReader {
public:
    explicit SequenceReader(driver::Connection& connection) : connection_(connection) {}

    /// Without those behind identity columns, which are the columns' own affair.
    [[nodiscard]] std::vector<SequenceData> sequences(std::string_view schema);
    /// How a sequence of that type differs from one made without options. `first` is the column of
    /// seqstart, before seqincrement, seqmin, seqmax, seqcache and seqcycle.
    [[nodiscard]] static SequenceOptions options(driver::Cursor& row, std::size_t first,
                                                 const SqlType& type);

private:
    driver::Connection& connection_;
};

}  // namespace azoth::postgresql
