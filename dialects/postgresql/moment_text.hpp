// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace azoth::postgresql {

/// What the server takes a text for that becomes one of its dates and times.
enum class Moment : unsigned char { date, time, timestamp, instant };

/// The text as the server prints it once it has read it: '9:05' as a time is '09:05:00'. Years lead
/// dates; what the server reads by its settings (1/2/2020, a local time as an instant) or by the
/// clock (today) is nothing.
[[nodiscard]] std::optional<std::string> canonical_moment(std::string_view text, Moment as);

}  // namespace azoth::postgresql
