// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/value/convert.hpp>
#include <azoth/value/value_traits.hpp>

namespace azoth {

/// A value of its own can be bound and can be read as: it takes what comes, NULL included.
template <>
struct value_traits<Value> {
    static const Value& to_value(const Value& value) noexcept { return value; }
    static Value from_view(const ValueView& view);
};

/// One value, owned. Numbers, times and identifiers live inside; text, decimals, JSON, bytes and
/// arrays own their memory. 40 bytes; a move never throws and is inline for what lives inside.
///
/// Text and containers enter only through the constrained template constructor, which a braced list
/// never reaches: that is what makes `{{"name", "Queen"}}` mean one thing. Thread-compatible.
class AZOTH_EXPORT Value {
public:
    /// NULL.
    Value() noexcept : kind_(ValueKind::null), scalar_() {}
    Value(std::nullopt_t) noexcept : Value() {}  // NOLINT(google-explicit-constructor)
    /// NULL is std::nullopt; a null pointer is a mistake.
    Value(std::nullptr_t) = delete;
    /// Any bindable type; an empty optional is NULL.
    template <class T>
    requires(!std::same_as<std::remove_cvref_t<T>, Value> && bindable<T>)
        Value(T&& value)  // NOLINT(google-explicit-constructor)
        : Value() {
        using Bare = argument_type<T>;
        if constexpr (is_optional<Bare>) {
            if (value.has_value()) init(*std::forward<T>(value));
        } else {
            init(std::forward<T>(value));
        }
    }

    Value(const Value& other) : Value() {
        if (owns_memory(other.kind_)) {
            assign(other.owned_view());
        } else {
            set(other.scalar_);
        }
    }
    Value(Value&& other) noexcept : kind_(other.kind_), scalar_() { take(other); }
    Value& operator=(const Value& other) {
        if (owns_memory(kind_) || owns_memory(other.kind_)) {
            assign_copy(other);
        } else {
            set(other.scalar_);
        }
        return *this;
    }
    Value& operator=(Value&& other) noexcept {
        if (this == &other) return *this;
        if (owns_memory(kind_)) destroy();
        kind_ = other.kind_;
        take(other);
        return *this;
    }
    ~Value() {
        if (!owns_memory(kind_)) return;
        if (kind_ == ValueKind::text) {
            std::destroy_at(&text_);  // the commonest by far, so inline
        } else {
            destroy();
        }
    }

    /// An owner of what the view shows. A decimal is brought into canonical form. Throws
    /// `ConversionError` (`bad_decimal`) where a decimal is none.
    [[nodiscard]] static Value copy_of(const ValueView& view) {
        Value value;
        if (owns_memory(view.kind())) {
            value.assign(view);
        } else {
            value.set(view);
        }
        return value;
    }
    [[nodiscard]] static Value array_of(std::vector<Value> elements);

    [[nodiscard]] ValueKind kind() const noexcept { return kind_; }
    [[nodiscard]] bool is_null() const noexcept { return kind_ == ValueKind::null; }
    /// Borrows; valid until this value changes, moves or dies.
    [[nodiscard]] ValueView view() const noexcept {
        return owns_memory(kind_) ? owned_view() : scalar_;
    }

    /// Reads the value as T, see `convert`. Throws `ConversionError`.
    template <readable T>
    [[nodiscard]] T as() const {
        return convert<T>(view());
    }
    /// Empty where `as<T>()` would throw `ConversionError`.
    template <readable T>
    [[nodiscard]] std::optional<T> try_as() const {
        return try_convert<T>(view());
    }

    friend bool operator==(const Value& a, const Value& b) noexcept { return a.view() == b.view(); }

private:
    static constexpr bool owns_memory(ValueKind kind) noexcept {
        constexpr unsigned owning = 1U << static_cast<unsigned>(ValueKind::text) |
                                    1U << static_cast<unsigned>(ValueKind::decimal) |
                                    1U << static_cast<unsigned>(ValueKind::json) |
                                    1U << static_cast<unsigned>(ValueKind::bytes) |
                                    1U << static_cast<unsigned>(ValueKind::array);
        return ((owning >> static_cast<unsigned>(kind)) & 1U) != 0;
    }

    void assign_copy(const Value& other);
    // All of these find a value that owns nothing.
    void assign(const ValueView& view);
    void adopt(std::string&& text) noexcept;
    void adopt(std::vector<std::byte>&& bytes) noexcept;
    void set(const ValueView& scalar) noexcept {
        kind_ = scalar.kind();
        scalar_ = scalar;
    }
    template <class T>
    void init(T&& value) {
        using Bare = argument_type<T>;
        if constexpr (std::same_as<T, std::string> ||
                      std::same_as<T, std::vector<std::byte>>) {  // an rvalue: T is no reference
            adopt(std::move(value));  // NOLINT(bugprone-move-forwarding-reference)
        } else if constexpr (bindable_without_copy<Bare>) {
            const typename value_traits<Bare>::carrier carrier =
                value_traits<Bare>::to_carrier(value);
            if constexpr (borrows_memory<std::remove_const_t<decltype(carrier)>>) {
                assign(ValueView{carrier});
            } else {
                set(ValueView{carrier});
            }
        } else {
            *this = value_traits<Bare>::to_value(value);
        }
    }
    /// Moves the payload out of `other`, whose kind this value has already.
    void take(Value& other) noexcept {
        if (!owns_memory(other.kind_)) {
            scalar_ = other.scalar_;
        } else if (other.kind_ == ValueKind::text) {
            std::construct_at(&text_, std::move(other.text_));
            std::destroy_at(&other.text_);
            other.kind_ = ValueKind::null;
            std::construct_at(&other.scalar_);
        } else {
            take_owned(other);
        }
    }
    void take_owned(Value& other) noexcept;
    void destroy() noexcept;
    [[nodiscard]] ValueView owned_view() const noexcept;

    ValueKind kind_;
    union {
        ValueView scalar_;              // all kinds that own nothing
        std::string text_;              // text, decimal, json
        std::vector<std::byte> bytes_;  // bytes
        std::vector<Value> array_;      // array
    };
};

static_assert(sizeof(Value) <= 48);

[[nodiscard]] inline std::size_t hash_value(const Value& value) noexcept {
    return hash_value(value.view());
}

inline Value value_traits<Value>::from_view(const ValueView& view) {
    return Value::copy_of(view);
}

}  // namespace azoth

template <>
struct std::hash<azoth::Value> {
    std::size_t operator()(const azoth::Value& value) const noexcept {
        return azoth::hash_value(value);
    }
};
