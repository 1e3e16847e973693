// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include <azoth/types/type_of.hpp>
#include <azoth/types/types.hpp>
#include <azoth/value/value.hpp>

namespace azoth {

/// The type of an array that stands alone: of values of one kind an array of that, of none one of
/// texts, and not known of mixed ones.
inline SqlType type_of_array(std::span<const Value> values) {
    SqlType item;
    for (const Value& value : values) {
        if (value.is_null()) continue;
        const SqlType type = value.kind() == ValueKind::array ? type_of_array(value.view().array())
                                                              : default_type(value.kind());
        if (!type.is_known() || (item.is_known() && !(item == type))) return {};
        item = type;
    }
    return detail::array_type(item.is_known() ? item : SqlType(TypeKind::text));
}

}  // namespace azoth
