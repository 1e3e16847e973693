// SPDX-License-Identifier: MIT
#include <azoth/value/conversion_error.hpp>

#include <string>

#include <azoth/error/error.hpp>
#include <azoth/value/value_traits.hpp>

namespace azoth {

void throw_type_mismatch(ValueKind from, std::string_view wanted, std::string_view hint) {
    std::string message = "a value of kind ";
    message.append(kind_name(from)).append(" cannot be read as ").append(wanted);
    ErrorDetails details;
    details.hint = hint;
    throw ConversionError("type_mismatch", message, std::move(details));
}

void throw_out_of_range(ValueKind from, std::string_view wanted) {
    std::string message = "the value of kind ";
    message.append(kind_name(from)).append(" does not fit ").append(wanted).append(" exactly");
    throw ConversionError("out_of_range", message);
}

void throw_unexpected_null(std::string_view wanted) {
    std::string message = "NULL cannot be read as ";
    message.append(wanted);
    ErrorDetails details;
    details.hint = "read it as a std::optional";
    throw ConversionError("unexpected_null", message, std::move(details));
}

void throw_not_representable(std::string_view wanted) {
    std::string message = "the value has no counterpart as ";
    message.append(wanted);
    throw ConversionError("value_not_representable", message);
}

void throw_unknown_enumerator() {
    throw ConversionError("unknown_enum_label", "the value is not among the labels of the enum");
}

void value_traits<const char*>::throw_null_pointer() {
    ErrorDetails details;
    details.hint = "NULL is std::nullopt";
    throw ArgumentError("null_pointer", "a null pointer is not a text", std::move(details));
}

}  // namespace azoth
