// SPDX-License-Identifier: MIT
// An existing database, used without writing a model.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

int main() {
    Engine engine = create_engine("sqlite:///:memory:");
    engine.begin([](Connection& db) {
        db.execute_script(
            "CREATE TABLE Customer (CustomerId INTEGER PRIMARY KEY, Name VARCHAR(40) NOT NULL);"
            "CREATE TABLE Invoice (InvoiceId INTEGER PRIMARY KEY, Total NUMERIC(10, 2),"
            " CustomerId INTEGER REFERENCES Customer (CustomerId));"
            "CREATE INDEX ix_invoice_customer ON Invoice (CustomerId);"
            "INSERT INTO Customer VALUES (1, 'Ada'); INSERT INTO Invoice VALUES (7, '9.90', 1)");
    });

    Inspector inspector = inspect(engine);
    for (const std::string& name : inspector.table_names()) {
        std::cout << name << ':';
        for (const ColumnData& column : inspector.columns(name)) {
            std::cout << ' ' << column.name << ' ' << column.type.describe();
        }
        std::cout << '\n';
    }
    std::cout << inspector.foreign_keys("Invoice").front().referred_table << ", "
              << inspector.indexes("Invoice").front().name << '\n';

    MetaData existing;
    existing.reflect(engine);
    const Table customer = existing.table("Customer");
    const Table invoice = existing.table("Invoice");
    Connection db = engine.connect();
    const auto query = select(customer["Name"], invoice["Total"]).join(invoice);
    for (const Row& row : db.execute(query)) {
        std::cout << row["Name"].as<std::string>() << ' ' << row["Total"].as<Decimal>() << '\n';
    }
}
