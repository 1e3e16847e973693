// SPDX-License-Identifier: MIT
#include <azoth/compliance/badge.hpp>

namespace azoth::compliance {

std::string_view badge_name(Badge badge) noexcept {
    switch (badge) {
        case Badge::core_read: return "Core-Read";
        case Badge::core_write: return "Core-Write";
        case Badge::transactions: return "Transactions";
        case Badge::schema: return "Schema";
        case Badge::reflect: return "Reflect";
        case Badge::count_: break;
    }
    return "";
}

}  // namespace azoth::compliance
