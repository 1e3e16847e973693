// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::postgresql {

/// The spelling of a type as the server prints it (format_type): INT4 is "integer", VARBIT(8) is
/// "bit varying(8)", FLOAT(10) is "real". What it has no other name for stays, in small letters
/// outside of quotes.
[[nodiscard]] std::string server_spelling(std::string_view spelling);

}  // namespace azoth::postgresql
