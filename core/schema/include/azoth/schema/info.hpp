// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/sql/params.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

/// A note of the program's own on a table, a column or a metadata: `Info{"owner", "billing"}`. The
/// library keeps it and does nothing with it; no database hears of it.
struct Info {
    Info(ParamName name, Value value) : name(name.text()), value(std::move(value)) {}

    std::string name;
    Value value;

    friend bool operator==(const Info&, const Info&) = default;
};
using InfoNotes = std::vector<Info>;

/// The value of that name; null pointer if there is none.
[[nodiscard]] AZOTH_EXPORT const Value* find_info(const InfoNotes& notes,
                                                  std::string_view name) noexcept;

}  // namespace azoth
