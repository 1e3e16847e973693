// SPDX-License-Identifier: MIT
#include "transaction_commands.hpp"

#include <utility>

namespace azoth::sqlite3_driver {

namespace {
constexpr const char* texts[] = {"BEGIN DEFERRED", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "COMMIT",
                                 "ROLLBACK"};
}

int TransactionCommands::run(Command command) noexcept {
    const auto index = static_cast<std::size_t>(command);
    sqlite3_stmt*& statement = statements_[index];
    if (statement == nullptr) {
        const int result = sqlite3_prepare_v3(handle_, texts[index], -1, SQLITE_PREPARE_PERSISTENT,
                                              &statement, nullptr);
        if (result != SQLITE_OK) return result;
    }
    const int result = sqlite3_step(statement);
    if (result == SQLITE_DONE) sqlite3_reset(statement);
    return result;
}

void TransactionCommands::rewind() noexcept {
    for (sqlite3_stmt* statement : statements_) sqlite3_reset(statement);
}

void TransactionCommands::finalize() noexcept {
    for (sqlite3_stmt*& statement : statements_)
        sqlite3_finalize(std::exchange(statement, nullptr));
}

}  // namespace azoth::sqlite3_driver
