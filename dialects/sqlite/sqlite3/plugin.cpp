// SPDX-License-Identifier: MIT
#include <azoth/sdk/plugin.hpp>

#include "driver.hpp"

AZOTH_DRIVER_PLUGIN(azoth::sqlite3_driver::Sqlite3Driver, "0.1.0", "MIT")
