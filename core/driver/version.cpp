// SPDX-License-Identifier: MIT
#include <azoth/driver/version.hpp>

#include <charconv>

#include <azoth/driver/transaction.hpp>
#include <azoth/error/error.hpp>

namespace azoth {

std::string to_string(const Version& version) {
    return std::to_string(version.major_number) + '.' + std::to_string(version.minor_number) + '.' +
           std::to_string(version.patch_number);
}

Version parse_version(std::string_view text) {
    Version version;
    const char* at = text.data();
    const char* const end = at + text.size();
    int* const numbers[] = {&version.major_number, &version.minor_number, &version.patch_number};
    for (int* number : numbers) {
        const auto [next, error] = std::from_chars(at, end, *number);
        if (error != std::errc{} || *number < 0) {
            if (number != numbers[0]) return version;
            throw ArgumentError("bad_version", "a version begins with a number, as in 8.0.20");
        }
        if (next == end || *next != '.') return version;
        at = next + 1;
    }
    return version;
}

std::string_view isolation_name(Isolation level) noexcept {
    switch (level) {
        case Isolation::autocommit: return "AUTOCOMMIT";
        case Isolation::read_uncommitted: return "READ UNCOMMITTED";
        case Isolation::read_committed: return "READ COMMITTED";
        case Isolation::repeatable_read: return "REPEATABLE READ";
        case Isolation::serializable: return "SERIALIZABLE";
    }
    return {};
}

}  // namespace azoth
