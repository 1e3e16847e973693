// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth {

/// In which form a database sends the rows of a result. The values are the same in each; it is the
/// way there that differs. A driver that has one form only uses that.
enum class FetchFormat : std::uint8_t {
    automatic,  ///< binary where that can be read, else text
    text,       ///< as the database writes values
    /// As the database holds them. Throws `NotSupportedError` (`no_binary_form`) where a column's
    /// type has no such form that the driver reads, instead of going over to text unseen.
    binary,
};

}  // namespace azoth
