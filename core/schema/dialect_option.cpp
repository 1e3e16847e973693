// SPDX-License-Identifier: MIT
#include <azoth/schema/dialect_option.hpp>

namespace azoth {

const Value* find_option(const DialectOptions& options, std::string_view name) noexcept {
    for (const DialectOption& option : options) {
        if (option.name == name) return &option.value;
    }
    return nullptr;
}

}  // namespace azoth
