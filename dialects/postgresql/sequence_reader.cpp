// SPDX-License-Identifier: MIT
#include "sequence_reader.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "catalogue.hpp"
#include "types.hpp"

namespace azoth::postgresql {

namespace {

std::int64_t largest_of(const SqlType& type) {
    if (type.kind() == TypeKind::small_integer) return INT16_MAX;
    if (type.kind() == TypeKind::integer) return INT32_MAX;
    return INT64_MAX;
}

}  // namespace

SequenceOptions SequenceReader::options(driver::Cursor& row, std::size_t first,
                                        const SqlType& type) {
    const std::int64_t largest = largest_of(type);
    const auto start = number(row, first);
    const auto increment = number(row, first + 1).value_or(1);
    const auto minimum = number(row, first + 2);
    const auto maximum = number(row, first + 3);
    const auto cache = number(row, first + 4).value_or(1);
    const bool ascends = increment > 0;
    SequenceOptions options;
    if (increment != 1) options.increment = increment;
    if (minimum != (ascends ? 1 : -largest - 1)) options.minimum = minimum;
    if (maximum != (ascends ? largest : -1)) options.maximum = maximum;
    if (start != (ascends ? minimum : maximum)) options.start = start;
    if (cache != 1) options.cache = cache;
    options.cycle = is_true(row, first + 5);
    return options;
}

std::vector<SequenceData> SequenceReader::sequences(std::string_view schema) {
    std::vector<SequenceData> found;
    // Of what depends on a column, "i" is behind an identity and "a" goes with the column.
    ask(connection_,
        "SELECT c.relname::text, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart::text, "
        "s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcache::text, "
        "s.seqcycle::text, pg_catalog.obj_description(c.oid, 'pg_class'), "
        "oc.relname::text, oa.attname::text "
        "FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "LEFT JOIN pg_catalog.pg_depend d ON d.objid = c.oid "
        "AND d.classid = 'pg_catalog.pg_class'::regclass "
        "AND d.refclassid = 'pg_catalog.pg_class'::regclass "
        "AND d.deptype IN ('i', 'a') AND d.refobjsubid > 0 "
        "LEFT JOIN pg_catalog.pg_class oc ON oc.oid = d.refobjid "
        "LEFT JOIN pg_catalog.pg_attribute oa "
        "ON oa.attrelid = d.refobjid AND oa.attnum = d.refobjsubid "
        "WHERE d.deptype IS DISTINCT FROM 'i' AND " +
            std::string(in_schema) + " ORDER BY c.relname COLLATE \"C\"",
        {schema}, [&](driver::Cursor& row) {
            SequenceData sequence;
            sequence.schema = schema;
            sequence.name = text(row, 0);
            const SqlType type = type_from_server(text(row, 1));
            if (type.kind() != TypeKind::big_integer) sequence.type = type;
            sequence.options = options(row, 2, type);
            sequence.comment = text(row, 8);
            sequence.owner_table = text(row, 9);
            sequence.owner_column = text(row, 10);
            found.push_back(std::move(sequence));
        });
    return found;
}

}  // namespace azoth::postgresql
