// SPDX-License-Identifier: MIT
#include "opener.hpp"

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <azoth/error/error.hpp>

#include "decimal_functions.hpp"
#include "json_functions.hpp"
#include "text_functions.hpp"

namespace azoth::sqlite3_driver {

namespace {

struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

[[noreturn]] void refuse(std::string_view code, std::string_view reason, const ConnectPlan& plan,
                         int native_code, std::string_view hint = {}) {
    ErrorDetails details;
    details.component = plan.shown;
    details.native_code = native_code;
    details.hint = hint;
    details.sqlstate = "08001";
    details.phase = Phase::connect;
    throw OperationalError(code,
                           std::string("cannot open the SQLite database \"")
                               .append(plan.shown)
                               .append("\": ")
                               .append(reason),
                           std::move(details));
}

/// Why the operating system refused, as an errno. SQLite tries again read-only and then only knows
/// that there is no file, so a directory without write permission is found out here.
[[nodiscard]] int reason_of(sqlite3* handle, const ConnectPlan& plan) {
    const int reason = handle == nullptr ? 0 : sqlite3_system_errno(handle);
    if (reason != ENOENT || !plan.may_create || (plan.open_flags & SQLITE_OPEN_URI) != 0)
        return reason;
    const std::size_t slash = plan.file.rfind('/');
    const std::string parent = slash == plan.file.npos ? "." : plan.file.substr(0, slash + 1);
    return ::faccessat(AT_FDCWD, parent.c_str(), W_OK | X_OK, AT_EACCESS) == 0 ? reason : errno;
}

/// sqlite3_open_v2() failed.
[[noreturn]] void refuse_open(sqlite3* handle, int code, const ConnectPlan& plan) {
    const int reason = reason_of(handle, plan);
    if (reason == EACCES || reason == EPERM) refuse("permission", "access is denied", plan, code);
    if ((code & 0xff) != SQLITE_CANTOPEN || reason == 0)
        refuse("cannot_open", handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle),
               plan, code);
    refuse("cannot_open", std::generic_category().message(reason), plan, code,
           reason == ENOENT ? "directories are not made, and files only with mode=rwc" : "");
}

/// What stat() says about a plain file name; nothing if there is no file.
[[nodiscard]] std::optional<struct stat> look_at(const ConnectPlan& plan) noexcept {
    struct stat info {};
    if (plan.in_memory || (plan.open_flags & SQLITE_OPEN_URI) != 0 || !plan.vfs.empty() ||
        ::stat(plan.file.c_str(), &info) != 0)
        return std::nullopt;
    return info;
}

void execute(Session& session, const std::string& sql) {
    const int result = sqlite3_exec(session.handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) session.throw_error(result, Phase::connect);
}

/// Reads the header and the schema, which SQLite puts off until somebody asks.
void read_header(Session& session, const ConnectPlan& plan, std::int64_t timeout_ms) {
    const DeadlineScope scope(session, timeout_ms > 0 ? deadline_after(timeout_ms) : no_deadline);
    try {
        execute(session, "PRAGMA schema_version");
        if (!plan.journal_mode.empty())
            execute(session, "PRAGMA journal_mode=" + plan.journal_mode);
        if (!plan.synchronous.empty()) execute(session, "PRAGMA synchronous=" + plan.synchronous);
    } catch (const TimeoutError& error) {
        throw TimeoutError("connect_timeout", "the database stayed locked", error.details());
    } catch (const OperationalError& error) {
        const int native_code = static_cast<int>(error.details().native_code);
        // SQLite's errno may be of another file by now, such as a journal that does not exist.
        if (error.code() == "cannot_open")
            refuse("cannot_open", error.details().server_message, plan, native_code);
        if (error.code() == "not_a_database")
            refuse("not_a_database", "the file is not an SQLite database", plan, native_code);
        throw;
    }
}

void set_flag(sqlite3* handle, int option, int value) noexcept {
    sqlite3_db_config(handle, option, value, nullptr);
}

}  // namespace

void assert_session_settings(sqlite3* handle) noexcept {
    set_flag(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    set_flag(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    set_flag(handle, SQLITE_DBCONFIG_DQS_DML, 0);
    set_flag(handle, SQLITE_DBCONFIG_DQS_DDL, 0);
    set_flag(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    set_flag(handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
}

std::shared_ptr<Session> open_session(const ConnectPlan& plan, std::int64_t timeout_ms) {
    const std::optional<struct stat> before = look_at(plan);
    if (before && S_ISDIR(before->st_mode))
        refuse("cannot_open", "it is a directory", plan, SQLITE_CANTOPEN_ISDIR);

    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(plan.file.c_str(), &raw, plan.open_flags,
                                       plan.vfs.empty() ? nullptr : plan.vfs.c_str());
    Handle handle(raw);
    if (opened != SQLITE_OK) refuse_open(raw, opened, plan);
    if (before && before->st_size == 0 && sqlite3_db_readonly(raw, "main") == 1)
        refuse("readonly", "the file is empty and can only be read", plan, SQLITE_READONLY,
               "open it for writing once to make it a database");

    sqlite3_extended_result_codes(raw, 1);
    assert_session_settings(raw);
    auto session = std::make_shared<Session>(raw, plan.busy_timeout_ms);
    (void)handle.release();  // the session has it now
    if (const int result = register_decimal_functions(raw); result != SQLITE_OK)
        session->throw_error(result, Phase::connect);
    if (const int result = register_json_functions(raw); result != SQLITE_OK)
        session->throw_error(result, Phase::connect);
    if (const int result = register_text_functions(raw); result != SQLITE_OK)
        session->throw_error(result, Phase::connect);
    read_header(*session, plan, timeout_ms);
    return session;
}

}  // namespace azoth::sqlite3_driver
