// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <libpq-fe.h>

namespace azoth::libpq {

struct ResultDeleter {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
struct SessionDeleter {
    void operator()(PGconn* session) const noexcept { PQfinish(session); }
};

/// Owners of what libpq hands out.
using ResultPtr = std::unique_ptr<PGresult, ResultDeleter>;
using SessionPtr = std::unique_ptr<PGconn, SessionDeleter>;

}  // namespace azoth::libpq
