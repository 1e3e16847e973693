// SPDX-License-Identifier: MIT
#include <azoth/driver/connection.hpp>
#include <azoth/error/error.hpp>

namespace azoth::driver {

Canceller::~Canceller() = default;
Connection::~Connection() = default;

bool Connection::follows_schema_changes() const noexcept {
    return false;
}

std::unique_ptr<Statement> Connection::prepare_script(std::string_view) {
    throw NotSupportedError("not_supported", "this driver does not deliver the rows of scripts");
}

bool Connection::supports_bulk_load() const noexcept {
    return false;
}

std::int64_t Connection::bulk_load(const BulkTarget&, const RowSource&, std::int64_t) {
    throw NotSupportedError("bulk_load_unsupported", "this driver has no bulk load");
}

TwoPhase* Connection::two_phase() noexcept {
    return nullptr;
}

Isolation Connection::default_isolation() {
    throw NotSupportedError("not_supported",
                            "this driver does not tell how transactions are isolated");
}

void Connection::savepoint(std::string_view name) {
    execute_script(std::string("SAVEPOINT ").append(name));
}

void Connection::release_savepoint(std::string_view name) {
    execute_script(std::string("RELEASE SAVEPOINT ").append(name));
}

void Connection::rollback_to_savepoint(std::string_view name) {
    execute_script(std::string("ROLLBACK TO SAVEPOINT ").append(name));
}

void Connection::keep_settings(std::int64_t) {}

bool Connection::has_extra(std::string_view) const {
    return false;
}

NativeHandle Connection::native_handle() noexcept {
    return {};
}

}  // namespace azoth::driver
