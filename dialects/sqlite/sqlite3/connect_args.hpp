// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <azoth/driver/driver.hpp>
#include <azoth/driver/transaction.hpp>
#include <azoth/urls/url.hpp>

namespace azoth::sqlite3_driver {

/// Everything that opening a database needs, read from a URL and the options given in code.
struct ConnectPlan {
    std::string file;  ///< as sqlite3_open_v2() takes it: a path, ":memory:" or a URI of our making
    std::string shown;  ///< the path for people
    int open_flags = 0;
    std::string vfs;  ///< empty: SQLite's default
    bool in_memory = false;
    bool may_create = true;
    std::int64_t busy_timeout_ms = 5000;
    LockMode lock_mode = LockMode::deferred;
    std::string journal_mode;  ///< empty: as the file has it
    std::string synchronous;   ///< empty: SQLite's default
};

/// Reads URL and options without I/O; options given in code win.
///
/// | option         | values                                         | meaning                |
/// |----------------|------------------------------------------------|------------------------|
/// | `mode`         | `ro`, `rw`, `rwc` (default); `memory` (uri)    | read, write, create    |
/// | `uri`          | boolean                                        | a path may say `file:` |
/// | `cache`        | `private` (default), `shared`                  | needs `uri`            |
/// | `immutable`    | boolean                                        | needs `uri`            |
/// | `busy_timeout` | milliseconds (default 5000)                    | how long to wait       |
/// | `lock_mode`    | `deferred` (default), `immediate`, `exclusive` | how transactions begin |
/// | `journal_mode` | `delete truncate persist memory wal`           | set on connect         |
/// | `synchronous`  | `off normal full extra`                        | set on connect         |
/// | `vfs`          | a name                                         | given in code only     |
///
/// Throws `UrlError` (`sqlite_host_not_allowed`), `ArgumentError` (`unknown_option` with the
/// nearest name, `bad_option_value` with what is allowed, `option_forbidden_in_url`).
[[nodiscard]] ConnectPlan make_connect_plan(const Url& url, const driver::ConnectArgs& args);

}  // namespace azoth::sqlite3_driver
