// SPDX-License-Identifier: MIT
#include <azoth/plugins/plugin_report.hpp>

#include <algorithm>

namespace azoth {

namespace {

bool is_unread(const PluginFileReport& file, std::string_view name) {
    if (!file.dialect.empty() || !file.driver.empty()) return false;
    const std::string expected = "/libazoth_" + std::string(name) + ".so";
    return file.path.size() >= expected.size() &&
           file.path.compare(file.path.size() - expected.size(), expected.size(), expected) == 0;
}

}  // namespace

std::string_view origin_name(PluginOrigin origin) noexcept {
    switch (origin) {
        case PluginOrigin::registered: return "registered in code";
        case PluginOrigin::built_in: return "built in";
        case PluginOrigin::directory: return "given in code";
        case PluginOrigin::environment: return "AZOTH_PLUGIN_PATH";
        case PluginOrigin::beside_core: return "beside the core library";
        case PluginOrigin::installation: return "installation";
    }
    return {};
}

bool offers_scheme(const PluginFileReport& file, std::string_view scheme) {
    return std::find(file.schemes.begin(), file.schemes.end(), scheme) != file.schemes.end() ||
           is_unread(file, scheme);
}

bool offers_driver(const PluginFileReport& file, std::string_view driver,
                   std::string_view dialect) {
    if (is_unread(file, driver)) return true;
    return file.driver == driver &&
           std::find(file.serves.begin(), file.serves.end(), dialect) != file.serves.end();
}

}  // namespace azoth
