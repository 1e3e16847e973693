// SPDX-License-Identifier: MIT
#pragma once

#include <thrift/protocol/TBinaryProtocol.h>

#include "message_transport.hpp"

namespace hs2 {

/// The binary protocol over our transport, as a concrete type so that reads are not virtual calls.
using Protocol = apache::thrift::protocol::TBinaryProtocolT<MessageTransport>;

/// Bounds on what a server may announce; a damaged message must not make us allocate without end.
inline constexpr int longest_message = 1 << 30;
inline constexpr int longest_control_text = 1 << 26;
inline constexpr int longest_control_list = 1 << 17;

}  // namespace hs2
