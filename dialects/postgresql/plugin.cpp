// SPDX-License-Identifier: MIT
#include <azoth/sdk/plugin.hpp>

#include "dialect.hpp"

AZOTH_DIALECT_PLUGIN(azoth::postgresql::PostgresqlDialect, "0.1.0", "MIT")
