// SPDX-License-Identifier: MIT
#include <azoth/plugins/create_engine.hpp>

#include <utility>

#include <azoth/driver/driver.hpp>
#include <azoth/engine/engine_config.hpp>
#include <azoth/plugins/dialect_registry.hpp>

namespace azoth {

Engine create_engine(std::string_view url, EngineOptions options) {
    return create_engine(Url(url), std::move(options));
}

Engine create_engine(const Url& url, EngineOptions options) {
    auto& registry = DialectRegistry::instance();
    auto dialect = registry.load_dialect(url.dialect());
    auto driver = registry.make_driver(url.dialect(), url.driver().value_or(std::string{}));
    return Engine(std::move(dialect), std::move(driver), url, std::move(options));
}

Engine engine_from_config(const Settings& settings, std::string_view prefix) {
    EngineConfig config = read_engine_config(settings, prefix);
    return create_engine(config.url, std::move(config.options));
}

}  // namespace azoth
