// SPDX-License-Identifier: MIT
#include "last_row.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace azoth::sqlite3_driver {

// A step returns at the instruction ResultRow, and the next one goes on behind it. If Halt stands
// there, it can only end: there are no jumps to follow, no loops to understand.
bool ends_with_first_row(sqlite3* handle, const char* sql) {
    if (sql == nullptr) return false;
    const std::string question = std::string("EXPLAIN ") + sql;
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(handle, question.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
        return false;
    }
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> program(prepared, sqlite3_finalize);
    constexpr int opcode_column = 1;
    bool has_row = false;
    bool is_after_row = false;
    int result = SQLITE_DONE;
    while ((result = sqlite3_step(prepared)) == SQLITE_ROW) {
        const auto* text =
            reinterpret_cast<const char*>(sqlite3_column_text(prepared, opcode_column));
        const std::string_view opcode = text == nullptr ? std::string_view() : text;
        if (is_after_row && opcode != "Halt") return false;
        is_after_row = opcode == "ResultRow";
        has_row = has_row || is_after_row;
    }
    return result == SQLITE_DONE && has_row && !is_after_row;
}

}  // namespace azoth::sqlite3_driver
