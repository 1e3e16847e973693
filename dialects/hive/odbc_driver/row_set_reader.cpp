// SPDX-License-Identifier: MIT
#include "row_set_reader.hpp"

#include <algorithm>
#include <cstring>

#include "core_error.hpp"
#include "hs2_types.h"

// Thrift's generated readers would make one std::string per text and one virtual call per number.
// Here numbers are taken from the transport in blocks and turned to host order in place, texts go
// one after the other into a single buffer.

namespace hs2 {
namespace {

using apache::thrift::protocol::TType;
namespace thrift_type = apache::thrift::protocol;

constexpr std::size_t most_columns = 100'000;
constexpr std::size_t values_per_step = 16 * 1024;

[[noreturn]] void damaged(const char* what) {
    throw Error(Failure::protocol, std::string("the server sent a damaged row set: ") + what);
}

/// Runs `on_field(type, id)` for each field; it must read or skip the value.
template <class OnField>
void read_struct(Protocol& in, OnField&& on_field) {
    std::string name;
    TType type = thrift_type::T_STOP;
    std::int16_t id = 0;
    in.readStructBegin(name);
    for (;;) {
        in.readFieldBegin(name, type, id);
        if (type == thrift_type::T_STOP) break;
        on_field(type, id);
        in.readFieldEnd();
    }
    in.readStructEnd();
}

std::uint32_t read_size(Protocol& in) {
    std::int32_t size = 0;
    in.readI32(size);
    if (size < 0) damaged("a negative size");
    return static_cast<std::uint32_t>(size);
}

template <class Int>
void to_host(std::uint8_t* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        Int value;
        std::memcpy(&value, values + i * sizeof value, sizeof value);
        if constexpr (sizeof(Int) == 2) value = static_cast<Int>(__builtin_bswap16(value));
        if constexpr (sizeof(Int) == 4) value = static_cast<Int>(__builtin_bswap32(value));
        if constexpr (sizeof(Int) == 8) value = static_cast<Int>(__builtin_bswap64(value));
        std::memcpy(values + i * sizeof value, &value, sizeof value);
    }
}

void read_fixed(Protocol& in, Column& column, std::size_t count, std::size_t width) {
    auto& transport = static_cast<MessageTransport&>(*in.getTransport());
    // Grown as the bytes arrive: the count is only the server's word.
    for (std::size_t done = 0; done < count;) {
        const std::size_t step = std::min(count - done, values_per_step);
        column.fixed.resize((done + step) * width);
        std::uint8_t* values = column.fixed.data() + done * width;
        transport.readAll(values, static_cast<std::uint32_t>(step * width));
        if (width == 2) to_host<std::uint16_t>(values, step);
        if (width == 4) to_host<std::uint32_t>(values, step);
        if (width == 8) to_host<std::uint64_t>(values, step);
        done += step;
    }
}

void append_text(MessageTransport& transport, std::string& out, std::size_t size) {
    while (size > 0) {
        const std::size_t step = std::min<std::size_t>(size, 1 << 20);
        const std::size_t old = out.size();
        out.resize(old + step);
        transport.readAll(reinterpret_cast<std::uint8_t*>(out.data() + old),
                          static_cast<std::uint32_t>(step));
        size -= step;
    }
}

void read_texts(Protocol& in, Column& column, std::size_t count) {
    auto& transport = static_cast<MessageTransport&>(*in.getTransport());
    column.ends.reserve(std::min(count, values_per_step));
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view ahead = transport.buffered();
        if (ahead.size() >= 4) {
            std::uint32_t size = 0;
            std::memcpy(&size, ahead.data(), sizeof size);
            size = __builtin_bswap32(size);
            if (ahead.size() - 4 >= size) {
                column.bytes.append(ahead.data() + 4, size);
                column.ends.push_back(column.bytes.size());
                transport.skip_buffered(4 + static_cast<std::size_t>(size));
                continue;
            }
        }
        const std::uint32_t size = read_size(in);
        if (column.bytes.size() + size > static_cast<std::size_t>(longest_message)) {
            damaged("a column of more than 1 GiB in one batch");
        }
        append_text(transport, column.bytes, size);
        column.ends.push_back(column.bytes.size());
    }
}

