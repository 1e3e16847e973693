// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace azoth::sqlite3_driver {

/// What is no JSON, or is JSON of another kind than asked for. Says so without repeating a value.
class JsonScanError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a JSON value is, in the words of JSON.
enum class JsonKind { object, array, string, number, boolean, null };

/// One value inside JSON text, borrowed: found by scanning, never converted, so that numbers keep
/// their digits and names are compared as what they mean. Throws `JsonScanError` where the text it
/// has to read is no JSON; what it need not read it does not judge. No recursion, so no depth is
/// too deep.
class JsonValue {
public:
    /// The whole document.
    [[nodiscard]] static JsonValue of(std::string_view document);

    [[nodiscard]] JsonKind kind() const;
    /// As it stands in the document.
    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    /// Of an object; of several of that name the last one. Nothing for other kinds.
    [[nodiscard]] std::optional<JsonValue> member(std::string_view name) const;
    /// Of an array; negative positions count from the end. Nothing for other kinds.
    [[nodiscard]] std::optional<JsonValue> element(std::int64_t position) const;
    /// Elements of an array; throws for other kinds.
    [[nodiscard]] std::int64_t length() const;
    /// The content of a string, the text of anything else.
    [[nodiscard]] std::string content() const;

private:
    explicit JsonValue(std::string_view text) noexcept : text_(text) {}

    std::string_view text_;
};

}  // namespace azoth::sqlite3_driver
