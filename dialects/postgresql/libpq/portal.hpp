// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "channel.hpp"
#include "deadline.hpp"
#include "handles.hpp"
#include "parameter_encoder.hpp"

namespace azoth::libpq {

/// A cursor of the server, inside of a transaction: a query's rows come batch by batch, between the
/// batches the connection is free for other statements, and to close it early harms nothing.
/// (Single-row mode can do neither: the protocol ends only with the last row, or with a cancel that
/// costs the transaction.)
class Portal {
public:
    explicit Portal(Channel& channel) : channel_(channel) {}
    ~Portal() { close(); }
    Portal(const Portal&) = delete;
    Portal& operator=(const Portal&) = delete;

    /// Declares the cursor and gives its first rows, in one round trip. `batch`: rows per fetch; 0:
    /// few at first, then as many as fit into some megabytes. Throws what the server reports.
    [[nodiscard]] ResultPtr open(std::string_view sql, const ParameterEncoder& parameters,
                                 bool binary, std::size_t batch, Deadline deadline);
    /// There may be more rows.
    [[nodiscard]] bool is_open() const noexcept { return is_open_; }
    [[nodiscard]] ResultPtr fetch(Deadline deadline);
    /// Never throws; a failure shows at the connection's next use.
    void close() noexcept;

private:
    [[nodiscard]] ResultPtr counted(ResultPtr rows);
    [[nodiscard]] std::string fetch_text() const;
    void send_fetch();

    Channel& channel_;
    std::string name_;
    std::string_view sql_;
    bool binary_ = true;
    bool is_open_ = false;
    bool grows_ = false;
    std::size_t batch_ = 0;
    std::uint64_t transaction_ = 0;  ///< in which it was opened
};

}  // namespace azoth::libpq
