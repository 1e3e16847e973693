// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/arrow/c_data.hpp>

/// A consumer of Arrow streams that trusts nobody: it checks counts, buffers and offsets by the
/// specification before it looks at a value, and shows values as text. Knows the layouts that the
/// library makes and refuses others. Anything wrong is a std::logic_error.
namespace azoth::test {

namespace arrow_check {

inline void require(bool holds, const std::string& what) {
    if (!holds) throw std::logic_error("Arrow: " + what);
}

template <class T>
T number_at(const void* buffer, std::int64_t index) {
    T number;
    std::memcpy(&number, static_cast<const char*>(buffer) + index * std::int64_t{sizeof(T)},
                sizeof number);
    return number;
}

inline bool bit_at(const void* bits, std::int64_t index) {
    return (static_cast<const unsigned char*>(bits)[index / 8] >> index % 8 & 1) != 0;
}

inline bool is_list(const ArrowSchema& schema) {
    return std::string_view(schema.format) == "+l";
}
inline bool is_bytes(const ArrowSchema& schema) {
    const std::string_view format = schema.format;
    return format == "u" || format == "z";
}

/// Buffers of a type, the one of validity included.
inline std::int64_t buffers_of(const ArrowSchema& schema) {
    const std::string_view format = schema.format;
    if (format == "n") return 0;
    if (format == "+s" || format == "+l") return format == "+s" ? 1 : 2;
    return is_bytes(schema) ? 3 : 2;
}

inline void check(const ArrowSchema& schema, const ArrowArray& array) {
    require(array.release != nullptr, "an array that holds nothing");
    require(array.length >= 0 && array.offset == 0, "length or offset");
    require(array.n_buffers == buffers_of(schema), "the number of buffers");
    require(array.n_children == schema.n_children, "the number of children");
    require(array.dictionary == nullptr && schema.dictionary == nullptr, "a dictionary");
    for (std::int64_t i = 0; i < array.n_buffers; ++i) {
        const void* buffer = array.buffers[i];
        if (i == 0) {
            require(buffer != nullptr || array.null_count == 0, "NULLs without validity");
            continue;
        }
        require(buffer != nullptr, "a buffer that is null");
        require(reinterpret_cast<std::uintptr_t>(buffer) % 64 == 0, "alignment");
    }
    std::int64_t nulls = 0;
    const bool has_validity = array.n_buffers > 0 && array.buffers[0] != nullptr;
    for (std::int64_t i = 0; i < array.length && has_validity; ++i) {
        nulls += bit_at(array.buffers[0], i) ? 0 : 1;
    }
    if (array.n_buffers == 0) nulls = array.length;
    require(array.null_count == nulls, "null_count");
    require(nulls == 0 || (schema.flags & ARROW_FLAG_NULLABLE) != 0, "NULL where none may be");
    if (is_list(schema) || is_bytes(schema)) {
        require(number_at<std::int32_t>(array.buffers[1], 0) == 0, "the first offset");
        for (std::int64_t i = 0; i < array.length; ++i) {
            require(number_at<std::int32_t>(array.buffers[1], i) <=
                        number_at<std::int32_t>(array.buffers[1], i + 1),
                    "offsets go back");
        }
    }
    for (std::int64_t i = 0; i < array.n_children; ++i) {
        const bool is_struct = std::string_view(schema.format) == "+s";
        const std::int64_t wanted =
            is_struct ? array.length : number_at<std::int32_t>(array.buffers[1], array.length);
        require(array.children[i]->length == wanted, "the length of a child");
        check(*schema.children[i], *array.children[i]);
    }
}

/// A two's complement number of `bytes` bytes, by long division.
inline std::string decimal_text(const void* begin, int bytes, int scale) {
    std::vector<unsigned> digits(static_cast<std::size_t>(bytes));
    const auto* const source = static_cast<const unsigned char*>(begin);
    for (int i = 0; i < bytes; ++i) digits[static_cast<std::size_t>(i)] = source[i];
    const bool is_negative = (digits.back() & 0x80U) != 0;
    if (is_negative) {
        unsigned carry = 1;
        for (unsigned& digit : digits) {
            carry += ~digit & 0xffU;
            digit = carry & 0xffU;
            carry >>= 8U;
        }
    }
    std::string reversed;
    for (;;) {
        unsigned rest = 0;
        bool is_zero = true;
        for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
            const unsigned value = rest * 256 + *digit;
            *digit = value / 10;
            rest = value % 10;
            is_zero = is_zero && *digit == 0;
        }
        reversed += static_cast<char>('0' + rest);
        if (is_zero && static_cast<int>(reversed.size()) > scale) break;
    }
    if (scale > 0) reversed.insert(static_cast<std::size_t>(scale), ".");
    if (is_negative) reversed += '-';
    return {reversed.rbegin(), reversed.rend()};
}

template <class T>
std::string number_text(const ArrowArray& array, std::int64_t row) {
    return std::to_string(number_at<T>(array.buffers[1], row));
}

inline std::string bytes_text(const ArrowArray& array, std::int64_t row) {
    const auto begin = number_at<std::int32_t>(array.buffers[1], row);
    const auto end = number_at<std::int32_t>(array.buffers[1], row + 1);
    return {static_cast<const char*>(array.buffers[2]) + begin,
            static_cast<std::size_t>(end - begin)};
}

inline std::string value_text(const ArrowSchema& schema, const ArrowArray& array, std::int64_t row);

inline std::string list_text(const ArrowSchema& schema, const ArrowArray& array, std::int64_t row) {
    std::string text = "[";
    const auto begin = number_at<std::int32_t>(array.buffers[1], row);
    const auto end = number_at<std::int32_t>(array.buffers[1], row + 1);
    for (std::int32_t i = begin; i < end; ++i) {
        text += (i == begin ? "" : " ") + value_text(*schema.children[0], *array.children[0], i);
    }
    return text + "]";
}

inline std::string interval_text(const ArrowArray& array, std::int64_t row) {
    const char* value = static_cast<const char*>(array.buffers[1]) + row * 16;
    return std::to_string(number_at<std::int32_t>(value, 0)) + "M" +
           std::to_string(number_at<std::int32_t>(value, 1)) + "D" +
           std::to_string(number_at<std::int64_t>(value, 1)) + "n";
}

inline std::string hex_text(const ArrowArray& array, std::int64_t row, std::int64_t width) {
    std::string text;
    for (std::int64_t i = 0; i < width; ++i) {
        constexpr std::string_view hex = "0123456789abcdef";
        const auto byte = number_at<std::uint8_t>(array.buffers[1], row * width + i);
        text += hex[byte / 16];
        text += hex[byte % 16];
    }
    return text;
}

inline std::string decimal_text(std::string_view format, const ArrowArray& array,
                                std::int64_t row) {
    const bool is_long = format.ends_with(",256");
    const int bytes = is_long ? 32 : 16;
    const int scale = std::stoi(std::string(format.substr(format.find(',') + 1)));
    return decimal_text(static_cast<const char*>(array.buffers[1]) + row * bytes, bytes, scale);
}

inline std::string value_text(const ArrowSchema& schema, const ArrowArray& array,
                              std::int64_t row) {
    const std::string_view format = schema.format;
    if (format == "n") return "NULL";
    if (array.buffers[0] != nullptr && !bit_at(array.buffers[0], row)) return "NULL";
    if (format == "b") return bit_at(array.buffers[1], row) ? "true" : "false";
    if (format == "s") return number_text<std::int16_t>(array, row);
    if (format == "i" || format == "tdD") return number_text<std::int32_t>(array, row);
    if (format == "L") return number_text<std::uint64_t>(array, row);
    if (format == "f") return number_text<float>(array, row);
    if (format == "g") return number_text<double>(array, row);
    if (format == "l" || format == "ttn" || format.starts_with("ts")) {
        return number_text<std::int64_t>(array, row);
    }
    if (format.starts_with("d:")) return decimal_text(format, array, row);
    if (is_bytes(schema)) return bytes_text(array, row);
    if (format == "tin") return interval_text(array, row);
    if (format == "w:16") return hex_text(array, row, 16);
    if (format == "+l") return list_text(schema, array, row);
    throw std::logic_error("Arrow: a format unknown here: " + std::string(format));
}

}  // namespace arrow_check

