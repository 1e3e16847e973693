// SPDX-License-Identifier: MIT
// The same options in code and from a configuration file; a wrong word is an error with a hint.
#include <iostream>
#include <map>
#include <string>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    Engine engine =
        create_engine("sqlite:///:memory:", {.pool = {.size = 3, .timeout_ms = 500},
                                             .isolation_level = Isolation::serializable,
                                             .query_cache_size = 100,
                                             .connect_args = {{"busy_timeout", "250"}}});
    std::cout << engine.pool_metrics().in_use << " in use\n";

    std::map<std::string, std::string> settings{
        {"shop.url", "sqlite:///:memory:"}, {"shop.pool_size", "3"}, {"shop.echo", "off"}};
    std::cout << engine_from_config(settings, "shop.").url() << '\n';
    settings["shop.pool_sise"] = "4";
    try {
        (void)engine_from_config(settings, "shop.");
    } catch (const ArgumentError& error) {
        std::cout << error.what() << '\n';
    }
}
