// SPDX-License-Identifier: MIT
#include <azoth/sql/generated_value.hpp>

namespace azoth {

RowContext::~RowContext() = default;
sql::ValueGenerator::~ValueGenerator() = default;

}  // namespace azoth
