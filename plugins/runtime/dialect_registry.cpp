// SPDX-License-Identifier: MIT
#include <azoth/plugins/dialect_registry.hpp>

#include <utility>

#include "library.hpp"
#include "not_found.hpp"
#include "plugin_file.hpp"
#include "refuse.hpp"
#include "registry_state.hpp"
#include "search_path.hpp"

namespace azoth {

using runtime::LoadingLock;

DialectRegistry::DialectRegistry() : state_(std::make_unique<State>()) {}
DialectRegistry::~DialectRegistry() = default;

DialectRegistry& DialectRegistry::instance() {
    // Never destroyed: engines in static objects may still ask while the process ends.
    static auto* const registry = new DialectRegistry;
    return *registry;
}

void DialectRegistry::add_dialect(std::string name, std::shared_ptr<const Dialect> dialect,
                                  std::vector<std::string> schemes) {
    LoadingLock::refuse_callback();
    if (!dialect) throw ArgumentError("null_argument", "add_dialect() needs a dialect");
    auto source = std::make_shared<PluginSource>();
    source->report.origin = PluginOrigin::registered;
    source->report.schemes = schemes.empty() ? std::vector{name} : std::move(schemes);
    source->report.dialect = std::move(name);
    source->dialect = std::move(dialect);
    state_->add(std::move(source));
}

void DialectRegistry::add_driver(std::string name, std::vector<std::string> dialects,
                                 std::function<std::shared_ptr<driver::Driver>()> make) {
    LoadingLock::refuse_callback();
    if (!make) throw ArgumentError("null_argument", "add_driver() needs a function");
    auto source = std::make_shared<PluginSource>();
    source->report.origin = PluginOrigin::registered;
    source->report.driver = std::move(name);
    source->report.serves = std::move(dialects);
    source->make = std::move(make);
    state_->add(std::move(source));
}

void DialectRegistry::add_plugin(const sdk::PluginDescriptor& descriptor) {
    LoadingLock::refuse_callback();
    auto source = std::make_shared<PluginSource>();
    source->report = runtime::describe(descriptor, PluginOrigin::registered);
    source->descriptor = &descriptor;
    runtime::check_descriptor(descriptor, source->report);
    state_->add(std::move(source));
}

void DialectRegistry::add_directory(std::string_view directory) {
    LoadingLock::refuse_callback();
    if (directory.empty() || directory.front() != '/')
        runtime::refuse("plugin_path_not_absolute",
                        "\"" + std::string(directory) + "\" is not an absolute path", directory);
    const std::lock_guard guard(state_->mutex);
    state_->directories.emplace_back(directory);
}

void DialectRegistry::add_file(std::string_view path) {
    LoadingLock::refuse_callback();
    const std::string canonical = runtime::canonical_path(std::string(path));
    const PluginFileReport file = inspect_given_file(canonical);
    if (file.refused())
        runtime::refuse(file.code, canonical + " is refused: " + file.reason, canonical);
    const std::lock_guard guard(state_->mutex);
    state_->files.push_back(canonical);
}

std::shared_ptr<const Dialect> DialectRegistry::load_dialect(std::string_view scheme) {
    LoadingLock::refuse_callback();
    return state_->provide_dialect(scheme)->dialect;
}

std::shared_ptr<driver::Driver> DialectRegistry::make_driver(std::string_view scheme,
                                                             std::string_view driver) {
    LoadingLock::refuse_callback();
    return state_->provide_driver(*state_->provide_dialect(scheme), std::string(driver));
}

PluginReport DialectRegistry::report() const {
    LoadingLock::refuse_callback();
    return state_->snapshot().report;
}

std::vector<std::string> DialectRegistry::schemes() const {
    LoadingLock::refuse_callback();
    return runtime::known_schemes(state_->snapshot().report);
}

}  // namespace azoth
