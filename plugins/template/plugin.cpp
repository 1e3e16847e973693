// SPDX-License-Identifier: MIT
#include <azoth/sdk/plugin.hpp>

#include "dialect.hpp"

AZOTH_DIALECT_PLUGIN(acme::AcmeDialect, "0.1.0", "MIT")
