// SPDX-License-Identifier: MIT
#include "address.hpp"

#include <arpa/inet.h>

#include <array>

#include "text_check.hpp"

namespace azoth::urls {
namespace {

bool is_zone(std::string_view text) noexcept {
    for (const char c : text)
        if (!is_letter(c) && !is_digit(c) && std::string_view("-._~").find(c) == text.npos)
            return false;
    return !text.empty();
}

}  // namespace

bool is_ipv6(std::string_view text) noexcept {
    const std::size_t percent = text.find('%');
    if (percent != text.npos && !is_zone(text.substr(percent + 1))) return false;
    const std::string_view address = text.substr(0, percent);

    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (address.size() >= terminated.size()) return false;
    address.copy(terminated.data(), address.size());
    in6_addr ignored{};
    return inet_pton(AF_INET6, terminated.data(), &ignored) == 1;
}

bool resembles_ipv6(std::string_view text) noexcept {
    return text.substr(0, text.find('%')).find_first_not_of("0123456789abcdefABCDEF:.") ==
           text.npos;
}

}  // namespace azoth::urls
