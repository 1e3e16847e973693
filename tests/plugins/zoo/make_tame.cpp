// SPDX-License-Identifier: MIT
#include "tame.hpp"

// For animals whose factory does its work and misbehaves all the same.
extern "C" azoth::Dialect* zoo_make_tame() {
    return new zoo::TameDialect;
}
