// SPDX-License-Identifier: MIT
#include <azoth/sdk/plugin.hpp>

#include "dialect.hpp"

AZOTH_DIALECT_PLUGIN(azoth::hive::HiveDialect, "0.1.0", "MIT")
