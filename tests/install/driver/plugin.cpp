// SPDX-License-Identifier: MIT
// The smallest driver: it is found, made and asked, and has nobody to connect to.
#include <memory>
#include <string>
#include <string_view>

#include <azoth/driver/driver.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sdk/plugin.hpp>

namespace acme {

class AcmeClient final : public azoth::driver::Driver {
public:
    std::string_view name() const noexcept override { return "acme_client"; }
    std::string client() const override { return "Acme client 1.0"; }
    void check(const azoth::Url&, const azoth::driver::ConnectArgs&) const override {}
    std::unique_ptr<azoth::driver::Connection> connect(
        const azoth::driver::ConnectRequest& request) override {
        throw azoth::OperationalError("connect_refused",
                                      "nobody listens at " + request.url.to_string());
    }
};

}  // namespace acme

AZOTH_DRIVER_PLUGIN(acme::AcmeClient, "1.0.0", "MIT")
