// SPDX-License-Identifier: MIT
#include "driver.hpp"

#include <sqlite3.h>

#include <azoth/error/error.hpp>

#include "connect_args.hpp"
#include "connection.hpp"
#include "opener.hpp"

namespace azoth::sqlite3_driver {

Sqlite3Driver::Sqlite3Driver() {
    // Connections on different threads share SQLite's memory and caches, even without mutexes of
    // their own.
    if (sqlite3_threadsafe() == 0)
        throw PluginError("client_library_unsuitable",
                          "this SQLite library was built without support for threads");
}

std::string Sqlite3Driver::client() const {
    return std::string("SQLite ") + sqlite3_libversion();
}

void Sqlite3Driver::check(const Url& url, const driver::ConnectArgs& args) const {
    (void)make_connect_plan(url, args);
}

// A database in memory belongs to its connection: a second one would see another database.
driver::PoolPreference Sqlite3Driver::pool_preference(const Url& url) const {
    return make_connect_plan(url, {}).in_memory ? driver::PoolPreference::single
                                                : driver::PoolPreference::queue;
}

std::unique_ptr<driver::Connection> Sqlite3Driver::connect(const driver::ConnectRequest& request) {
    const ConnectPlan plan = make_connect_plan(request.url, request.connect_args);
    return std::make_unique<Sqlite3Connection>(open_session(plan, request.timeout_ms),
                                               plan.lock_mode, plan.in_memory);
}

}  // namespace azoth::sqlite3_driver
