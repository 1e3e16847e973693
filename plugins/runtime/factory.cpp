// SPDX-License-Identifier: MIT
#include "factory.hpp"

#include <exception>

#include <azoth/dialect/dialect.hpp>
#include <azoth/driver/driver.hpp>

#include "refuse.hpp"

namespace azoth::runtime {

namespace {

[[noreturn]] void init_failed(const std::string& name, const std::string& place,
                              const std::string& reason) {
    const std::string where = place.empty() ? "" : " (" + place + ")";
    refuse("plugin_init_failed", "plugin " + name + where + " could not be initialised: " + reason,
           place);
}

/// `Made` is what the factory returns and the caller then owns.
template <class Made>
std::shared_ptr<Made> run(Made* (*factory)(sdk::ErrorSink*), const std::string& name,
                          const std::string& place, const LoadingLock& lock) {
    sdk::ErrorSink sink;
    std::shared_ptr<Made> made;
    // The contract says noexcept, and a plugin of other origin may break it.
    try {
        made.reset(factory(&sink));
    } catch (const std::exception& error) {
        init_failed(name, place, std::string("its factory threw: ") + error.what());
    } catch (...) {
        init_failed(name, place, "its factory threw something that is no std::exception");
    }
    if (lock.called_back()) init_failed(name, place, "its factory called back into the registry");
    if (made) return made;

    sink.code[sizeof sink.code - 1] = '\0';
    sink.message[sizeof sink.message - 1] = '\0';
    const std::string message = sink.message;
    const std::string code = sink.code;
    if (message.empty()) init_failed(name, place, "its factory returned null without a reason");
    init_failed(name, place, code.empty() ? message : message + " [" + code + "]");
}

}  // namespace

std::shared_ptr<const Dialect> run_dialect_factory(const sdk::PluginDescriptor& descriptor,
                                                   const std::string& place,
                                                   const LoadingLock& lock) {
    return run<Dialect>(descriptor.make_dialect, descriptor.name, place, lock);
}

std::shared_ptr<driver::Driver> run_driver_factory(const sdk::PluginDescriptor& descriptor,
                                                   const std::string& place,
                                                   const LoadingLock& lock) {
    return run<driver::Driver>(descriptor.make_driver, descriptor.name, place, lock);
}

}  // namespace azoth::runtime
