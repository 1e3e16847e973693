// SPDX-License-Identifier: MIT
#include "replies.hpp"

#include <thrift/protocol/TBinaryProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include <functional>

#include "hs2_types.h"

namespace replies {
namespace {

using namespace apache::thrift::protocol;
using apache::thrift::transport::TMemoryBuffer;
namespace wire = hs2::wire;

std::string message(const char* method, int sequence,
                    const std::function<void(TBinaryProtocol&)>& result) {
    const auto buffer = std::make_shared<TMemoryBuffer>();
    TBinaryProtocol out(buffer);
    out.writeMessageBegin(method, T_REPLY, sequence);
    out.writeStructBegin("");
    out.writeFieldBegin("", T_STRUCT, 0);
    result(out);
    out.writeFieldEnd();
    out.writeFieldStop();
    out.writeStructEnd();
    out.writeMessageEnd();
    return buffer->getBufferAsString();
}

template <class Struct>
std::string answer(const char* method, int sequence, const Struct& result) {
    return message(method, sequence, [&](TBinaryProtocol& out) { result.write(&out); });
}

wire::Identifier identifier() {
    wire::Identifier made;
    made.guid = "0123456789abcdef";
    made.secret = "fedcba9876543210";
    return made;
}

wire::Status fine() {
    wire::Status made;
    made.code = 0;
    return made;
}

wire::ColumnDescription column(const std::string& name, int kind, int position) {
    wire::ColumnDescription made;
    made.name = name;
    made.position = position;
    wire::PrimitiveEntry primitive;
    primitive.kind = kind;
    if (kind == 15) {
        wire::Qualifiers qualifiers;
        wire::Qualifier ten, two;
        ten.__set_number(10);
        two.__set_number(2);
        qualifiers.values = {{"precision", ten}, {"scale", two}};
        primitive.__set_qualifiers(qualifiers);
    }
    wire::TypeEntry entry;
    entry.__set_primitive(primitive);
    made.type.entries.push_back(entry);
    return made;
}

void column_values(TBinaryProtocol& out, int field, TType type, int count,
                   const std::function<void(int)>& value) {
    out.writeStructBegin("");
    out.writeFieldBegin("", T_STRUCT, static_cast<std::int16_t>(field));
    out.writeStructBegin("");
    out.writeFieldBegin("", T_LIST, 1);
    out.writeListBegin(type, static_cast<std::uint32_t>(count));
    for (int i = 0; i < count; ++i) value(i);
    out.writeListEnd();
    out.writeFieldEnd();
    out.writeFieldBegin("", T_STRING, 2);
    out.writeBinary(std::string("\x02", count > 0 ? 1 : 0));
    out.writeFieldEnd();
    out.writeFieldStop();
    out.writeStructEnd();
    out.writeFieldEnd();
    out.writeFieldStop();
    out.writeStructEnd();
}

void row_set(TBinaryProtocol& out, const std::function<void()>& columns, int count) {
    out.writeStructBegin("");
    out.writeFieldBegin("", T_STRUCT, 1);
    fine().write(&out);
    out.writeFieldEnd();
    out.writeFieldBegin("", T_BOOL, 2);
    out.writeBool(false);
    out.writeFieldEnd();
    out.writeFieldBegin("", T_STRUCT, 3);
    out.writeStructBegin("");
    out.writeFieldBegin("", T_I64, 1);
    out.writeI64(0);
    out.writeFieldEnd();
    out.writeFieldBegin("", T_LIST, 2);
    out.writeListBegin(T_STRUCT, 0);
    out.writeListEnd();
    out.writeFieldEnd();
    out.writeFieldBegin("", T_LIST, 3);
    out.writeListBegin(T_STRUCT, static_cast<std::uint32_t>(count));
    columns();
    out.writeListEnd();
    out.writeFieldEnd();
    out.writeFieldStop();
    out.writeStructEnd();
    out.writeFieldEnd();
    out.writeFieldStop();
    out.writeStructEnd();
}

std::string rows(int sequence, int count) {
    return message("FetchResults", sequence, [&](TBinaryProtocol& out) {
        row_set(
            out,
            [&] {
                column_values(out, 1, T_BOOL, count, [&](int i) { out.writeBool(i % 2 == 0); });
                column_values(out, 2, T_BYTE, count,
                              [&](int i) { out.writeByte(static_cast<std::int8_t>(i)); });
                column_values(out, 3, T_I16, count,
                              [&](int i) { out.writeI16(static_cast<std::int16_t>(i)); });
                column_values(out, 4, T_I32, count, [&](int i) { out.writeI32(i * 1000); });
                column_values(out, 5, T_I64, count, [&](int i) { out.writeI64(i * 1000000000LL); });
                column_values(out, 6, T_DOUBLE, count, [&](int i) { out.writeDouble(i / 2.0); });
                column_values(out, 7, T_STRING, count,
                              [&](int i) { out.writeString(std::string(i * 7, 'x')); });
                column_values(out, 7, T_STRING, count,
                              [&](int i) { out.writeString(std::to_string(i) + ".25"); });
            },
            8);
    });
}

}  // namespace

std::vector<std::string> all() {
    wire::OpenSessionResponse opened;
    opened.status = fine();
    opened.protocol = 10;
    wire::SessionHandle session;
    session.id = identifier();
    opened.__set_session(session);
    opened.__set_configuration({{"a", "b"}});

    wire::InfoResponse info;
    info.status = fine();
    info.value.__set_text("4.0.1");

    wire::OperationResponse started;
    started.status = fine();
    wire::OperationHandle operation;
    operation.id = identifier();
    operation.hasResultSet = true;
    started.__set_operation(operation);

    wire::OperationStatusResponse running;
    running.status = fine();
    running.__set_state(1);
    wire::Progress progress;
    progress.headers = {"VERTICES", "STATUS"};
    progress.rows = {{"Map 1", "RUNNING"}};
    progress.fraction = 0.5;
    running.__set_progress(progress);
    wire::OperationStatusResponse finished;
    finished.status = fine();
    finished.__set_state(2);
    finished.__set_hasResultSet(true);

    wire::MetadataResponse metadata;
    metadata.status = fine();
    wire::TableSchema schema;
    int position = 0;
    for (const int kind : {0, 1, 2, 3, 4, 6, 7, 15}) {
        ++position;
        schema.columns.push_back(column("c" + std::to_string(position), kind, position));
    }
    metadata.__set_schema(schema);

    wire::QueryIdResponse query;
    query.queryId = "query_1";
    wire::StatusResponse closed;
    closed.status = fine();

    return {answer("OpenSession", 1, opened),
            answer("GetInfo", 2, info),
            answer("ExecuteStatement", 3, started),
            answer("GetOperationStatus", 4, running),
            answer("GetOperationStatus", 5, finished),
            answer("GetResultSetMetadata", 6, metadata),
            rows(7, 5),
            rows(8, 0),
            answer("GetQueryId", 9, query),
            answer("CloseOperation", 10, closed),
            answer("CloseSession", 11, closed)};
}

std::string numbers(int sequence, int first, int count) {
    return message("FetchResults", sequence, [&](TBinaryProtocol& out) {
        row_set(
            out,
            [&] { column_values(out, 4, T_I32, count, [&](int i) { out.writeI32(first + i); }); },
            1);
    });
}

std::string refused_rows(int sequence, const std::string& text) {
    return message("FetchResults", sequence, [&](TBinaryProtocol& out) {
        wire::Status status;
        status.code = 3;
        status.__set_errorMessage(text);
        out.writeStructBegin("");
        out.writeFieldBegin("", T_STRUCT, 1);
        status.write(&out);
        out.writeFieldEnd();
        out.writeFieldStop();
        out.writeStructEnd();
    });
}

std::string renumbered(std::string message, int sequence) {
    // Four bytes of version, four of the method's length, the method.
    const std::size_t at = 8 + static_cast<unsigned char>(message[7]);
    for (std::size_t i = 0; i < 4; ++i) {
        message[at + i] = static_cast<char>(sequence >> (24 - 8 * i) & 0xff);
    }
    return message;
}

std::string joined() {
    std::string whole;
    for (const std::string& one : all()) whole += one;
    return whole;
}

std::string boastful_rows(int sequence, int claimed) {
    return message("FetchResults", sequence, [&](TBinaryProtocol& out) {
        row_set(
            out,
            [&] {
                out.writeStructBegin("");
                out.writeFieldBegin("", T_STRUCT, 7);
                out.writeStructBegin("");
                out.writeFieldBegin("", T_LIST, 1);
                out.writeListBegin(T_STRING, static_cast<std::uint32_t>(claimed));
            },
            1);
    });
}

}  // namespace replies
