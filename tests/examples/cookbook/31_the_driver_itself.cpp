// SPDX-License-Identifier: MIT
// Below the engine: the driver's own connection, for what the library has no word for.
#include <iostream>

#include <azoth/azoth.hpp>
#include <azoth/driver/connection.hpp>

using namespace azoth;

int main() {
    Engine engine = create_engine("sqlite:///:memory:");
    Connection db = engine.connect();
    driver::Connection& session = db.driver_connection();
    session.execute_script("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1), (2)");
    std::cout << session.native_handle().type() << ' ' << session.ping(1'000) << ' '
              << (session.server_version() > Version{3, 0, 0}) << '\n';
    std::cout << db.scalar<int>(text("SELECT sum(x) FROM t")) << '\n';
}
