// SPDX-License-Identifier: MIT
// All statements of a program, recorded while it runs on SQLite, held against other servers.
#include <iostream>

#include <azoth/azoth.hpp>

using namespace azoth;

namespace {

MetaData metadata;
const Table customer{"customer", metadata, Column{"id", Integer{}, primary_key},
                     Column{"name", String{80}, not_null}};
const Table invoice{"invoice", metadata, Column{"id", Integer{}, primary_key},
                    Column{"customer_id", ForeignKey{"customer.id"}},
                    Column{"total", Numeric{10, 2}, not_null}};

/// What the program's tests run.
void run_the_program(Engine& engine) {
    metadata.create_all(engine);
    engine.begin([](Connection& db) {
        db.execute(insert(customer), {{{"id", 1}, {"name", "Ada"}}, {{"id", 2}, {"name", "Bob"}}});
        db.execute(upsert(customer).on_conflict({"id"}).do_update(),
                   {{"id", 1}, {"name", "Ada L."}});
        db.execute(insert(invoice).returning({invoice["id"]}),
                   {{"id", 7}, {"customer_id", 1}, {"total", Decimal("9.50")}})
            .close();
        (void)db
            .execute(select(customer["name"], func::sum(invoice["total"]))
                         .join(invoice)
                         .group_by(customer["name"]))
            .all();
        (void)db
            .execute(select(invoice["id"],
                            func::rank().over({.order_by = {desc(invoice["total"])}}).label("r")))
            .all();
    });
}

}  // namespace

int main() {
    Engine engine = create_engine("sqlite:///:memory:");
    Workload workload;
    workload.add(metadata);
    workload.record(engine);
    run_the_program(engine);
    workload.add(select(customer["name"]).order_by(customer["id"]).offset(20), "the last page");

    const PortabilityReport report =
        check_portability(workload, {{"mysql", "5.7"}, {"postgresql", "9.3"}, {"hive", "3.1"}});
    std::cout << report;
    return report.runs_everywhere() ? 1 : 0;
}
