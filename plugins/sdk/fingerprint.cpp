// SPDX-License-Identifier: MIT
#include <azoth/sdk/fingerprint.hpp>

extern "C" {
extern const char AZOTH_CORE_SYMBOL;
const char AZOTH_CORE_SYMBOL = 1;
}
