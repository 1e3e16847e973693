// SPDX-License-Identifier: MIT
// The drivers of the zoo.
#include <stdexcept>

#include <azoth/driver/driver.hpp>
#include <azoth/sdk/plugin.hpp>

#include "marker.hpp"

namespace zoo {

class ZooDriver : public azoth::driver::Driver {
public:
#if defined(ZOO_DRIVER_THROWS)
    ZooDriver() {
        throw std::runtime_error("client library too old");
    }
#endif
    std::string_view name() const noexcept override {
        return AZOTH_FINGERPRINT_QUOTE(AZOTH_PLUGIN_NAME);
    }
    std::string client() const override {
        return "nothing 1.0";
    }
    void check(const azoth::Url&, const azoth::driver::ConnectArgs&) const override {}
    std::unique_ptr<azoth::driver::Connection> connect(
        const azoth::driver::ConnectRequest&) override {
        throw azoth::OperationalError("connect_refused", "nobody is at home");
    }
};

}  // namespace zoo

AZOTH_DRIVER_PLUGIN(zoo::ZooDriver, "1.2.3", "MIT")
