// SPDX-License-Identifier: MIT
#include "trust.hpp"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "core_library.hpp"
#include "refuse.hpp"

namespace azoth::runtime {

namespace {

/// The user-private-group convention: a group of the owner's own name, and the owner's first one.
bool is_private_group(uid_t owner, gid_t group) {
    std::vector<char> user_room(16384);
    std::vector<char> group_room(65536);
    struct passwd user_entry {};
    struct group group_entry {};
    struct passwd* user = nullptr;
    struct group* named = nullptr;
    if (getpwuid_r(owner, &user_entry, user_room.data(), user_room.size(), &user) != 0 || !user)
        return false;
    if (user->pw_gid != group) return false;
    if (getgrgid_r(group, &group_entry, group_room.data(), group_room.size(), &named) != 0 ||
        !named)
        return false;
    return std::string_view(user->pw_name) == named->gr_name;
}

Ownership ownership_of(const struct stat& status) {
    // The user database is asked only when its answer matters.
    const bool ask = (status.st_mode & S_IWGRP) != 0;
    return {status.st_uid, ask && is_private_group(status.st_uid, status.st_gid),
            status.st_mode & mode_t{07777}};
}

void check(const struct stat& status, const std::string& path, Place place) {
    const std::string reason =
        distrust(ownership_of(status), place, {geteuid(), core_library_owner()});
    if (!reason.empty()) {
        refuse("plugin_untrusted_path", path + " " + reason, path,
               "plugins run with the program's rights: only root, the program's user and the owner "
               "of libazoth may be able to change them");
    }
}

}  // namespace

std::string distrust(const Ownership& ownership, Place place, const TrustedUsers& trusted) {
    const uid_t owner = ownership.owner;
    if (owner != 0 && owner != trusted.effective && owner != trusted.core) {
        return "belongs to user " + std::to_string(owner) + ", neither root nor user " +
               std::to_string(trusted.effective) + " nor the owner of libazoth";
    }
    if (place == Place::ancestor && (ownership.mode & S_ISVTX) != 0) return {};
    if ((ownership.mode & S_IWOTH) != 0) return "is writable by everybody";
    if ((ownership.mode & S_IWGRP) != 0 && !ownership.group_is_owners)
        return "is writable by a group that is not its owner's own";
    return {};
}

void check_directory(const std::string& directory) {
    std::string path = directory;
    for (Place place = Place::directory; !path.empty(); place = Place::ancestor) {
        struct stat status {};
        if (::stat(path.c_str(), &status) != 0)
            refuse("plugin_bad_file", path + " cannot be read: " + std::strerror(errno), path);
        if (!S_ISDIR(status.st_mode)) refuse("plugin_bad_file", path + " is no directory", path);
        check(status, path, place);
        if (path == "/") return;
        const std::size_t slash = path.rfind('/');
        path.resize(slash == 0 ? 1 : slash);
    }
}

void check_file(const struct stat& status, const std::string& path) {
    if (!S_ISREG(status.st_mode)) refuse("plugin_bad_file", "no regular file", path);
    check(status, path, Place::file);
}

}  // namespace azoth::runtime
