// SPDX-License-Identifier: MIT
#pragma once

#include <new>
#include <type_traits>
#include <utility>

#include "core_error.hpp"
#include "odbc_handle.hpp"

#define HIVE_ODBC_ENTRY extern "C" __attribute__((visibility("default"))) SQLRETURN SQL_API

namespace hive_odbc {

template <class H>
constexpr SQLSMALLINT kind_of = std::is_same_v<H, Environment>  ? SQL_HANDLE_ENV
                                : std::is_same_v<H, Connection> ? SQL_HANDLE_DBC
                                : std::is_same_v<H, Statement>  ? SQL_HANDLE_STMT
                                                                : SQL_HANDLE_DESC;

/// Runs `body` and turns whatever it throws into diagnostics; no exception crosses into C.
template <class Body>
SQLRETURN caught(Handle& handle, Body&& body) noexcept {
    try {
        return body();
    } catch (const OdbcError& error) {
        try {
            handle.diagnostics.push_back(
                {error.sqlstate, error.native, error.what(), 0, 0, error.from_server});
        } catch (...) {
            return SQL_ERROR;
        }
    } catch (const hs2::Error& error) {
        try {
            add_failure(handle, error);
        } catch (...) {
            return SQL_ERROR;
        }
    } catch (const std::bad_alloc&) {
        try {
            handle.warn("HY001", "out of memory");
        } catch (...) {
            return SQL_ERROR;
        }
    } catch (const std::exception& error) {
        try {
            handle.warn("HY000", error.what());
        } catch (...) {
            return SQL_ERROR;
        }
    } catch (...) {
        return SQL_ERROR;
    }
    return SQL_ERROR;
}

/// A statement's turn is also one on descriptors that the application allocated for it, which other
/// statements may share.
class Turn {
public:
    explicit Turn(Handle& handle) : own_(handle.mutex) {}
    explicit Turn(Statement& statement) : own_(statement.mutex) {
        Descriptor* first = statement.ard->automatic ? nullptr : statement.ard;
        Descriptor* second = statement.apd->automatic ? nullptr : statement.apd;
        if (first != nullptr && second != nullptr) {
            rows_ = std::unique_lock(first->mutex, std::defer_lock);
            parameters_ = std::unique_lock(second->mutex, std::defer_lock);
            if (first == second) {
                rows_.lock();
            } else {
                std::lock(rows_, parameters_);
            }
        } else if (first != nullptr) {
            rows_ = std::unique_lock(first->mutex);
        } else if (second != nullptr) {
            parameters_ = std::unique_lock(second->mutex);
        }
    }

private:
    std::unique_lock<std::recursive_mutex> own_, rows_, parameters_;
};

/// The way into the driver: checks the handle, takes its turn, clears old diagnostics, runs
/// `body(handle)`.
template <class H, class Body>
SQLRETURN enter(SQLHANDLE raw, Body&& body) noexcept {
    if (!is_alive(raw, kind_of<H>)) return SQL_INVALID_HANDLE;
    H& handle = *static_cast<H*>(static_cast<Handle*>(raw));
    try {
        const Turn turn(handle);
        handle.diagnostics.clear();
        const SQLRETURN result = caught(handle, [&] { return body(handle); });
        handle.last_return = result;
        return result;
    } catch (...) {
        return SQL_ERROR;
    }
}

/// SQL_SUCCESS, or with 01004 when a text did not fit.
inline SQLRETURN success(Handle& handle, bool truncated) {
    if (!truncated) return SQL_SUCCESS;
    handle.warn("01004", "the text did not fit into the buffer");
    return SQL_SUCCESS_WITH_INFO;
}

/// SQL_SUCCESS, or SQL_SUCCESS_WITH_INFO when warnings were left.
inline SQLRETURN success(const Handle& handle) {
    return handle.diagnostics.empty() ? SQL_SUCCESS : SQL_SUCCESS_WITH_INFO;
}

}  // namespace hive_odbc
