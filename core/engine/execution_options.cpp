// SPDX-License-Identifier: MIT
#include <azoth/engine/execution_options.hpp>

namespace azoth {

const ExecutionOptions unset_options{};

}  // namespace azoth
