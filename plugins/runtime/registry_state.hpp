// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/plugins/dialect_registry.hpp>

#include "loading_lock.hpp"

namespace azoth {

/// A plugin that the registry knows: registered in code or loaded from a file.
struct PluginSource {
    PluginFileReport report;
    const sdk::PluginDescriptor* descriptor = nullptr;  ///< null if given as objects
    std::shared_ptr<const Dialect> dialect;             ///< null until first asked for
    std::function<std::shared_ptr<driver::Driver>()> make;
};

/// What a DialectRegistry holds. `mutex` guards the members and is never held while a plugin runs;
/// the loading lock is taken first where both are needed. What is published here is never changed
/// again, except that a source's dialect is set once, under both.
struct DialectRegistry::State {
    using Source = std::shared_ptr<PluginSource>;

    mutable std::mutex mutex;
    std::vector<Source> registered;
    std::vector<Source> built_in;
    std::vector<std::string> files;
    std::vector<std::string> directories;
    std::map<std::string, Source, std::less<>> loaded;     ///< by path
    std::map<std::string, Source, std::less<>> by_scheme;  ///< dialects that were made
    std::map<std::string, Source, std::less<>> by_driver;  ///< "dialect+driver" that was made

    State();

    /// Adds a source registered in code; `plugin_duplicate` if a name of it is taken.
    void add(Source source);

    /// Everything in reach at one moment; the first files of the report belong to `sources`.
    struct Snapshot {
        PluginReport report;
        std::vector<Source> sources;
    };
    [[nodiscard]] Snapshot snapshot() const;

    /// The source of the dialect that URLs call `scheme`: found, loaded and made if necessary.
    [[nodiscard]] Source provide_dialect(std::string_view scheme);
    /// A new driver object. An empty name: the dialect's own choice, or the only driver there is.
    [[nodiscard]] std::shared_ptr<driver::Driver> provide_driver(const PluginSource& dialect,
                                                                 std::string driver);

private:
    [[nodiscard]] Source made_dialect(std::string_view scheme) const;
    [[nodiscard]] Source made_driver(std::string_view key) const;
    [[nodiscard]] Source find_driver(const std::string& dialect, const std::string& driver) const;
    void publish_driver(const std::string& key, const Source& source);
    [[nodiscard]] std::string choose_driver(const PluginSource& dialect) const;
    /// The source behind a chosen entry, loaded from its file if it has one. A source new to the
    /// registry is not published yet.
    [[nodiscard]] Source open(const Snapshot& all, const PluginFileReport& chosen) const;
};

/// Inspects a file that was given by canonical path; its directory is checked as any other.
[[nodiscard]] PluginFileReport inspect_given_file(const std::string& path);

}  // namespace azoth
