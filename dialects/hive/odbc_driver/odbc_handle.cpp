// SPDX-License-Identifier: MIT
#include "odbc_handle.hpp"

#include <shared_mutex>
#include <unordered_map>

#include "core_error.hpp"

namespace hive_odbc {
namespace {

struct Registry {
    std::shared_mutex mutex;
    std::unordered_map<const void*, SQLSMALLINT> kinds;
};

/// Never destroyed: applications free handles from their own static destructors.
Registry& registry() {
    static Registry* const one = new Registry;
    return *one;
}

/// Hive reports failed execution as 08S01, which means a broken connection to everyone else.
std::string state_of(const hs2::Error& error) {
    switch (error.kind) {
        case hs2::Failure::connect: return "08001";
        case hs2::Failure::connection_lost:
        case hs2::Failure::protocol: return "08S01";
        case hs2::Failure::authentication: return "28000";
        case hs2::Failure::timed_out: return "HYT01";
        case hs2::Failure::usage: return "HY000";
        case hs2::Failure::server: break;
    }
    const std::string& state = error.sqlstate;
    if (error.native == 10001) return "42S02";
    if (error.native == 40000) return "42000";
    if (state.size() != 5 || state == "08S01" || state == "00000") return "HY000";
    return state;
}

}  // namespace

void remember(Handle* handle) {
    Registry& all = registry();
    const std::unique_lock lock(all.mutex);
    all.kinds[handle] = handle->kind;
}

void forget(Handle* handle) {
    Registry& all = registry();
    const std::unique_lock lock(all.mutex);
    all.kinds.erase(handle);
}

bool is_alive(SQLHANDLE handle, SQLSMALLINT kind) {
    Registry& all = registry();
    const std::shared_lock lock(all.mutex);
    const auto found = all.kinds.find(handle);
    return found != all.kinds.end() && found->second == kind;
}

void add_failure(Handle& handle, const hs2::Error& error) {
    Diagnostic made;
    made.sqlstate = state_of(error);
    made.native = error.native;
    made.message = error.what();
    made.from_server = error.kind == hs2::Failure::server;
    handle.diagnostics.push_back(std::move(made));
}

Statement::Statement(Connection& connection)
    : Handle(SQL_HANDLE_STMT),
      connection(connection),
      own_ard(std::make_unique<Descriptor>(connection, Descriptor::Role::application, *this)),
      own_apd(std::make_unique<Descriptor>(connection, Descriptor::Role::application, *this)),
      ird(std::make_unique<Descriptor>(connection, Descriptor::Role::result, *this)),
      ipd(std::make_unique<Descriptor>(connection, Descriptor::Role::parameters, *this)),
      ard(own_ard.get()),
      apd(own_apd.get()),
      query_timeout(connection.query_timeout),
      metadata_id(connection.metadata_id) {
    for (Descriptor* one : {own_ard.get(), own_apd.get(), ird.get(), ipd.get()}) remember(one);
}

Statement::~Statement() {
    close_cursor();
    for (Descriptor* one : {own_ard.get(), own_apd.get(), ird.get(), ipd.get()}) forget(one);
}

void Statement::close_cursor() noexcept {
    rows.reset();
    publish(nullptr);
    if (operation) operation->close();
    operation.reset();
    has_result = false;
    at_end = false;
    rowset.clear();
    rowset.batch().rows = 0;
    batch_position = 0;
    rows_before = 0;
    piece = {};
}

}  // namespace hive_odbc
