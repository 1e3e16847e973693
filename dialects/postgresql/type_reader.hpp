// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/driver/connection.hpp>
#include <azoth/schema/domain_data.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth::postgresql {

/// Reads the types that somebody made: enums and domains.
class TypeReader {
public:
    explicit TypeReader(driver::Connection& connection) : connection_(connection) {}

    [[nodiscard]] std::vector<SqlType> enums(std::string_view schema);
    /// Those with these numbers (pg_type.oid, as text), without their schemas.
    [[nodiscard]] std::map<std::string, SqlType> enums_by_oid(const std::vector<std::string>& oids);
    [[nodiscard]] std::vector<DomainData> domains(std::string_view schema);
    /// Of any kind but arrays and the rows of tables.
    [[nodiscard]] bool has_type(std::string_view schema, std::string_view name);

private:
    driver::Connection& connection_;
};

}  // namespace azoth::postgresql
