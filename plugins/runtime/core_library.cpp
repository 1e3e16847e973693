// SPDX-License-Identifier: MIT
#include "core_library.hpp"

#include <dlfcn.h>
#include <sys/stat.h>

namespace azoth::runtime {

namespace {

std::optional<uid_t> find_owner() {
    const std::string path = core_library_path();
    struct stat status {};
    // A relative path may by now mean another file.
    if (path.empty() || path.front() != '/' || ::stat(path.c_str(), &status) != 0) return {};
    return status.st_uid;
}

}  // namespace

std::string core_library_path() {
    // An exported object would not do: a program that refers to it may hold a copy of its own,
    // and then its address is one of the program (copy relocation).
    static const char here = 0;
    Dl_info info{};
    if (dladdr(&here, &info) == 0 || !info.dli_fname) return {};
    return info.dli_fname;
}

std::optional<uid_t> core_library_owner() {
    static const std::optional<uid_t> owner = find_owner();
    return owner;
}

}  // namespace azoth::runtime
