// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/driver/driver.hpp>
#include <azoth/error/error.hpp>

#include "sqlite3/driver.hpp"

namespace azoth::sqlite3_driver {

/// A directory of its own for each test, and the driver.
class SqliteDriverTest : public testing::Test {
protected:
    SqliteDriverTest() {
        std::string pattern = (std::filesystem::temp_directory_path() / "azothXXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
    }
    ~SqliteDriverTest() override { std::filesystem::remove_all(directory_); }

    [[nodiscard]] std::string path(std::string_view name) const {
        return (directory_ / name).string();
    }
    [[nodiscard]] std::unique_ptr<driver::Connection> connect(const std::string& url,
                                                              const driver::ConnectArgs& args = {},
                                                              std::int64_t timeout_ms = 0) {
        const Url parsed(url);
        return driver_.connect({parsed, args, timeout_ms});
    }
    [[nodiscard]] std::unique_ptr<driver::Connection> memory() { return connect("sqlite://"); }
    /// A database file in the test's directory; `query` begins with '?'.
    [[nodiscard]] std::unique_ptr<driver::Connection> file(std::string_view name,
                                                           std::string_view query = {}) {
        return connect("sqlite:///" + path(name).append(query));
    }

    Sqlite3Driver driver_;
    std::filesystem::path directory_;
};

inline void run(driver::Connection& connection, std::string_view sql,
                std::initializer_list<ValueView> parameters = {}) {
    const auto statement = connection.prepare(sql, {});
    driver::Cursor& cursor = statement->execute({parameters.begin(), parameters.size()}, {});
    while (cursor.next()) {
    }
}

/// The first cell of the first row as text for comparison; "NULL", or "none" without a row.
inline std::string first(driver::Connection& connection, std::string_view sql,
                         std::initializer_list<ValueView> parameters = {}) {
    const auto statement = connection.prepare(sql, {});
    driver::Cursor& cursor = statement->execute({parameters.begin(), parameters.size()}, {});
    if (!cursor.next()) return "none";
    const ValueView cell = cursor.cell(0);
    switch (cell.kind()) {
        case ValueKind::null: return "NULL";
        case ValueKind::int64: return std::to_string(cell.int64());
        case ValueKind::real: return std::to_string(cell.real());
        case ValueKind::text: return std::string(cell.chars());
        default: return std::string(kind_name(cell.kind()));
    }
}

/// What `work` throws, which must be an E with this code.
template <class E, class Work>
std::optional<E> failure(std::string_view code, Work work) {
    try {
        work();
    } catch (const E& error) {
        EXPECT_EQ(error.code(), code) << error.what();
        return error;
    } catch (const Error& error) {
        ADD_FAILURE() << "another class: " << error.category() << ' ' << error.what();
        return std::nullopt;
    }
    ADD_FAILURE() << "nothing was thrown where " << code << " was expected";
    return std::nullopt;
}

}  // namespace azoth::sqlite3_driver
