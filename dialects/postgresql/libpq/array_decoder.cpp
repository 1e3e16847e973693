// SPDX-License-Identifier: MIT
// Arrays in the binary format (arrayfuncs.c, array_send) and in the text format
// (https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO).
#include <azoth/error/error.hpp>

#include "big_endian.hpp"
#include "column_decoder.hpp"

namespace azoth::libpq {

namespace {

constexpr std::uint32_t most_dimensions = 6;

/// Reads an array's bytes one after the other; what is not there is malformed.
class Reader {
public:
    Reader(const WireType& type, const char* data, std::size_t size)
        : type_(type), data_(data), size_(size) {}

    std::uint32_t number() {
        const char* const at = take(sizeof(std::uint32_t));
        return load_big<std::uint32_t>(at);
    }
    const char* take(std::size_t size) {
        if (size_ < size) throw_malformed(type_);
        const char* const at = data_;
        data_ += size;
        size_ -= size;
        return at;
    }
    [[nodiscard]] bool at_end() const noexcept { return size_ == 0; }

private:
    const WireType& type_;
    const char* data_;
    std::size_t size_;
};

class BinaryArray {
public:
    BinaryArray(const WireType& type, const char* data, std::size_t size)
        : type_(type), reader_(type, data, size) {}

    std::vector<Value> read() {
        const std::uint32_t dimensions = reader_.number();
        static_cast<void>(reader_.number());  // whether there are NULLs
        element_ = &wire_type(reader_.number());
        if (dimensions > most_dimensions) throw_malformed(type_);
        for (std::uint32_t i = 0; i < dimensions; ++i) {
            lengths_.push_back(reader_.number());
            static_cast<void>(reader_.number());  // the lower bound
        }
        std::vector<Value> elements;
        if (dimensions != 0) elements = level(0);
        if (!reader_.at_end()) throw_malformed(type_);
        return elements;
    }

private:
    std::vector<Value> level(std::size_t depth) {
        std::vector<Value> elements;
        for (std::uint32_t i = 0; i < lengths_[depth]; ++i) {
            if (depth + 1 < lengths_.size()) {
                elements.push_back(Value::array_of(level(depth + 1)));
            } else {
                elements.push_back(element());
            }
        }
        return elements;
    }
    Value element() {
        const std::uint32_t size = reader_.number();
        if (size == 0xffff'ffff) return {};
        return Value::copy_of(decode_binary(*element_, reader_.take(size), size, scratch_));
    }

    const WireType& type_;
    Reader reader_;
    const WireType* element_ = nullptr;
    std::vector<std::uint32_t> lengths_;
    std::string scratch_;
};

class TextArray {
public:
    TextArray(const WireType& type, std::string_view text)
        : type_(type), element_(wire_type(type.element)), text_(text) {}

    std::vector<Value> read() {
        // "[0:1]={…}" tells bounds other than 1.
        if (text_.starts_with('[')) {
            const std::size_t braces = text_.find('{');
            if (braces == std::string_view::npos) throw_malformed(type_);
            text_.remove_prefix(braces);
        }
        std::vector<Value> elements = level();
        if (!text_.empty()) throw_malformed(type_);
        return elements;
    }

private:
    char next() {
        if (text_.empty()) throw_malformed(type_);
        const char c = text_.front();
        text_.remove_prefix(1);
        return c;
    }
    std::vector<Value> level() {
        std::vector<Value> elements;
        if (next() != '{') throw_malformed(type_);
        if (text_.starts_with('}')) {
            next();
            return elements;
        }
        while (true) {
            elements.push_back(text_.starts_with('{') ? Value::array_of(level()) : element());
            const char c = next();
            if (c == '}') return elements;
            if (c != ',') throw_malformed(type_);
        }
    }
    Value element() {
        std::string content;
        const bool is_quoted = text_.starts_with('"');
        if (is_quoted) next();
        while (true) {
            if (text_.empty()) throw_malformed(type_);
            if (!is_quoted && (text_.front() == ',' || text_.front() == '}')) break;
            char c = next();
            if (is_quoted && c == '"') break;
            if (c == '\\') c = next();
            content += c;
        }
        if (!is_quoted && content == "NULL") return {};
        return Value::copy_of(decode_text(element_, content.c_str(), content.size(), scratch_));
    }

    const WireType& type_;
    const WireType& element_;
    std::string_view text_;
    std::string scratch_;
};

}  // namespace

ValueView decode_binary_array(const WireType& type, const char* data, std::size_t size,
                              std::vector<Value>& elements) {
    elements = BinaryArray(type, data, size).read();
    return ValueView(std::span<const Value>(elements));
}

ValueView decode_text_array(const WireType& type, std::string_view text,
                            std::vector<Value>& elements) {
    elements = TextArray(type, text).read();
    return ValueView(std::span<const Value>(elements));
}

}  // namespace azoth::libpq
