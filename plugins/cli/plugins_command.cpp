// SPDX-License-Identifier: MIT
#include "plugins_command.hpp"

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include <azoth/dialect/dialect.hpp>
#include <azoth/driver/driver.hpp>
#include <azoth/plugins/dialect_registry.hpp>

namespace azoth::cli {

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

std::string place_of(const PluginFileReport& file) {
    return file.path.empty() ? "(" + std::string(origin_name(file.origin)) + ")" : file.path;
}

void print_offer(const PluginFileReport& file) {
    if (!file.dialect.empty())
        std::cout << "dialect " << file.dialect << " (schemes " << joined(file.schemes) << ")";
    if (!file.driver.empty())
        std::cout << "driver " << file.driver << " (for " << joined(file.serves) << ")";
    if (file.dialect.empty() && file.driver.empty()) std::cout << "unknown contents";
}

void print_refusal(std::string_view code, std::string_view reason) {
    std::cout << "    refused [" << code << "]: " << reason << '\n';
}

void print_directories(const PluginReport& report) {
    std::cout << "search path:\n";
    if (report.directories.empty()) std::cout << "  no plugin directory exists\n";
    for (const auto& directory : report.directories) {
        std::cout << "  " << directory.path << " (" << origin_name(directory.origin) << ")\n";
        if (!directory.code.empty()) print_refusal(directory.code, directory.reason);
    }
}

int list_plugins() {
    const PluginReport report = DialectRegistry::instance().report();
    print_directories(report);
    std::cout << "plugins:\n";
    for (const auto& file : report.files) {
        std::cout << "  ";
        print_offer(file);
        std::cout << "\n    " << place_of(file) << '\n';
        if (file.refused()) print_refusal(file.code, file.reason);
    }
    if (report.files.empty()) std::cout << "  none\n";
    return 0;
}

/// Prints whoever offers what was asked for, in search order. Of those with the same `subject` the
/// first place decides and shadows the others.
template <class Offers, class Subject>
void print_offering(const PluginReport& report, const Offers& offers, const Subject& subject) {
    std::map<std::string, const PluginFileReport*> decisive;
    for (const auto& file : report.files) {
        if (!offers(file)) continue;
        const PluginFileReport& first = *decisive.emplace(subject(file), &file).first->second;
        std::cout << "  " << place_of(file) << ": ";
        print_offer(file);
        std::cout << '\n';
        if (first.origin != file.origin || first.directory != file.directory)
            std::cout << "    shadowed by " << place_of(first) << '\n';
        if (file.refused()) print_refusal(file.code, file.reason);
    }
    if (decisive.empty()) std::cout << "  none\n";
}

/// Loads the dialect and its driver, which is the last thing that can go wrong.
int examine(const std::string& scheme, const std::string& driver, const PluginReport& report) {
    auto& registry = DialectRegistry::instance();
    try {
        const auto dialect = registry.load_dialect(scheme);
        std::cout << "dialect " << dialect->name() << " loads\n";
        const std::string name{dialect->name()};
        std::cout << "drivers for " << name << ":\n";
        print_offering(
            report,
            [&](const PluginFileReport& file) {
                return offers_driver(file, driver.empty() ? file.driver : driver, name);
            },
            [](const PluginFileReport& file) { return file.driver; });
        const auto made = registry.make_driver(scheme, driver);
        std::cout << "driver " << made->name() << " loads: " << made->client() << '\n';
        return 0;
    } catch (const PluginError& error) {
        std::cout << "problem: " << error.what() << '\n';
        return 1;
    }
}

int examine_scheme(const std::string& asked) {
    const std::size_t plus = asked.find('+');
    const std::string scheme = asked.substr(0, plus);
    const std::string driver = plus == std::string::npos ? std::string{} : asked.substr(plus + 1);
    const PluginReport report = DialectRegistry::instance().report();
    print_directories(report);
    std::cout << "plugins for scheme " << scheme << ":\n";
    print_offering(
        report, [&](const PluginFileReport& file) { return offers_scheme(file, scheme); },
        [&](const PluginFileReport&) { return scheme; });
    return examine(scheme, driver, report);
}

}  // namespace

void add_plugins_command(CLI::App& program, int& status) {
    CLI::App* plugins = program.add_subcommand("plugins", "Dialect and driver plugins");
    plugins->require_subcommand(1);

    CLI::App* list = plugins->add_subcommand("list", "Every plugin in reach, loading none");
    list->callback([&status] { status = list_plugins(); });

    CLI::App* doctor = plugins->add_subcommand(
        "doctor", "Which files serve a scheme, which are refused and why; loads the winner");
    const auto asked = std::make_shared<std::string>();
    doctor->add_option("SCHEME", *asked, "scheme of a URL, such as sqlite or postgresql+odbc")
        ->required();
    doctor->callback([&status, asked] { status = examine_scheme(*asked); });
}

}  // namespace azoth::cli
