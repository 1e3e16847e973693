// SPDX-License-Identifier: MIT
#include "targets.hpp"

#include <algorithm>
#include <map>

#include <azoth/error/error.hpp>
#include <azoth/plugins/dialect_registry.hpp>

#include "standard_dialect.hpp"

namespace golden {

namespace {

std::shared_ptr<const Dialect> load(const std::string& name) {
    if (name == "standard") return std::make_shared<StandardDialect>(false);
    if (name == "bare") return std::make_shared<StandardDialect>(true);
    static const bool added = [] {
        DialectRegistry::instance().add_directory(AZOTH_TEST_PLUGINS);
        return true;
    }();
    static_cast<void>(added);
    try {
        return DialectRegistry::instance().load_dialect(name);
    } catch (const PluginError& error) {
        if (error.code() != "dialect_not_found") throw;
        return nullptr;
    }
}

}  // namespace

std::shared_ptr<const Dialect> dialect(const std::string& name) {
    static std::map<std::string, std::shared_ptr<const Dialect>> loaded;
    const auto found = loaded.find(name);
    return found != loaded.end() ? found->second : loaded.emplace(name, load(name)).first->second;
}

std::vector<std::string> known_dialects() {
    std::vector<std::string> known;
    for (const char* name :
         {"standard", "bare", "sqlite", "postgresql", "mysql", "mariadb", "hive"}) {
        if (dialect(name) != nullptr) known.emplace_back(name);
    }
    return known;
}

Target make_target(const std::string& name) {
    const std::size_t at = std::min(name.find('@'), name.size());
    const std::string scheme = name.substr(0, at);
    const auto found = dialect(scheme);
    const std::string version = at == name.size() ? std::string() : name.substr(at + 1);
    return {name, found.get(), found->ledger(found->described_facts(version, scheme))};
}

}  // namespace golden
