// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/error/error.hpp>

namespace azoth::test {

/// "category:code" of what a call throws, or "nothing".
template <class Call>
std::string thrown(Call&& call) {
    try {
        static_cast<void>(call());
    } catch (const Error& error) {
        return std::string(error.category()) + ":" + error.code();
    }
    return "nothing";
}

}  // namespace azoth::test
