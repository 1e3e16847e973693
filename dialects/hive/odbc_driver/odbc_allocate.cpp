// SPDX-License-Identifier: MIT
#include "odbc_entry.hpp"

namespace hive_odbc {
namespace {

template <class H, class... Args>
SQLHANDLE make_handle(Args&&... args) {
    auto made = std::make_unique<H>(std::forward<Args>(args)...);
    remember(made.get());
    return static_cast<Handle*>(made.release());
}

SQLRETURN allocate_environment(SQLHANDLE* out) noexcept {
    try {
        *out = make_handle<Environment>();
        return SQL_SUCCESS;
    } catch (...) {
        return SQL_ERROR;
    }
}

SQLRETURN allocate_connection(SQLHANDLE environment, SQLHANDLE* out) {
    return enter<Environment>(environment, [&](Environment& parent) {
        *out = make_handle<Connection>(parent);
        ++parent.connections;
        return SQL_SUCCESS;
    });
}

SQLRETURN allocate_statement(SQLHANDLE connection, SQLHANDLE* out) {
    return enter<Connection>(connection, [&](Connection& parent) {
        (void)parent.connected();
        auto* made = static_cast<Handle*>(make_handle<Statement>(parent));
        parent.statements.insert(static_cast<Statement*>(made));
        *out = made;
        return SQL_SUCCESS;
    });
}

SQLRETURN allocate_descriptor(SQLHANDLE connection, SQLHANDLE* out) {
    return enter<Connection>(connection, [&](Connection& parent) {
        (void)parent.connected();
        auto* made = static_cast<Handle*>(make_handle<Descriptor>(parent));
        parent.descriptors.insert(static_cast<Descriptor*>(made));
        *out = made;
        return SQL_SUCCESS;
    });
}

/// Waits for the last call on a handle that is known to nobody any more, then ends it.
template <class H>
void destroy(H* handle) {
    { const std::lock_guard turn(handle->mutex); }
    delete handle;
}

/// Under the connection's turn.
void release_descriptor(Descriptor& descriptor) {
    for (Statement* user : descriptor.connection.statements) {
        const std::lock_guard turn(user->mutex);
        if (user->ard == &descriptor) user->ard = user->own_ard.get();
        if (user->apd == &descriptor) user->apd = user->own_apd.get();
    }
    descriptor.connection.descriptors.erase(&descriptor);
    forget(&descriptor);
    destroy(&descriptor);
}

template <class H>
H& handle_of(SQLHANDLE raw) {
    return *static_cast<H*>(static_cast<Handle*>(raw));
}

SQLRETURN free_environment(SQLHANDLE raw) {
    bool busy = false;
    const SQLRETURN checked = enter<Environment>(raw, [&](Environment& environment) {
        busy = environment.connections > 0;
        if (busy) throw OdbcError("HY010", "the environment still has connections");
        return SQL_SUCCESS;
    });
    if (checked != SQL_SUCCESS) return checked;
    auto& environment = handle_of<Environment>(raw);
    forget(&environment);
    destroy(&environment);
    return SQL_SUCCESS;
}

SQLRETURN free_connection(SQLHANDLE raw) {
    const SQLRETURN checked = enter<Connection>(raw, [](Connection& connection) {
        if (connection.session) throw OdbcError("HY010", "the connection is still open");
        return SQL_SUCCESS;
    });
    if (checked != SQL_SUCCESS) return checked;
    auto& connection = handle_of<Connection>(raw);
    {
        const std::lock_guard turn(connection.environment.mutex);
        --connection.environment.connections;
    }
    forget(&connection);
    destroy(&connection);
    return SQL_SUCCESS;
}

SQLRETURN free_statement(SQLHANDLE raw) {
    if (!is_alive(raw, SQL_HANDLE_STMT)) return SQL_INVALID_HANDLE;
    auto& statement = handle_of<Statement>(raw);
    {
        const std::lock_guard turn(statement.connection.mutex);
        statement.connection.statements.erase(&statement);
    }
    // Closing its cursor asks the server: other handles of the connection need not wait for that.
    forget(&statement);
    destroy(&statement);
    return SQL_SUCCESS;
}

SQLRETURN free_descriptor(SQLHANDLE raw) {
    if (!is_alive(raw, SQL_HANDLE_DESC)) return SQL_INVALID_HANDLE;
    auto& descriptor = handle_of<Descriptor>(raw);
    if (descriptor.automatic) {
        return enter<Descriptor>(raw, [](Descriptor&) -> SQLRETURN {
            throw OdbcError("HY017", "this descriptor belongs to its statement");
        });
    }
    const std::lock_guard turn(descriptor.connection.mutex);
    release_descriptor(descriptor);
    return SQL_SUCCESS;
}

}  // namespace

void release_children(Connection& connection) {
    while (!connection.statements.empty()) {
        Statement* const one = *connection.statements.begin();
        connection.statements.erase(one);
        forget(one);
        destroy(one);
    }
    while (!connection.descriptors.empty()) release_descriptor(**connection.descriptors.begin());
}

}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLAllocHandle(SQLSMALLINT kind, SQLHANDLE parent, SQLHANDLE* out) {
    if (out == nullptr) return SQL_ERROR;
    *out = SQL_NULL_HANDLE;
    switch (kind) {
        case SQL_HANDLE_ENV: return allocate_environment(out);
        case SQL_HANDLE_DBC: return allocate_connection(parent, out);
        case SQL_HANDLE_STMT: return allocate_statement(parent, out);
        case SQL_HANDLE_DESC: return allocate_descriptor(parent, out);
        default: return SQL_ERROR;
    }
}

