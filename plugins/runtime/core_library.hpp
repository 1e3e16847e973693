// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace azoth::runtime {

/// The file this code was loaded from: libazoth.so, or a program that has it built in. As the
/// dynamic linker was told, so possibly relative; empty if unknown.
[[nodiscard]] std::string core_library_path();

/// Who owns that file; nothing if it cannot be found by an absolute path. Asked once per process.
[[nodiscard]] std::optional<uid_t> core_library_owner();

}  // namespace azoth::runtime
