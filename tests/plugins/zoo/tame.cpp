// SPDX-License-Identifier: MIT
// The well-behaved dialect of the zoo, and the body of those whose misbehaviour lies elsewhere.
#include "tame.hpp"

#include <azoth/sdk/plugin.hpp>

#include "marker.hpp"

#if defined(AZOTH_PLUGIN_NAME)
AZOTH_DIALECT_PLUGIN(zoo::TameDialect, "1.2.3", "MIT")
#endif
