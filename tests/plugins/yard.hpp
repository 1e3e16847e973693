// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/plugins/dialect_registry.hpp>

namespace zoo {

/// A directory of plugins that lives as long as one test, with a marker file that tells whether any
/// code of the zoo ran. Each copy of a plugin file is a library of its own for the dynamic linker.
class Yard {
public:
    Yard();
    Yard(const Yard&) = delete;
    Yard& operator=(const Yard&) = delete;
    ~Yard();

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::string file(std::string_view name) const;

    /// Copies the zoo's `animal`.so to `name` below the yard and returns the whole path.
    std::string put(std::string_view animal, std::string_view name) const;
    /// Writes a file of these bytes.
    std::string write(std::string_view name, std::string_view bytes) const;
    /// Makes a directory below the yard.
    std::string make_directory(std::string_view name) const;

    /// How often code of the zoo was started since the yard was opened.
    [[nodiscard]] std::size_t code_runs() const;

private:
    std::string path_;
    std::string marker_;
};

/// Bytes of the zoo's `animal`.so.
[[nodiscard]] std::string bytes_of(std::string_view animal);

/// Runs `action`, which must throw a PluginError, and returns it.
[[nodiscard]] azoth::PluginError failure_of(const std::function<void()>& action);

/// The error of loading `scheme` from the directories given, in a registry of its own.
[[nodiscard]] azoth::PluginError load_failure(const std::vector<std::string>& directories,
                                              std::string_view scheme);

/// Sets an environment variable for the length of a scope.
class Environment {
public:
    Environment(const char* name, const std::string& value);
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment();

private:
    const char* name_;
};

}  // namespace zoo
