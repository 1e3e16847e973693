// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

namespace azoth::runtime {

/// What of a file or directory decides whether strangers could have put code there.
struct Ownership {
    uid_t owner = 0;
    bool group_is_owners = false;  ///< the group is the owner's private one
    mode_t mode = 0;               ///< permission bits, sticky bit included
};

enum class Place { file, directory, ancestor };

/// Who, beside root, may own what this process runs.
struct TrustedUsers {
    uid_t effective = 0;          ///< the user the process runs as
    std::optional<uid_t> core{};  ///< the owner of the core library
};

/// Why code from this place must not run in this process; empty if it may. Trusted owners are
/// root, the process's user, and the owner of the core library: whoever may write that file has
/// code in this process already, so a plugin of theirs adds nothing, and root can run what a user
/// has built. Others may not write, nor a group that is not the owner's own; above the plugin
/// directory a sticky directory will do, since in it nobody can replace what belongs to somebody
/// else.
[[nodiscard]] std::string distrust(const Ownership& ownership, Place place,
                                   const TrustedUsers& trusted);

/// Checks a plugin directory and every directory above it. `directory` is canonical: absolute,
/// without symbolic links. Throws `PluginError` (`plugin_untrusted_path`) with the first component
/// at fault.
void check_directory(const std::string& directory);

/// Checks an opened plugin file by what the descriptor, not the name, refers to.
void check_file(const struct stat& status, const std::string& path);

}  // namespace azoth::runtime