/// The metadata of a field as "key=value;".
inline std::string arrow_metadata(const ArrowSchema& schema) {
    std::string text;
    if (schema.metadata == nullptr) return text;
    const char* at = schema.metadata;
    const auto count = [&at] {
        const auto number = arrow_check::number_at<std::int32_t>(at, 0);
        at += sizeof number;
        return number;
    };
    const auto word = [&at, &count] {
        const auto size = static_cast<std::size_t>(count());
        return std::string(std::exchange(at, at + size), size);
    };
    for (std::int32_t pairs = count(); pairs != 0; --pairs) {
        text += word() + "=";
        text += word() + ";";
    }
    return text;
}

/// Reads a stream to its end and releases it.
class ArrowReader {
public:
    explicit ArrowReader(ArrowArrayStream stream) : stream_(stream) {}
    ArrowReader(const ArrowReader&) = delete;
    ArrowReader& operator=(const ArrowReader&) = delete;
    ~ArrowReader() { release(); }

    void release() {
        if (stream_.release != nullptr) stream_.release(&stream_);
        arrow_check::require(stream_.release == nullptr, "a release that does not say so");
    }

    /// The fields as "name:format", with "!" behind those that are never NULL.
    std::string schema() {
        Schema schema(stream_);
        std::string text;
        for (std::int64_t i = 0; i < schema.value.n_children; ++i) {
            const ArrowSchema& field = *schema.value.children[i];
            if (!text.empty()) text += ' ';
            text += std::string(field.name) + ":" + spelled(field);
        }
        return text;
    }
    /// The metadata of one field.
    std::string metadata(std::int64_t column) {
        return arrow_metadata(*Schema(stream_).value.children[column]);
    }

