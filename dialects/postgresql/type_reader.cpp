// SPDX-License-Identifier: MIT
#include "type_reader.hpp"

#include <azoth/types/types.hpp>

#include "catalogue.hpp"
#include "types.hpp"

namespace azoth::postgresql {

namespace {

constexpr const char* labels_of_enums =
    "SELECT t.oid::text, t.typname::text, e.enumlabel::text "
    "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
    "JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid WHERE ";
constexpr const char* in_order = " ORDER BY t.typname, t.oid, e.enumsortorder";

/// Puts enums together from one row per label. (One without labels holds no value; it is none.)
class Collector {
public:
    struct Found {
        std::string oid;
        std::string name;
        std::vector<std::string> labels;
    };

    void operator()(driver::Cursor& row) {
        const std::string oid = text(row, 0);
        if (found.empty() || found.back().oid != oid) found.push_back({oid, text(row, 1), {}});
        found.back().labels.push_back(text(row, 2));
    }

    std::vector<Found> found;
};

}  // namespace

std::vector<SqlType> TypeReader::enums(std::string_view schema) {
    Collector collector;
    ask(connection_, labels_of_enums + std::string(in_schema) + in_order, {schema},
        [&](driver::Cursor& row) { collector(row); });
    std::vector<SqlType> types;
    for (const auto& one : collector.found) {
        types.push_back(Enum(one.labels).named(one.name, schema));
    }
    return types;
}

std::map<std::string, SqlType> TypeReader::enums_by_oid(const std::vector<std::string>& oids) {
    std::map<std::string, SqlType> types;
    if (oids.empty()) return types;
    std::string list = "{";
    for (const std::string& oid : oids) list += (list.size() > 1 ? "," : "") + oid;
    Collector collector;
    ask(connection_, labels_of_enums + std::string("t.oid = ANY ($1::text::oid[])") + in_order,
        {list + '}'}, [&](driver::Cursor& row) { collector(row); });
    for (const auto& one : collector.found) {
        types.emplace(one.oid, Enum(one.labels).named(one.name));
    }
    return types;
}

std::vector<DomainData> TypeReader::domains(std::string_view schema) {
    std::vector<DomainData> found;
    ask(connection_,
        "SELECT t.typname::text, pg_catalog.format_type(t.typbasetype, t.typtypmod), "
        "t.typnotnull::text, t.typdefault, "
        "CASE WHEN t.typcollation <> b.typcollation THEN co.collname::text END, "
        "pg_catalog.obj_description(t.oid, 'pg_type'), k.conname::text, "
        "pg_catalog.pg_get_expr(k.conbin, 0) "
        "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
        "JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype "
        "LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation "
        "LEFT JOIN pg_catalog.pg_constraint k ON k.contypid = t.oid AND k.contype = 'c' "
        "WHERE t.typtype = 'd' AND " +
            std::string(in_schema) + " ORDER BY t.typname, k.conname",
        {schema}, [&](driver::Cursor& row) {
            const std::string name = text(row, 0);
            if (found.empty() || found.back().name != name) {
                DomainData& domain = found.emplace_back();
                domain.schema = schema;
                domain.name = name;
                domain.type = type_from_server(text(row, 1));
                domain.nullable = !is_true(row, 2);
                domain.server_default = text(row, 3);
                const std::string collation = text(row, 4);
                if (!collation.empty()) domain.type = domain.type.with_collation(collation);
                domain.comment = text(row, 5);
            }
            const std::string condition = text(row, 7);
            if (!condition.empty()) {
                found.back().checks.push_back({text(row, 6), without_parentheses(condition)});
            }
        });
    return found;
}

bool TypeReader::has_type(std::string_view schema, std::string_view name) {
    bool found = false;
    ask(connection_,
        "SELECT 1 FROM pg_catalog.pg_type t "
        "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
        "WHERE t.typname = $2::text AND t.typcategory <> 'A' "
        "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c "
        "WHERE c.oid = t.typrelid AND c.relkind <> 'c') AND " +
            std::string(in_schema),
        {schema, name}, [&](driver::Cursor&) { found = true; });
    return found;
}

}  // namespace azoth::postgresql
