// SPDX-License-Identifier: MIT
#include <azoth/schema/info.hpp>

namespace azoth {

const Value* find_info(const InfoNotes& notes, std::string_view name) noexcept {
    for (const Info& note : notes) {
        if (note.name == name) return &note.value;
    }
    return nullptr;
}

}  // namespace azoth