    /// All values of the next batch, row by row; empty after the last batch.
    std::vector<std::vector<std::string>> next() {
        const Schema schema(stream_);
        ArrowArray batch;
        std::memset(&batch, 0xff, sizeof batch);  // what is not written shows
        const int failed = stream_.get_next(&stream_, &batch);
        if (failed != 0) fail(stream_, failed);
        std::vector<std::vector<std::string>> rows;
        if (batch.release == nullptr) return rows;
        try {
            arrow_check::check(schema.value, batch);
            for (std::int64_t row = 0; row < batch.length; ++row) {
                auto& cells = rows.emplace_back();
                for (std::int64_t i = 0; i < batch.n_children; ++i) {
                    cells.push_back(arrow_check::value_text(*schema.value.children[i],
                                                            *batch.children[i], row));
                }
            }
        } catch (...) {
            batch.release(&batch);
            throw;
        }
        batch.release(&batch);
        arrow_check::require(batch.release == nullptr, "a release that does not say so");
        return rows;
    }
    /// All rows of all batches, cells with "|" between them.
    std::vector<std::string> rows() {
        std::vector<std::string> lines;
        for (auto batch = next(); !batch.empty(); batch = next()) {
            ++batches;
            for (const auto& row : batch) {
                std::string line;
                for (const std::string& cell : row) line += (&cell == &row[0] ? "" : "|") + cell;
                lines.push_back(std::move(line));
            }
        }
        return lines;
    }
    /// One column of the rest.
    std::vector<std::string> column(std::size_t index = 0) {
        std::vector<std::string> cells;
        for (auto batch = next(); !batch.empty(); batch = next()) {
            for (const auto& row : batch) cells.push_back(row.at(index));
        }
        return cells;
    }

    [[nodiscard]] ArrowArrayStream& stream() noexcept { return stream_; }

    int batches = 0;

private:
    struct Schema {
        explicit Schema(ArrowArrayStream& stream) {
            const int failed = stream.get_schema(&stream, &value);
            if (failed != 0) fail(stream, failed);
        }
        Schema(const Schema&) = delete;
        Schema& operator=(const Schema&) = delete;
        ~Schema() { value.release(&value); }

        ArrowSchema value;
    };

    static std::string spelled(const ArrowSchema& field) {
        std::string text = field.format;
        if (field.n_children == 1) text += "<" + spelled(*field.children[0]) + ">";
        return text + ((field.flags & ARROW_FLAG_NULLABLE) != 0 ? "" : "!");
    }
    [[noreturn]] static void fail(ArrowArrayStream& stream, int code) {
        const char* text = stream.get_last_error(&stream);
        throw std::runtime_error(std::to_string(code) + " " + (text != nullptr ? text : ""));
    }
    ArrowArrayStream stream_;
};

}  // namespace azoth::test