HIVE_ODBC_ENTRY SQLFreeHandle(SQLSMALLINT kind, SQLHANDLE handle) {
    try {
        switch (kind) {
            case SQL_HANDLE_ENV: return free_environment(handle);
            case SQL_HANDLE_DBC: return free_connection(handle);
            case SQL_HANDLE_STMT: return free_statement(handle);
            case SQL_HANDLE_DESC: return free_descriptor(handle);
            default: return SQL_ERROR;
        }
    } catch (...) {
        return SQL_ERROR;  // a lock that cannot be had
    }
}

HIVE_ODBC_ENTRY SQLSetEnvAttr(SQLHENV handle, SQLINTEGER attribute, SQLPOINTER value, SQLINTEGER) {
    return enter<Environment>(handle, [&](Environment& environment) {
        const auto number = static_cast<SQLINTEGER>(reinterpret_cast<SQLLEN>(value));
        switch (attribute) {
            case SQL_ATTR_ODBC_VERSION:
                if (number != SQL_OV_ODBC2 && number != SQL_OV_ODBC3 && number != SQL_OV_ODBC3_80) {
                    throw OdbcError("HY024", "unknown ODBC version");
                }
                environment.odbc_version = number;
                return SQL_SUCCESS;
            case SQL_ATTR_OUTPUT_NTS:
                if (number != SQL_TRUE) throw OdbcError("HYC00", "texts always end with NUL");
                return SQL_SUCCESS;
            case SQL_ATTR_CONNECTION_POOLING:
            case SQL_ATTR_CP_MATCH: return SQL_SUCCESS;
            default: throw OdbcError("HY092", "unknown environment attribute");
        }
    });
}

HIVE_ODBC_ENTRY SQLGetEnvAttr(SQLHENV handle, SQLINTEGER attribute, SQLPOINTER value, SQLINTEGER,
                              SQLINTEGER* length) {
    return enter<Environment>(handle, [&](Environment& environment) {
        SQLINTEGER number = 0;
        switch (attribute) {
            case SQL_ATTR_ODBC_VERSION: number = environment.odbc_version; break;
            case SQL_ATTR_OUTPUT_NTS: number = SQL_TRUE; break;
            case SQL_ATTR_CONNECTION_POOLING: number = SQL_CP_OFF; break;
            case SQL_ATTR_CP_MATCH: number = SQL_CP_STRICT_MATCH; break;
            default: throw OdbcError("HY092", "unknown environment attribute");
        }
        if (value != nullptr) *static_cast<SQLINTEGER*>(value) = number;
        if (length != nullptr) *length = sizeof number;
        return SQL_SUCCESS;
    });
}
