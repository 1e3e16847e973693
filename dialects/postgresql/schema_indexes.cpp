// SPDX-License-Identifier: MIT
// Indexes as pg_index has them: https://www.postgresql.org/docs/15/catalog-pg-index.html
#include <string>
#include <utility>

#include "catalogue.hpp"
#include "schema_reader.hpp"

namespace azoth::postgresql {

void PostgresqlSchemaReader::read_indexes(const Home& home, Tables& tables) {
    const bool is_15 = connection_.server_version() >= Version{15, 0, 0};
    ask(connection_,
        "SELECT c.relname::text, i.relname::text, x.indisunique::text, a.attname::text, "
        "(u.place <= x.indnkeyatts)::text, "
        "CASE WHEN u.attnum = 0 THEN "
        "pg_catalog.pg_get_indexdef(x.indexrelid, u.place::int, false) END, "
        "x.indoption[u.place - 1]::int::text, "
        "CASE WHEN NOT oc.opcdefault THEN oc.opcname::text END, "
        "CASE WHEN x.indcollation[u.place - 1] <> 0 "
        "AND x.indcollation[u.place - 1] IS DISTINCT FROM a.attcollation "
        // An expression's own collation is told from an explicit one by the whole definition.
        "AND (u.attnum <> 0 OR position(pg_catalog.pg_get_indexdef(x.indexrelid, u.place::int, "
        "false) || ' COLLATE ' IN pg_catalog.pg_get_indexdef(x.indexrelid)) > 0) "
        "THEN co.collname::text END, "
        "pg_catalog.pg_get_expr(x.indpred, x.indrelid), am.amname::text, "
        "pg_catalog.obj_description(i.oid, 'pg_class'), "
        "pg_catalog.array_to_string(i.reloptions, ', '), "
        "(SELECT t.spcname::text FROM pg_catalog.pg_tablespace t WHERE t.oid = i.reltablespace), " +
            std::string(is_15 ? "x.indnullsnotdistinct::text" : "'false'") +
            " FROM pg_catalog.pg_index x "
            "JOIN pg_catalog.pg_class c ON c.oid = x.indrelid "
            "JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid "
            "JOIN pg_catalog.pg_am am ON am.oid = i.relam "
            "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
            "CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS u(attnum, place) "
            "LEFT JOIN pg_catalog.pg_attribute a "
            "ON a.attrelid = x.indrelid AND a.attnum = u.attnum AND u.attnum <> 0 "
            "LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid = x.indclass[u.place - 1] "
            "LEFT JOIN pg_catalog.pg_collation co ON co.oid = x.indcollation[u.place - 1] "
            "WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k "
            "WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))" +
            std::string(in_home) + std::string(in_schema) +
            " ORDER BY c.relname, i.relname, u.place",
        {home.schema, home.only}, [&](driver::Cursor& row) {
            TableData* table = wanted(tables, text(row, 0));
            if (table == nullptr) return;
            const std::string name = text(row, 1);
            if (table->indexes.empty() || table->indexes.back().name != name) {
                IndexData index;
                index.name = name;
                index.unique = is_true(row, 2);
                const std::string predicate = text(row, 9);
                if (!predicate.empty()) {
                    index.where = SchemaExpression(without_parentheses(predicate));
                }
                index.comment = text(row, 11);
                const auto add = [&](const char* option, const std::string& value) {
                    if (!value.empty()) index.options.emplace_back(option, value);
                };
                if (text(row, 10) != "btree") add("postgresql_using", text(row, 10));
                add("postgresql_with", text(row, 12));
                add("postgresql_tablespace", text(row, 13));
                if (is_true(row, 14)) {
                    index.options.emplace_back("postgresql_nulls_not_distinct", true);
                }
                table->indexes.push_back(std::move(index));
            }
            IndexData& index = table->indexes.back();
            const std::string column = text(row, 3);
            if (!is_true(row, 4)) {
                index.include.push_back(column);
                return;
            }
            IndexPart part;
            part.column = column;
            if (column.empty())
                part.expression = SchemaExpression(without_parentheses(text(row, 5)));
            // Bit 1: descending; bit 2: NULLs first, which is what descending means by itself.
            const std::int64_t order = number(row, 6).value_or(0);
            const bool descends = (order & 1) != 0;
            if (descends) part.direction = sql::Direction::descending;
            if (((order & 2) != 0) != descends) {
                part.nulls = descends ? sql::Nulls::last : sql::Nulls::first;
            }
            part.operator_class = text(row, 7);
            part.collation = text(row, 8);
            index.parts.push_back(std::move(part));
        });
}

}  // namespace azoth::postgresql
