// SPDX-License-Identifier: MIT
#include "odbc_connect.hpp"

#include "odbc_entry.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {

void run_quietly(hs2::Session& session, const std::string& sql) {
    const auto operation = session.execute(sql, 0);
    for (;;) {
        const hs2::Progress seen = operation->poll();
        if (seen.state == hs2::State::running) continue;
        if (seen.state == hs2::State::finished) return;
        throw hs2::Error(hs2::Failure::server, seen.message, seen.sqlstate, seen.native);
    }
}

std::string quoted_name(const std::string& name) {
    std::string quoted = "`";
    for (const char c : name) quoted.append(c == '`' ? 2 : 1, c);
    return quoted + "`";
}

namespace {

void open_session(Connection& connection, const std::vector<KeyValue>& pairs) {
    if (connection.session) throw OdbcError("08002", "the connection is already open");
    connection.options = make_options(pairs, [&](const std::string& key) {
        connection.warn("01S00", "unknown connection key " + key);
    });
    hs2::Endpoint& endpoint = connection.options.endpoint;
    if (connection.login_timeout > 0) {
        endpoint.connect_timeout_ms = static_cast<long>(connection.login_timeout) * 1000;
    }
    if (connection.connection_timeout > 0) {
        endpoint.socket_timeout_ms = static_cast<long>(connection.connection_timeout) * 1000;
    }
    if (connection.query_timeout == 0) {
        connection.query_timeout = static_cast<SQLULEN>(connection.options.query_timeout);
    }
    const std::string chosen = connection.current_database();
    if (!chosen.empty()) endpoint.database = chosen;
    try {
        connection.session = hs2::Session::open(endpoint);
        connection.dbms_version = connection.session->info(18);
    } catch (const hs2::Error& error) {
        connection.session.reset();
        if (error.kind == hs2::Failure::timed_out) throw OdbcError("HYT00", error.what());
        if (error.kind == hs2::Failure::connection_lost || error.kind == hs2::Failure::protocol) {
            throw OdbcError("08001", std::string("cannot open a session: ") + error.what());
        }
        throw;
    } catch (...) {
        connection.session.reset();
        throw;
    }
    connection.set_current_database(endpoint.database.empty() ? "default" : endpoint.database);
    connection.data_source = value_of(pairs, "DSN");
}

template <class Char>
SQLRETURN driver_connect(SQLHDBC handle, const Char* in, SQLSMALLINT in_size, Char* buffer,
                         SQLSMALLINT buffer_size, SQLSMALLINT* out_size, SQLUSMALLINT completion) {
    return enter<Connection>(handle, [&](Connection& connection) {
        if (completion > SQL_DRIVER_COMPLETE_REQUIRED) {
            throw OdbcError("HY110", "unknown driver completion");
        }
        // There is no dialog on this driver: what is missing takes its default.
        const auto pairs = with_data_source(parse_connection_string(take_text(in, in_size)));
        open_session(connection, pairs);
        const std::string full =
            make_connection_string(parse_connection_string(take_text(in, in_size)));
        if (put_text(out(buffer, buffer_size), full, out_size)) {
            connection.warn("01004", "the completed connection string did not fit");
        }
        return success(connection);
    });
}

template <class Char>
SQLRETURN connect(SQLHDBC handle, const Char* source, SQLSMALLINT source_size, const Char* user,
                  SQLSMALLINT user_size, const Char* password, SQLSMALLINT password_size) {
    return enter<Connection>(handle, [&](Connection& connection) {
        std::vector<KeyValue> pairs{{"DSN", take_text(source, source_size)}};
        if (user != nullptr && user_size != 0)
            pairs.emplace_back("UID", take_text(user, user_size));
        if (password != nullptr && password_size != 0) {
            pairs.emplace_back("PWD", take_text(password, password_size));
        }
        std::erase_if(pairs, [](const KeyValue& pair) { return pair.second.empty(); });
        open_session(connection, with_data_source(std::move(pairs)));
        return success(connection);
    });
}

template <class Char>
SQLRETURN native_sql(SQLHDBC handle, const Char* in, SQLINTEGER in_size, Char* buffer,
                     SQLINTEGER buffer_size, SQLINTEGER* out_size) {
    return enter<Connection>(handle, [&](Connection& connection) {
        if (in == nullptr) throw OdbcError("HY009", "no statement was given");
        const std::string text =
            parse_sql(take_text(in, in_size), connection.options.native_query).text;
        return success(connection, put_text(out(buffer, buffer_size), text, out_size));
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLDriverConnect(SQLHDBC handle, SQLHWND, SQLCHAR* in, SQLSMALLINT in_size,
                                 SQLCHAR* buffer, SQLSMALLINT buffer_size, SQLSMALLINT* out_size,
                                 SQLUSMALLINT completion) {
    return driver_connect(handle, in, in_size, buffer, buffer_size, out_size, completion);
}

HIVE_ODBC_ENTRY SQLDriverConnectW(SQLHDBC handle, SQLHWND, SQLWCHAR* in, SQLSMALLINT in_size,
                                  SQLWCHAR* buffer, SQLSMALLINT buffer_size, SQLSMALLINT* out_size,
                                  SQLUSMALLINT completion) {
    return driver_connect(handle, in, in_size, buffer, buffer_size, out_size, completion);
}

HIVE_ODBC_ENTRY SQLConnect(SQLHDBC handle, SQLCHAR* source, SQLSMALLINT source_size, SQLCHAR* user,
                           SQLSMALLINT user_size, SQLCHAR* password, SQLSMALLINT password_size) {
    return connect(handle, source, source_size, user, user_size, password, password_size);
}

HIVE_ODBC_ENTRY SQLConnectW(SQLHDBC handle, SQLWCHAR* source, SQLSMALLINT source_size,
                            SQLWCHAR* user, SQLSMALLINT user_size, SQLWCHAR* password,
                            SQLSMALLINT password_size) {
    return connect(handle, source, source_size, user, user_size, password, password_size);
}

HIVE_ODBC_ENTRY SQLDisconnect(SQLHDBC handle) {
    return enter<Connection>(handle, [](Connection& connection) {
        (void)connection.connected();
        release_children(connection);
        connection.session->close();
        connection.session.reset();
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLNativeSql(SQLHDBC handle, SQLCHAR* in, SQLINTEGER in_size, SQLCHAR* buffer,
                             SQLINTEGER buffer_size, SQLINTEGER* out_size) {
    return native_sql(handle, in, in_size, buffer, buffer_size, out_size);
}

HIVE_ODBC_ENTRY SQLNativeSqlW(SQLHDBC handle, SQLWCHAR* in, SQLINTEGER in_size, SQLWCHAR* buffer,
                              SQLINTEGER buffer_size, SQLINTEGER* out_size) {
    return native_sql(handle, in, in_size, buffer, buffer_size, out_size);
}

HIVE_ODBC_ENTRY SQLEndTran(SQLSMALLINT kind, SQLHANDLE handle, SQLSMALLINT completion) {
    // Every statement has committed itself by the time this is called: commit has nothing to do,
    // rollback nothing to undo.
    const auto end = [&](Handle& one) -> SQLRETURN {
        if (completion != SQL_COMMIT && completion != SQL_ROLLBACK) {
            throw OdbcError("HY012", "neither commit nor rollback");
        }
        if (completion == SQL_ROLLBACK)
            one.warn("01000", "Hive commits each statement; nothing was rolled back");
        return success(one);
    };
    if (kind == SQL_HANDLE_ENV) return enter<Environment>(handle, end);
    if (kind == SQL_HANDLE_DBC) return enter<Connection>(handle, end);
    return SQL_INVALID_HANDLE;
}
