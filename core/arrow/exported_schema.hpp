// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include <azoth/arrow/c_data.hpp>

#include "field_type.hpp"

namespace azoth::arrow {

/// One column of the batches.
struct Field {
    std::string name;
    FieldType type;
    bool is_nullable = true;
};

/// The schema of record batches with these columns, for the consumer to release. Throws
/// `ArgumentError` (`bad_columns`) for a name with a NUL, which C cannot say.
[[nodiscard]] ArrowSchema export_schema(std::span<const Field> fields);

}  // namespace azoth::arrow
