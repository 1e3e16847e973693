// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

#include <azoth/engine/engine.hpp>

#include <azoth_test/fake_dialect.hpp>
#include <azoth_test/fake_driver.hpp>

namespace azoth::test {

/// An engine over the fake dialect and driver, and the hands that steer them.
struct FakeDatabase {
    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    std::shared_ptr<FakeDialect> dialect = std::make_shared<FakeDialect>();

    [[nodiscard]] Engine engine(EngineOptions options = {}) const {
        return Engine(dialect, std::make_shared<FakeDriver>(server), Url("fake://host/db"),
                      std::move(options));
    }
};

}  // namespace azoth::test
