// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <azoth/driver/driver.hpp>

namespace azoth::sqlite3_driver {

/// SQLite through its own library.
class Sqlite3Driver final : public driver::Driver {
public:
    /// Throws `PluginError` (`client_library_unsuitable`) where SQLite was built without threads.
    Sqlite3Driver();

    [[nodiscard]] std::string_view name() const noexcept override { return "sqlite3"; }
    [[nodiscard]] std::string client() const override;
    void check(const Url& url, const driver::ConnectArgs& args) const override;
    [[nodiscard]] driver::PoolPreference pool_preference(const Url& url) const override;
    [[nodiscard]] std::unique_ptr<driver::Connection> connect(
        const driver::ConnectRequest& request) override;
};

}  // namespace azoth::sqlite3_driver
