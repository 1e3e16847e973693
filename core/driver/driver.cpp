// SPDX-License-Identifier: MIT
#include <azoth/driver/driver.hpp>

namespace azoth::driver {

Driver::~Driver() = default;

PoolPreference Driver::pool_preference(const Url&) const {
    return PoolPreference::queue;
}

}  // namespace azoth::driver
