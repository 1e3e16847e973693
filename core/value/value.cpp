// SPDX-License-Identifier: MIT
#include <azoth/value/value.hpp>

#include <new>

namespace azoth {

void Value::assign_copy(const Value& other) {
    if (this == &other) return;
    Value copy(other);  // first, so that a failure leaves this value as it was
    *this = std::move(copy);
}

Value Value::array_of(std::vector<Value> elements) {
    Value value;
    std::construct_at(&value.array_, std::move(elements));
    value.kind_ = ValueKind::array;
    return value;
}

// The kind is set last: until then the value is null, also when an allocation throws.
void Value::assign(const ValueView& view) {
    switch (view.kind()) {
        case ValueKind::text:
        case ValueKind::json: std::construct_at(&text_, view.chars()); break;
        case ValueKind::decimal:
            if (is_canonical_decimal(view.chars())) {
                std::construct_at(&text_, view.chars());
            } else {
                std::construct_at(&text_, Decimal(view.chars()).text());
            }
            break;
        case ValueKind::bytes:
            std::construct_at(&bytes_, view.bytes().begin(), view.bytes().end());
            break;
        case ValueKind::array:
            std::construct_at(&array_, view.array().begin(), view.array().end());
            break;
        default: scalar_ = view; break;
    }
    kind_ = view.kind();
}

void Value::adopt(std::string&& text) noexcept {
    std::construct_at(&text_, std::move(text));
    kind_ = ValueKind::text;
}

void Value::adopt(std::vector<std::byte>&& bytes) noexcept {
    std::construct_at(&bytes_, std::move(bytes));
    kind_ = ValueKind::bytes;
}

void Value::take_owned(Value& other) noexcept {
    switch (other.kind_) {
        case ValueKind::bytes: std::construct_at(&bytes_, std::move(other.bytes_)); break;
        case ValueKind::array: std::construct_at(&array_, std::move(other.array_)); break;
        default: std::construct_at(&text_, std::move(other.text_)); break;
    }
    other.destroy();
}

void Value::destroy() noexcept {
    switch (kind_) {
        case ValueKind::bytes: std::destroy_at(&bytes_); break;
        case ValueKind::array: std::destroy_at(&array_); break;
        default: std::destroy_at(&text_); break;
    }
    kind_ = ValueKind::null;
    std::construct_at(&scalar_);
}

ValueView Value::owned_view() const noexcept {
    switch (kind_) {
        case ValueKind::bytes: return ValueView{BytesView{bytes_}};
        case ValueKind::array: return ValueView{std::span<const Value>{array_}};
        case ValueKind::decimal: return ValueView{DecimalView{text_}};
        case ValueKind::json: return ValueView{JsonView{text_}};
        default: return ValueView{std::string_view{text_}};
    }
}

}  // namespace azoth
