// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace azoth::urls {

/// Bytes in a whole URL, as written and as rendered.
inline constexpr std::size_t max_url_bytes = 64 * 1024;
/// `key=value` pairs in a query.
inline constexpr std::size_t max_query_params = 1000;
/// Bytes in a user name or a host name.
inline constexpr std::size_t max_name_bytes = 1024;

}  // namespace azoth::urls
