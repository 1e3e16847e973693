// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <azoth/types/sql_type.hpp>

namespace azoth {

/// A type with conditions of its own, as a database keeps it (CREATE DOMAIN).
struct DomainData {
    struct Check {
        std::string name{};
        std::string condition{};  ///< the value is called VALUE

        friend bool operator==(const Check&, const Check&) = default;
    };
    std::string schema{};
    std::string name{};
    SqlType type{};  ///< what it is made of
    bool nullable = true;
    std::string server_default{};  ///< SQL; empty: none
    std::vector<Check> checks{};
    std::string comment{};

    friend bool operator==(const DomainData&, const DomainData&) = default;
};

}  // namespace azoth
