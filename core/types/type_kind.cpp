// SPDX-License-Identifier: MIT
#include <azoth/types/type_kind.hpp>

namespace azoth {

std::string_view type_kind_name(TypeKind kind) noexcept {
    switch (kind) {
        case TypeKind::null_type: return "NullType";
        case TypeKind::boolean: return "Boolean";
        case TypeKind::small_integer: return "SmallInteger";
        case TypeKind::integer: return "Integer";
        case TypeKind::big_integer: return "BigInteger";
        case TypeKind::unsigned_big_integer: return "UnsignedBigInteger";
        case TypeKind::float_: return "Float";
        case TypeKind::double_: return "Double";
        case TypeKind::numeric: return "Numeric";
        case TypeKind::char_: return "Char";
        case TypeKind::string: return "String";
        case TypeKind::text: return "Text";
        case TypeKind::binary: return "Binary";
        case TypeKind::bytes: return "LargeBinary";
        case TypeKind::date: return "DateType";
        case TypeKind::time: return "Time";
        case TypeKind::timestamp: return "DateTime";
        case TypeKind::timestamp_tz: return "DateTime(with_timezone)";
        case TypeKind::interval: return "IntervalType";
        case TypeKind::uuid: return "UuidType";
        case TypeKind::json: return "Json";
        case TypeKind::enum_: return "Enum";
        case TypeKind::array: return "Array";
        case TypeKind::custom: return "CustomType";
    }
    return "unknown";
}

}  // namespace azoth
