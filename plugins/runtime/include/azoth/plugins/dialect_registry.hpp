// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/export.hpp>
#include <azoth/plugins/plugin_report.hpp>
#include <azoth/sdk/descriptor.hpp>

namespace azoth {

/// Finds dialects and drivers by name and loads their plugins when they are first asked for.
///
/// Search order: registered in code, compiled into the core, directories given in code, the
/// absolute entries of AZOTH_PLUGIN_PATH (ignored in set-user-ID programs), beside the core
/// library, and where the core was configured to be installed. The first that offers a name serves
/// it, and one that offers it but cannot be trusted or used is an error, never a reason to look
/// further.
///
/// What is loaded stays: there is no unload, and objects outlive the registry that made them.
///
/// Thread-safe. Loading takes a process-wide lock, under which a plugin's factory runs; a factory
/// must not call a registry. All errors are `PluginError`:
/// `dialect_not_found driver_not_found driver_ambiguous plugin_path_not_absolute
/// plugin_untrusted_path plugin_bad_file plugin_no_entry plugin_bad_descriptor plugin_duplicate
/// plugin_abi_mismatch plugin_load_failed plugin_init_failed`.
class AZOTH_EXPORT DialectRegistry {
public:
    DialectRegistry();
    DialectRegistry(const DialectRegistry&) = delete;
    DialectRegistry& operator=(const DialectRegistry&) = delete;
    ~DialectRegistry();

    /// The registry of the process, which create_engine() uses. Never destroyed.
    [[nodiscard]] static DialectRegistry& instance();

    // ── registration in code ────────────────────────────────────────────────────────────────
    /// A dialect that this program brings along. `schemes` are what URLs may call it, `name`
    /// included if it should be one; empty: the name. `plugin_duplicate` if one is registered.
    void add_dialect(std::string name, std::shared_ptr<const Dialect> dialect,
                     std::vector<std::string> schemes = {});
    /// A driver that this program brings along; `make` runs for each engine, on the thread that
    /// creates it.
    void add_driver(std::string name, std::vector<std::string> dialects,
                    std::function<std::shared_ptr<driver::Driver>()> make);
    /// A plugin compiled into this program (AZOTH_PLUGIN_STATIC). The descriptor is borrowed and
    /// must live as long as the process.
    void add_plugin(const sdk::PluginDescriptor& descriptor);
    /// A directory to search before those of the environment; absolute. Checked when it is used.
    void add_directory(std::string_view directory);
    /// One plugin file, by absolute path and of any name; loaded when its scheme is asked for.
    /// Checked at once, and refused with the reason.
    void add_file(std::string_view path);

    // ── use ─────────────────────────────────────────────────────────────────────────────────
    /// The dialect that URLs call `scheme`; one object per registry, shared. It compiles without
    /// any driver.
    [[nodiscard]] std::shared_ptr<const Dialect> load_dialect(std::string_view scheme);

    /// A new driver object for the dialect that URLs call `scheme`: the one named, or the dialect's
    /// own choice, or the only one that serves it.
    [[nodiscard]] std::shared_ptr<driver::Driver> make_driver(std::string_view scheme,
                                                              std::string_view driver = {});

    // ── looking around ──────────────────────────────────────────────────────────────────────
    /// Everything in reach in search order, refused files included, without loading anything.
    [[nodiscard]] PluginReport report() const;
    /// What load_dialect() could find: every scheme of an accepted plugin, sorted.
    [[nodiscard]] std::vector<std::string> schemes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace azoth
