// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <azoth/error/error.hpp>

/// The code of the error that `act` throws, and its hint behind a space if it has one; empty if it
/// throws none.
template <class Act>
std::string thrown(Act act) {
    try {
        act();
    } catch (const azoth::Error& error) {
        const std::string& hint = error.details().hint;
        return error.code() + (hint.empty() ? "" : " " + hint);
    }
    return {};
}
