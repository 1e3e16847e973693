// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <azoth/driver/driver.hpp>

namespace azoth::libpq {

/// PostgreSQL through libpq.
class Driver final : public driver::Driver {
public:
    std::string_view name() const noexcept override { return "libpq"; }
    std::string client() const override;
    void check(const Url& url, const driver::ConnectArgs& args) const override;
    std::unique_ptr<driver::Connection> connect(const driver::ConnectRequest& request) override;
};

}  // namespace azoth::libpq
