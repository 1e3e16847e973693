// SPDX-License-Identifier: MIT
#include "server.hpp"

#include <cstdlib>

#include "libpq/driver.hpp"

namespace azoth_test {

namespace {
constexpr const char* variable = "AZOTH_TEST_POSTGRESQL_URL";
}

void OnServer::SetUp() {
    if (std::getenv(variable) == nullptr) {
        GTEST_SKIP() << "not run: " << variable << " is not set (ci/servers start postgresql)";
    }
}

azoth::Url OnServer::url() {
    return azoth::Url(std::getenv(variable));
}

std::unique_ptr<Connection> OnServer::connect(const azoth::Url& url, std::int64_t timeout_ms) {
    static azoth::libpq::Driver driver;
    return driver.connect({url, {}, timeout_ms});
}

Rows query(Connection& db, std::string_view sql, const Bound& parameters,
           const azoth::driver::ExecuteOptions& options) {
    const auto statement = db.prepare(sql, {});
    azoth::driver::Cursor& cursor = statement->execute(parameters, options);
    Rows rows;
    while (cursor.next()) {
        std::vector<azoth::Value>& row = rows.emplace_back();
        for (std::size_t i = 0; i < cursor.columns().size(); ++i) {
            row.push_back(azoth::Value::copy_of(cursor.cell(i)));
        }
    }
    return rows;
}

azoth::Value scalar(Connection& db, std::string_view sql, const Bound& parameters) {
    const Rows rows = query(db, sql, parameters);
    if (rows.size() != 1 || rows[0].size() != 1) throw std::logic_error("not one cell");
    return rows[0][0];
}

}  // namespace azoth_test
