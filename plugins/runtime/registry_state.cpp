// SPDX-License-Identifier: MIT
#include "registry_state.hpp"

#include <algorithm>
#include <utility>

#include <azoth/dialect/dialect.hpp>

#include "factory.hpp"
#include "library.hpp"
#include "names.hpp"
#include "not_found.hpp"
#include "plugin_file.hpp"
#include "refuse.hpp"
#include "search_path.hpp"
#include "static_plugins.hpp"
#include "survey.hpp"
#include "trust.hpp"

namespace azoth {

namespace {

using runtime::refuse;

void check_names(const PluginFileReport& report) {
    std::vector<std::string> names{report.dialect + report.driver};
    names.insert(names.end(), report.schemes.begin(), report.schemes.end());
    names.insert(names.end(), report.serves.begin(), report.serves.end());
    for (const auto& name : names) {
        if (!runtime::is_plugin_name(name))
            refuse("plugin_bad_descriptor",
                   "\"" + name + "\" is no name for a plugin: [a-z][a-z0-9_]*", name);
    }
}

}  // namespace

PluginFileReport inspect_given_file(const std::string& path) {
    PluginDirectoryReport directory{
        path.substr(0, path.rfind('/')), PluginOrigin::directory, {}, {}};
    try {
        runtime::check_directory(directory.path);
    } catch (const PluginError& error) {
        directory.code = error.code();
        directory.reason = error.message();
    }
    return runtime::inspect_file(path, directory);
}

DialectRegistry::State::State() {
    for (const sdk::PluginDescriptor* descriptor : runtime::static_plugins()) {
        auto source = std::make_shared<PluginSource>();
        source->report = runtime::describe(*descriptor, PluginOrigin::built_in);
        source->descriptor = descriptor;
        built_in.push_back(std::move(source));
    }
}

void DialectRegistry::State::add(Source source) {
    check_names(source->report);
    const std::lock_guard guard(mutex);
    for (const auto& scheme : source->report.schemes) {
        const bool taken =
            by_scheme.contains(scheme) ||
            std::any_of(registered.begin(), registered.end(),
                        [&](const Source& other) { return offers_scheme(other->report, scheme); });
        if (taken)
            refuse("plugin_duplicate", "dialect \"" + scheme + "\" is registered or in use already",
                   scheme);
    }
    for (const auto& dialect : source->report.serves) {
        const std::string& driver = source->report.driver;
        const bool taken =
            by_driver.contains(dialect + "+" + driver) ||
            std::any_of(registered.begin(), registered.end(), [&](const Source& other) {
                return offers_driver(other->report, driver, dialect);
            });
        if (taken)
            refuse("plugin_duplicate", "driver \"" + driver + "\" is registered or in use already",
                   driver);
    }
    registered.push_back(std::move(source));
}

DialectRegistry::State::Snapshot DialectRegistry::State::snapshot() const {
    runtime::SearchInputs inputs = runtime::standard_inputs();
    Snapshot all;
    std::vector<std::string> given;
    {
        const std::lock_guard guard(mutex);
        all.sources = registered;
        all.sources.insert(all.sources.end(), built_in.begin(), built_in.end());
        given = files;
        inputs.in_code = directories;
    }
    std::vector<PluginFileReport> ahead;
    for (const auto& source : all.sources) ahead.push_back(source->report);
    for (const auto& path : given) ahead.push_back(inspect_given_file(path));
    all.report = runtime::survey(runtime::search_path(inputs));
    all.report.files.insert(all.report.files.begin(), std::make_move_iterator(ahead.begin()),
                            std::make_move_iterator(ahead.end()));
    return all;
}

DialectRegistry::State::Source DialectRegistry::State::made_dialect(std::string_view scheme) const {
    const std::lock_guard guard(mutex);
    const auto found = by_scheme.find(scheme);
    return found == by_scheme.end() ? nullptr : found->second;
}

DialectRegistry::State::Source DialectRegistry::State::made_driver(std::string_view key) const {
    const std::lock_guard guard(mutex);
    const auto found = by_driver.find(key);
    return found == by_driver.end() ? nullptr : found->second;
}

DialectRegistry::State::Source DialectRegistry::State::open(const Snapshot& all,
                                                            const PluginFileReport& chosen) const {
    const auto index = static_cast<std::size_t>(&chosen - all.report.files.data());
    if (index < all.sources.size()) return all.sources[index];
    {
        const std::lock_guard guard(mutex);
        const auto known = loaded.find(chosen.path);
        if (known != loaded.end()) return known->second;
    }
    auto source = std::make_shared<PluginSource>();
    source->report = chosen;
    source->descriptor = &runtime::load_library(chosen);
    return source;
}

DialectRegistry::State::Source DialectRegistry::State::provide_dialect(std::string_view scheme) {
    if (Source made = made_dialect(scheme)) return made;
    const runtime::LoadingLock lock;
    if (Source made = made_dialect(scheme)) return made;

    const Snapshot all = snapshot();
    const PluginFileReport* chosen = runtime::choose_file(
        all.report, [&](const PluginFileReport& file) { return offers_scheme(file, scheme); });
    if (!chosen) runtime::dialect_not_found(scheme, all.report);

    const Source source = open(all, *chosen);
    std::shared_ptr<const Dialect> dialect = source->dialect;
    if (!dialect) dialect = runtime::run_dialect_factory(*source->descriptor, chosen->path, lock);

    const std::lock_guard guard(mutex);
    if (!source->dialect) source->dialect = std::move(dialect);
    if (!chosen->path.empty()) loaded.emplace(chosen->path, source);
    by_scheme.emplace(scheme, source);
    return source;
}

std::shared_ptr<driver::Driver> DialectRegistry::State::provide_driver(const PluginSource& dialect,
                                                                       std::string driver) {
    const std::string& name = dialect.report.dialect;
    if (driver.empty()) driver = choose_driver(dialect);
    const std::string key = name + "+" + driver;
    Source source = made_driver(key);
    if (!source || !source->make) {
        const runtime::LoadingLock lock;
        if (!source) source = find_driver(name, driver);
        if (!source->make) {
            auto made = runtime::run_driver_factory(*source->descriptor, source->report.path, lock);
            publish_driver(key, source);
            return made;
        }
    }
    // A program's own function runs outside the lock: it may well use the registry.
    auto made = source->make();
    if (!made)
        refuse("plugin_init_failed",
               "the function registered for driver \"" + driver + "\" returned null", driver);
    publish_driver(key, source);
    return made;
}

void DialectRegistry::State::publish_driver(const std::string& key, const Source& source) {
    const std::lock_guard guard(mutex);
    if (!source->report.path.empty()) loaded.emplace(source->report.path, source);
    by_driver.emplace(key, source);
}

DialectRegistry::State::Source DialectRegistry::State::find_driver(
    const std::string& dialect, const std::string& driver) const {
    const Snapshot all = snapshot();
    const PluginFileReport* chosen = runtime::choose_file(
        all.report,
        [&](const PluginFileReport& file) { return offers_driver(file, driver, dialect); });
    if (!chosen) runtime::driver_not_found(driver, dialect, all.report);
    return open(all, *chosen);
}

std::string DialectRegistry::State::choose_driver(const PluginSource& dialect) const {
    const std::string_view preferred = dialect.dialect->default_driver();
    if (!preferred.empty()) return std::string(preferred);
    const std::string& name = dialect.report.dialect;
    const PluginReport all = snapshot().report;
    const std::vector<std::string> drivers = runtime::known_drivers(all, name);
    if (drivers.size() == 1) return drivers.front();
    if (drivers.empty()) {
        // A driver that is there and refused deserves its own reason.
        for (const auto& file : all.files)
            if (offers_driver(file, file.driver, name)) return file.driver;
        runtime::driver_not_found({}, name, all);
    }
    refuse("driver_ambiguous",
           "several drivers serve dialect \"" + name + "\": " + runtime::listing(drivers), name,
           "name one in the URL: " + name + "+" + drivers.front() + "://");
}

}  // namespace azoth
