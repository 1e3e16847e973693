// SPDX-License-Identifier: MIT
#include "yard.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fs = std::filesystem;

namespace zoo {

Yard::Yard() {
    std::string name = (fs::temp_directory_path() / "azoth-yard-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
    path_ = fs::canonical(name).string() + "/plugins";
    fs::create_directory(path_);
    marker_ = fs::path(path_).parent_path() / "marker";
    setenv("AZOTH_ZOO_MARKER", marker_.c_str(), 1);
}

Yard::~Yard() {
    unsetenv("AZOTH_ZOO_MARKER");
    std::error_code ignored;
    fs::remove_all(fs::path(path_).parent_path(), ignored);
}

std::string Yard::file(std::string_view name) const {
    return path_ + "/" + std::string(name);
}

std::string Yard::put(std::string_view animal, std::string_view name) const {
    return write(name, bytes_of(animal));
}

std::string Yard::write(std::string_view name, std::string_view bytes) const {
    const std::string target = file(name);
    std::ofstream(target, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return target;
}

std::string Yard::make_directory(std::string_view name) const {
    fs::create_directories(file(name));
    return file(name);
}

std::size_t Yard::code_runs() const {
    std::error_code missing;
    const auto size = fs::file_size(marker_, missing);
    return missing ? 0 : size;
}

std::string bytes_of(std::string_view animal) {
    const fs::path path = fs::path(AZOTH_ZOO_DIRECTORY) / animal;
    std::ifstream stream(path.string() + ".so", std::ios::binary);
    if (!stream) throw std::runtime_error("no animal " + std::string(animal));
    return {std::istreambuf_iterator<char>(stream), {}};
}

azoth::PluginError failure_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const azoth::PluginError& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {"nothing_thrown", ""};
}

azoth::PluginError load_failure(const std::vector<std::string>& directories,
                                std::string_view scheme) {
    azoth::DialectRegistry registry;
    for (const auto& directory : directories) registry.add_directory(directory);
    return failure_of([&] { (void)registry.load_dialect(scheme); });
}

Environment::Environment(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
}

Environment::~Environment() {
    unsetenv(name_);
}

}  // namespace zoo
