// SPDX-License-Identifier: MIT
#pragma once

#include <thrift/protocol/TBinaryProtocol.h>

#include "message_transport.hpp"

namespace hs2 {

/// Bounds on what a server may announce; a damaged message must not make us allocate without end.
inline constexpr int longest_message = 1 << 30;
inline constexpr int longest_control_text = 1 << 26;
inline constexpr int longest_control_list = 1 << 17;

/// Thrift's own, made from the kind of pointer its virtual base hands on.
class PlainProtocol : public apache::thrift::protocol::TBinaryProtocolT<MessageTransport> {
public:
    explicit PlainProtocol(const std::shared_ptr<apache::thrift::transport::TTransport>& transport)
        : TBinaryProtocolT(std::static_pointer_cast<MessageTransport>(transport)) {}
};

/// Thrift's binary protocol, strict, over our transport. Thrift turns the type bytes of a message
/// into enumerations without looking at them; here they are checked first, so that damaged bytes
/// are an exception and nothing else.
class Protocol final : public apache::thrift::protocol::TVirtualProtocol<Protocol, PlainProtocol> {
    using Type = apache::thrift::protocol::TType;
    using Damaged = apache::thrift::protocol::TProtocolException;

public:
    explicit Protocol(const std::shared_ptr<MessageTransport>& transport)
        : TVirtualProtocol(transport) {
        setStringSizeLimit(longest_control_text);
        setContainerSizeLimit(longest_control_list);
        setStrict(/*strict_read=*/true, /*strict_write=*/true);
    }

    std::uint32_t readMessageBegin(std::string& name, apache::thrift::protocol::TMessageType& kind,
                                   std::int32_t& sequence) {
        std::int32_t head = 0;
        readI32(head);
        const auto bits = static_cast<std::uint32_t>(head);
        const std::uint32_t told = bits & 0xff;
        if ((bits & 0xffff0000U) != 0x80010000U || told < 1 || told > 4) {
            throw Damaged(Damaged::BAD_VERSION, "not a Thrift message");
        }
        kind = static_cast<apache::thrift::protocol::TMessageType>(told);
        readString(name);
        readI32(sequence);
        return 0;
    }

    std::uint32_t readFieldBegin(std::string&, Type& type, std::int16_t& id) {
        type = read_type();
        id = 0;
        return type == apache::thrift::protocol::T_STOP ? 1 : 1 + readI16(id);
    }

    std::uint32_t readListBegin(Type& element, std::uint32_t& size) {
        element = read_type();
        size = read_size();
        return 5;
    }

    std::uint32_t readSetBegin(Type& element, std::uint32_t& size) {
        return readListBegin(element, size);
    }

    std::uint32_t readMapBegin(Type& key, Type& value, std::uint32_t& size) {
        key = read_type();
        value = read_type();
        size = read_size();
        return 6;
    }

private:
    Type read_type() {
        std::int8_t byte = 0;
        readByte(byte);
        if (byte < 0 || byte > apache::thrift::protocol::T_UTF16) {
            throw Damaged(Damaged::INVALID_DATA, "an unknown field type");
        }
        return static_cast<Type>(byte);
    }

    std::uint32_t read_size() {
        std::int32_t size = 0;
        readI32(size);
        if (size < 0) throw Damaged(Damaged::NEGATIVE_SIZE);
        if (size > longest_control_list) throw Damaged(Damaged::SIZE_LIMIT);
        return static_cast<std::uint32_t>(size);
    }
};

}  // namespace hs2
