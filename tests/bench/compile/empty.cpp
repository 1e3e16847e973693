// SPDX-License-Identifier: MIT
// What the minimal program costs before it says anything: the standard headers it uses.
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

int main() {}
