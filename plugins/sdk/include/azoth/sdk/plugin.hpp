// SPDX-License-Identifier: MIT
#pragma once

#include <exception>

#include <azoth/error/error.hpp>
#include <azoth/sdk/descriptor.hpp>
#include <azoth/sdk/marks.hpp>

/// The door from the inside: what a plugin's `plugin.cpp` includes. It consists of one line:
///
///     AZOTH_DIALECT_PLUGIN(acme::AcmeDialect, "1.2.0", "MIT")          // azoth_add_dialect()
///     AZOTH_DRIVER_PLUGIN(acme::AcmeDriver, "1.2.0", "MIT")            // azoth_add_driver()
///
/// The class is made with its default constructor, which may throw. Names come from the CMake
/// function as definitions; whoever builds without it defines them before this header:
///
///     AZOTH_PLUGIN_NAME            name of the dialect or driver       acme
///     AZOTH_PLUGIN_SCHEMES         dialect: scheme and aliases         acme,acme_cloud
///     AZOTH_PLUGIN_DIALECTS        driver: dialects it serves          acme,other
///     AZOTH_PLUGIN_STATIC          compiled into the core: no marks, an entry per name
namespace azoth::sdk {

/// Runs a constructor and turns whatever it throws into words in the sink.
template <class Made, class Contract>
Contract* make_guarded(ErrorSink* sink) noexcept {
    try {
        return new Made();
    } catch (const Error& error) {
        sink->report(error.code(), error.message());
    } catch (const std::exception& error) {
        sink->report({}, error.what());
    } catch (...) {
        sink->report({}, "an exception that is no std::exception");
    }
    return nullptr;
}

}  // namespace azoth::sdk

#if defined(AZOTH_PLUGIN_STATIC)
#define AZOTH_PLUGIN_ENTRY AZOTH_MARK_CAT(azoth_static_plugin_, AZOTH_PLUGIN_NAME)
#define AZOTH_PLUGIN_MARK(prefix, name)
#define AZOTH_PLUGIN_VISIBILITY "hidden"
#else
#define AZOTH_PLUGIN_ENTRY azoth_plugin_descriptor
#define AZOTH_PLUGIN_MARK(prefix, name) AZOTH_MARK(prefix, name)
#define AZOTH_PLUGIN_VISIBILITY "default"
#endif

#define AZOTH_PLUGIN_SCHEME_MARK(name) AZOTH_PLUGIN_MARK(azoth_scheme_, name)
#define AZOTH_PLUGIN_SERVES_MARK(name) AZOTH_PLUGIN_MARK(azoth_serves_, name)
#define AZOTH_PLUGIN_LIST_ITEM(name) #name,

/// Defines the descriptor; the arguments fill what differs between the two kinds.
#define AZOTH_PLUGIN_DEFINE(version, licence, schemes, dialects, dialect_maker, maker) \
    AZOTH_PLUGIN_MARK(azoth_fingerprint_, AZOTH_FINGERPRINT_SYMBOL())                  \
    extern "C" {                                                                       \
    extern __attribute__((visibility(AZOTH_PLUGIN_VISIBILITY)))                        \
    const azoth::sdk::PluginDescriptor AZOTH_PLUGIN_ENTRY;                             \
    __attribute__((used)) const azoth::sdk::PluginDescriptor AZOTH_PLUGIN_ENTRY = {    \
        azoth::sdk::plugin_magic,                                                      \
        sizeof(azoth::sdk::PluginDescriptor),                                          \
        AZOTH_SPI_EPOCH,                                                               \
        AZOTH_FINGERPRINT_TEXT,                                                        \
        AZOTH_FINGERPRINT_QUOTE(AZOTH_PLUGIN_NAME),                                    \
        version,                                                                       \
        licence,                                                                       \
        schemes,                                                                       \
        dialects,                                                                      \
        dialect_maker,                                                                 \
        maker,                                                                         \
        &AZOTH_CORE_SYMBOL};                                                           \
    }

/// The whole `plugin.cpp` of a dialect. `version` and `licence` are string literals.
#define AZOTH_DIALECT_PLUGIN(dialect_class, version, licence)                  \
    AZOTH_PLUGIN_MARK(azoth_dialect_, AZOTH_PLUGIN_NAME)                       \
    AZOTH_FOR_EACH(AZOTH_PLUGIN_SCHEME_MARK, AZOTH_PLUGIN_SCHEMES)             \
    static const char* const azoth_plugin_schemes[] = {                        \
        AZOTH_FOR_EACH(AZOTH_PLUGIN_LIST_ITEM, AZOTH_PLUGIN_SCHEMES) nullptr}; \
    AZOTH_PLUGIN_DEFINE(version, licence, azoth_plugin_schemes, nullptr,       \
                        (&azoth::sdk::make_guarded<dialect_class, azoth::Dialect>), nullptr)

/// The whole `plugin.cpp` of a driver.
#define AZOTH_DRIVER_PLUGIN(driver_class, version, licence)                        \
    AZOTH_PLUGIN_MARK(azoth_driver_, AZOTH_PLUGIN_NAME)                            \
    AZOTH_FOR_EACH(AZOTH_PLUGIN_SERVES_MARK, AZOTH_PLUGIN_DIALECTS)                \
    static const char* const azoth_plugin_dialects[] = {                           \
        AZOTH_FOR_EACH(AZOTH_PLUGIN_LIST_ITEM, AZOTH_PLUGIN_DIALECTS) nullptr};    \
    AZOTH_PLUGIN_DEFINE(version, licence, nullptr, azoth_plugin_dialects, nullptr, \
                        (&azoth::sdk::make_guarded<driver_class, azoth::driver::Driver>))