struct Shape {
    Layout layout;
    std::size_t width;
    TType element;
};

/// The eight alternatives of a column, by field number.
constexpr Shape shapes[] = {
    {Layout::boolean, 1, thrift_type::T_BOOL}, {Layout::int8, 1, thrift_type::T_BYTE},
    {Layout::int16, 2, thrift_type::T_I16},    {Layout::int32, 4, thrift_type::T_I32},
    {Layout::int64, 8, thrift_type::T_I64},    {Layout::float64, 8, thrift_type::T_DOUBLE},
    {Layout::text, 0, thrift_type::T_STRING},  {Layout::text, 0, thrift_type::T_STRING},
};

void read_values(Protocol& in, Column& column, const Shape& shape) {
    std::int8_t element = 0;
    in.readByte(element);
    const std::size_t count = read_size(in);
    if (count > 0 && element != shape.element) damaged("values of another type than announced");
    if (shape.layout == Layout::text) {
        read_texts(in, column, count);
    } else {
        read_fixed(in, column, count, shape.width);
    }
    column.rows = count;
}

void read_column(Protocol& in, Column& column) {
    column.clear();
    bool found = false;
    read_struct(in, [&](TType type, std::int16_t id) {
        if (found || type != thrift_type::T_STRUCT || id < 1 || id > 8) {
            in.skip(type);
            return;
        }
        found = true;
        const Shape& shape = shapes[id - 1];
        column.layout = shape.layout;
        read_struct(in, [&](TType inner, std::int16_t inner_id) {
            if (inner_id == 1 && inner == thrift_type::T_LIST && column.rows == 0) {
                read_values(in, column, shape);
            } else if (inner_id == 2 && inner == thrift_type::T_STRING) {
                in.readBinary(column.nulls);
            } else {
                in.skip(inner);
            }
        });
    });
    if (!found) damaged("a column without values");
}

void read_columns(Protocol& in, ColumnBatch& batch) {
    std::int8_t element = 0;
    in.readByte(element);
    const std::size_t count = read_size(in);
    if (count > most_columns || (count > 0 && element != thrift_type::T_STRUCT)) {
        damaged("an impossible number of columns");
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (i == batch.columns.size()) batch.columns.emplace_back();
        read_column(in, batch.columns[i]);
        if (batch.columns[i].rows != batch.columns[0].rows) damaged("columns of different lengths");
    }
    batch.columns.resize(count);
    batch.rows = count == 0 ? 0 : batch.columns[0].rows;
}

void read_row_set(Protocol& in, ColumnBatch& batch) {
    read_struct(in, [&](TType type, std::int16_t id) {
        if (id == 3 && type == thrift_type::T_LIST) {
            read_columns(in, batch);
        } else if (id == 2 && type == thrift_type::T_LIST) {
            std::int8_t element = 0;
            in.readByte(element);
            // Rows instead of columns: only servers older than protocol version 6 do that.
            if (read_size(in) > 0) damaged("rows where columns were agreed on");
        } else if (id == 4 && type == thrift_type::T_STRING) {
            damaged("columns serialized by the server's tasks, which this driver switched off");
        } else {
            in.skip(type);
        }
    });
}

}  // namespace

void read_fetch_response(Protocol& in, wire::Status& status, ColumnBatch& batch) {
    batch.rows = 0;
    read_struct(in, [&](TType type, std::int16_t id) {
        if (id == 1 && type == thrift_type::T_STRUCT) {
            status.read(&in);
        } else if (id == 3 && type == thrift_type::T_STRUCT) {
            read_row_set(in, batch);
        } else {
            in.skip(type);
        }
    });
}

}  // namespace hs2
