// SPDX-License-Identifier: MIT
#include <azoth/driver/two_phase.hpp>

namespace azoth::driver {

TwoPhase::~TwoPhase() = default;

}  // namespace azoth::driver
