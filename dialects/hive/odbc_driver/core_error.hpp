// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace hs2 {

/// What went wrong, seen from the protocol; the layer above chooses its own words and codes.
enum class Failure {
    connect,          ///< no connection could be made
    connection_lost,  ///< an established connection or session is gone
    authentication,   ///< the server refused the credentials
    timed_out,        ///< a deadline passed
    protocol,         ///< the server sent bytes that make no sense; the connection is unusable
    server,           ///< the server understood and reported an error
    usage             ///< the caller asked for something impossible
};

/// Every failure of the protocol core. `sqlstate` and `native` are the server's own and may be
/// empty and 0.
class Error : public std::runtime_error {
public:
    Error(Failure kind, const std::string& message, std::string sqlstate = {}, int native = 0)
        : std::runtime_error(message), kind(kind), sqlstate(std::move(sqlstate)), native(native) {}

    Failure kind;
    std::string sqlstate;
    int native;
};

}  // namespace hs2
