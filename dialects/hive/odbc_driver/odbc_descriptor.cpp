// SPDX-License-Identifier: MIT
#include <algorithm>

#include "odbc_entry.hpp"
#include "odbc_interval.hpp"
#include "odbc_text.hpp"

namespace hive_odbc {
namespace {

void refuse_result_description(const Descriptor& descriptor) {
    if (descriptor.role == Descriptor::Role::result) {
        throw OdbcError("HY016", "the description of a result cannot be changed");
    }
}

template <class T>
SQLRETURN give(SQLPOINTER target, T value, SQLINTEGER* length) {
    if (target != nullptr) *static_cast<T*>(target) = value;
    if (length != nullptr) *length = sizeof value;
    return SQL_SUCCESS;
}

/// True if `field` belongs to the header.
bool set_header(Descriptor& descriptor, SQLSMALLINT field, SQLPOINTER value) {
    const auto number = reinterpret_cast<SQLULEN>(value);
    switch (field) {
        case SQL_DESC_ARRAY_SIZE: descriptor.array_size = std::max<SQLULEN>(number, 1); return true;
        case SQL_DESC_ARRAY_STATUS_PTR:
            descriptor.array_status = static_cast<SQLUSMALLINT*>(value);
            return true;
        case SQL_DESC_BIND_OFFSET_PTR:
            descriptor.bind_offset = static_cast<SQLLEN*>(value);
            return true;
        case SQL_DESC_BIND_TYPE:
            descriptor.bind_type = static_cast<SQLINTEGER>(number);
            return true;
        case SQL_DESC_ROWS_PROCESSED_PTR:
            descriptor.rows_processed = static_cast<SQLULEN*>(value);
            return true;
        case SQL_DESC_COUNT:
            refuse_result_description(descriptor);
            descriptor.records.resize(number);
            return true;
        case SQL_DESC_ALLOC_TYPE: throw OdbcError("HY091", "the field is read-only");
        default: return false;
    }
}

bool get_header(const Descriptor& descriptor, SQLSMALLINT field, SQLPOINTER value,
                SQLINTEGER* length) {
    switch (field) {
        case SQL_DESC_ALLOC_TYPE:
            give<SQLSMALLINT>(
                value, descriptor.automatic ? SQL_DESC_ALLOC_AUTO : SQL_DESC_ALLOC_USER, length);
            return true;
        case SQL_DESC_ARRAY_SIZE: give<SQLULEN>(value, descriptor.array_size, length); return true;
        case SQL_DESC_ARRAY_STATUS_PTR:
            give<SQLPOINTER>(value, descriptor.array_status, length);
            return true;
        case SQL_DESC_BIND_OFFSET_PTR:
            give<SQLPOINTER>(value, descriptor.bind_offset, length);
            return true;
        case SQL_DESC_BIND_TYPE: give<SQLINTEGER>(value, descriptor.bind_type, length); return true;
        case SQL_DESC_ROWS_PROCESSED_PTR:
            give<SQLPOINTER>(value, descriptor.rows_processed, length);
            return true;
        case SQL_DESC_COUNT:
            give<SQLSMALLINT>(value, static_cast<SQLSMALLINT>(descriptor.records.size()), length);
            return true;
        default: return false;
    }
}

/// The concise type made of a verbose one and a date-time code.
SQLSMALLINT concise_of(SQLSMALLINT type, SQLSMALLINT code) {
    if (type == SQL_INTERVAL && code >= SQL_CODE_YEAR && code <= SQL_CODE_MINUTE_TO_SECOND) {
        return static_cast<SQLSMALLINT>(SQL_INTERVAL_YEAR + code - SQL_CODE_YEAR);
    }
    if (type != SQL_DATETIME) return type;
    return static_cast<SQLSMALLINT>(code == SQL_CODE_DATE   ? SQL_TYPE_DATE
                                    : code == SQL_CODE_TIME ? SQL_TYPE_TIME
                                                            : SQL_TYPE_TIMESTAMP);
}

SQLRETURN set_field(Descriptor& descriptor, SQLSMALLINT number, SQLSMALLINT field,
                    SQLPOINTER value) {
    if (set_header(descriptor, field, value)) return SQL_SUCCESS;
    refuse_result_description(descriptor);
    if (number < 1) throw OdbcError("07009", "records count from 1");
    Record& record = descriptor.record(static_cast<std::size_t>(number));
    const auto small = static_cast<SQLSMALLINT>(reinterpret_cast<SQLLEN>(value));
    switch (field) {
        case SQL_DESC_TYPE:
            record.type = small;
            record.concise_type = concise_of(small, record.datetime_code);
            if (small == SQL_NUMERIC) record.numeric_shape_set = false;
            break;
        case SQL_DESC_CONCISE_TYPE:
            record.type = record.concise_type = small;
            if (small == SQL_TYPE_DATE || small == SQL_TYPE_TIME || small == SQL_TYPE_TIMESTAMP) {
                record.type = SQL_DATETIME;
                record.datetime_code =
                    static_cast<SQLSMALLINT>(small - SQL_TYPE_DATE + SQL_CODE_DATE);
            }
            if (is_interval(small)) {
                record.type = SQL_INTERVAL;
                record.datetime_code =
                    static_cast<SQLSMALLINT>(small - SQL_INTERVAL_YEAR + SQL_CODE_YEAR);
            }
            break;
        case SQL_DESC_DATETIME_INTERVAL_CODE:
            record.datetime_code = small;
            record.concise_type = concise_of(record.type, small);
            break;
        case SQL_DESC_DATA_PTR: record.data = value; return SQL_SUCCESS;
        case SQL_DESC_INDICATOR_PTR:
            record.indicator_ptr = static_cast<SQLLEN*>(value);
            return SQL_SUCCESS;
        case SQL_DESC_OCTET_LENGTH_PTR:
            record.octet_length_ptr = static_cast<SQLLEN*>(value);
            return SQL_SUCCESS;
        case SQL_DESC_OCTET_LENGTH: record.octet_length = reinterpret_cast<SQLLEN>(value); break;
        case SQL_DESC_LENGTH: record.length = reinterpret_cast<SQLULEN>(value); break;
        case SQL_DESC_PRECISION:
            record.precision = small;
            record.numeric_shape_set = true;
            break;
        case SQL_DESC_SCALE:
            record.scale = small;
            record.numeric_shape_set = true;
            break;
        case SQL_DESC_PARAMETER_TYPE:
            if (small != SQL_PARAM_INPUT)
                throw OdbcError("HYC00", "Hive has input parameters only");
            record.parameter_type = small;
            break;
        case SQL_DESC_NAME:
            record.name = take_text(static_cast<const SQLCHAR*>(value), SQL_NTS);
            break;
        case SQL_DESC_UNNAMED:
        case SQL_DESC_NUM_PREC_RADIX: break;
        case SQL_DESC_DATETIME_INTERVAL_PRECISION:
            record.leading_precision = static_cast<SQLINTEGER>(reinterpret_cast<SQLLEN>(value));
            break;
        default: throw OdbcError("HY091", "the field is unknown or read-only");
    }
    // Changing anything but the pointers unbinds the record.
    record.data = nullptr;
    return SQL_SUCCESS;
}

SQLRETURN get_field(Descriptor& descriptor, SQLSMALLINT number, SQLSMALLINT field, SQLPOINTER value,
                    SQLINTEGER size, SQLINTEGER* length, bool wide) {
    if (get_header(descriptor, field, value, length)) return SQL_SUCCESS;
    if (number < 1) throw OdbcError("07009", "records count from 1");
    if (static_cast<std::size_t>(number) > descriptor.records.size()) return SQL_NO_DATA;
    const Record& record = descriptor.records[static_cast<std::size_t>(number) - 1];
    const OdbcType type = odbc_type(record.hive_type, descriptor.connection.options.sizes);
    const bool result = descriptor.role == Descriptor::Role::result;
    const auto text = [&](const std::string& words) {
        return success(descriptor, put_text(out_bytes(value, size, wide), words, length));
    };
    switch (field) {
        case SQL_DESC_TYPE: return give<SQLSMALLINT>(value, record.type, length);
        case SQL_DESC_CONCISE_TYPE: return give<SQLSMALLINT>(value, record.concise_type, length);
        case SQL_DESC_DATETIME_INTERVAL_CODE:
            return give<SQLSMALLINT>(value, record.datetime_code, length);
        case SQL_DESC_DATA_PTR: return give<SQLPOINTER>(value, record.data, length);
        case SQL_DESC_INDICATOR_PTR: return give<SQLPOINTER>(value, record.indicator_ptr, length);
        case SQL_DESC_OCTET_LENGTH_PTR:
            return give<SQLPOINTER>(value, record.octet_length_ptr, length);
        case SQL_DESC_OCTET_LENGTH: return give<SQLLEN>(value, record.octet_length, length);
        case SQL_DESC_LENGTH: return give<SQLULEN>(value, record.length, length);
        case SQL_DESC_PRECISION: return give<SQLSMALLINT>(value, record.precision, length);
        case SQL_DESC_SCALE: return give<SQLSMALLINT>(value, record.scale, length);
        case SQL_DESC_NULLABLE: return give<SQLSMALLINT>(value, record.nullable, length);
        case SQL_DESC_PARAMETER_TYPE:
            return give<SQLSMALLINT>(value, record.parameter_type, length);
        case SQL_DESC_UNNAMED:
            return give<SQLSMALLINT>(value, record.name.empty() ? SQL_UNNAMED : SQL_NAMED, length);
        case SQL_DESC_UNSIGNED:
            return give<SQLSMALLINT>(value, type.is_unsigned ? SQL_TRUE : SQL_FALSE, length);
        case SQL_DESC_DISPLAY_SIZE: return give<SQLLEN>(value, type.display_size, length);
        case SQL_DESC_NUM_PREC_RADIX: return give<SQLINTEGER>(value, type.radix, length);
        case SQL_DESC_DATETIME_INTERVAL_PRECISION:
            return give<SQLINTEGER>(
                value, is_interval(record.concise_type) ? record.leading_precision : 0, length);
        case SQL_DESC_CASE_SENSITIVE:
            return give<SQLINTEGER>(value, type.case_sensitive ? SQL_TRUE : SQL_FALSE, length);
        case SQL_DESC_AUTO_UNIQUE_VALUE: return give<SQLINTEGER>(value, SQL_FALSE, length);
        case SQL_DESC_FIXED_PREC_SCALE: return give<SQLSMALLINT>(value, SQL_FALSE, length);
        case SQL_DESC_SEARCHABLE:
            return give<SQLSMALLINT>(value, type.quoted ? SQL_PRED_SEARCHABLE : SQL_PRED_BASIC,
                                     length);
        case SQL_DESC_UPDATABLE:
            return give<SQLSMALLINT>(value, SQL_ATTR_READWRITE_UNKNOWN, length);
        case SQL_DESC_NAME:
        case SQL_DESC_LABEL:
        case SQL_DESC_BASE_COLUMN_NAME: return text(record.name);
        case SQL_DESC_TABLE_NAME:
        case SQL_DESC_BASE_TABLE_NAME: return text(record.table);
        case SQL_DESC_TYPE_NAME:
        case SQL_DESC_LOCAL_TYPE_NAME:
            return text(result ? hs2::spelling(record.hive_type) : std::string());
        case SQL_DESC_CATALOG_NAME:
        case SQL_DESC_SCHEMA_NAME: return text("");
        case SQL_DESC_LITERAL_PREFIX:
        case SQL_DESC_LITERAL_SUFFIX: return text(type.quoted ? "'" : "");
        default: throw OdbcError("HY091", "unknown descriptor field");
    }
}

template <class Char>
SQLRETURN get_record(SQLHDESC handle, SQLSMALLINT number, Char* name, SQLSMALLINT size,
                     SQLSMALLINT* length, SQLSMALLINT* type, SQLSMALLINT* code, SQLLEN* octets,
                     SQLSMALLINT* precision, SQLSMALLINT* scale, SQLSMALLINT* nullable) {
    return enter<Descriptor>(handle, [&](Descriptor& descriptor) {
        if (number < 1) throw OdbcError("07009", "records count from 1");
        if (static_cast<std::size_t>(number) > descriptor.records.size()) {
            return static_cast<SQLRETURN>(SQL_NO_DATA);
        }
        const Record& record = descriptor.records[static_cast<std::size_t>(number) - 1];
        if (type != nullptr) *type = record.type;
        if (code != nullptr) *code = record.datetime_code;
        if (octets != nullptr) *octets = record.octet_length;
        if (precision != nullptr) *precision = record.precision;
        if (scale != nullptr) *scale = record.scale;
        if (nullable != nullptr) *nullable = record.nullable;
        return success(descriptor, put_text(out(name, size), record.name, length));
    });
}

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLSetDescField(SQLHDESC handle, SQLSMALLINT number, SQLSMALLINT field,
                                SQLPOINTER value, SQLINTEGER) {
    return enter<Descriptor>(handle,
                             [&](Descriptor& one) { return set_field(one, number, field, value); });
}

HIVE_ODBC_ENTRY SQLSetDescFieldW(SQLHDESC handle, SQLSMALLINT number, SQLSMALLINT field,
                                 SQLPOINTER value, SQLINTEGER size) {
    if (field == SQL_DESC_NAME) {
        return enter<Descriptor>(handle, [&](Descriptor& one) {
            const auto units = size >= 0 ? size / static_cast<SQLINTEGER>(sizeof(SQLWCHAR)) : size;
            std::string name = take_text(static_cast<const SQLWCHAR*>(value), units);
            return set_field(one, number, field, name.data());
        });
    }
    return SQLSetDescField(handle, number, field, value, size);
}

HIVE_ODBC_ENTRY SQLGetDescField(SQLHDESC handle, SQLSMALLINT number, SQLSMALLINT field,
                                SQLPOINTER value, SQLINTEGER size, SQLINTEGER* length) {
    return enter<Descriptor>(handle, [&](Descriptor& one) {
        return get_field(one, number, field, value, size, length, false);
    });
}

HIVE_ODBC_ENTRY SQLGetDescFieldW(SQLHDESC handle, SQLSMALLINT number, SQLSMALLINT field,
                                 SQLPOINTER value, SQLINTEGER size, SQLINTEGER* length) {
    return enter<Descriptor>(handle, [&](Descriptor& one) {
        return get_field(one, number, field, value, size, length, true);
    });
}

HIVE_ODBC_ENTRY SQLSetDescRec(SQLHDESC handle, SQLSMALLINT number, SQLSMALLINT type,
                              SQLSMALLINT code, SQLLEN octets, SQLSMALLINT precision,
                              SQLSMALLINT scale, SQLPOINTER data, SQLLEN* length,
                              SQLLEN* indicator) {
    return enter<Descriptor>(handle, [&](Descriptor& descriptor) {
        refuse_result_description(descriptor);
        if (number < 1) throw OdbcError("07009", "records count from 1");
        Record& record = descriptor.record(static_cast<std::size_t>(number));
        record.type = type;
        record.datetime_code = code;
        record.concise_type = concise_of(type, code);
        record.octet_length = octets;
        record.precision = precision;
        record.scale = scale;
        record.numeric_shape_set = true;
        record.data = data;
        record.octet_length_ptr = length;
        record.indicator_ptr = indicator;
        return SQL_SUCCESS;
    });
}

HIVE_ODBC_ENTRY SQLGetDescRec(SQLHDESC handle, SQLSMALLINT number, SQLCHAR* name, SQLSMALLINT size,
                              SQLSMALLINT* length, SQLSMALLINT* type, SQLSMALLINT* code,
                              SQLLEN* octets, SQLSMALLINT* precision, SQLSMALLINT* scale,
                              SQLSMALLINT* nullable) {
    return get_record(handle, number, name, size, length, type, code, octets, precision, scale,
                      nullable);
}

HIVE_ODBC_ENTRY SQLGetDescRecW(SQLHDESC handle, SQLSMALLINT number, SQLWCHAR* name,
                               SQLSMALLINT size, SQLSMALLINT* length, SQLSMALLINT* type,
                               SQLSMALLINT* code, SQLLEN* octets, SQLSMALLINT* precision,
                               SQLSMALLINT* scale, SQLSMALLINT* nullable) {
    return get_record(handle, number, name, size, length, type, code, octets, precision, scale,
                      nullable);
}

HIVE_ODBC_ENTRY SQLCopyDesc(SQLHDESC source, SQLHDESC target) {
    // One turn after the other: two threads may copy in opposite directions.
    DescriptorFields copy;
    const SQLRETURN read = enter<Descriptor>(source, [&](Descriptor& from) {
        copy = from;
        return SQL_SUCCESS;
    });
    if (read != SQL_SUCCESS) return read;
    return enter<Descriptor>(target, [&](Descriptor& to) {
        refuse_result_description(to);
        static_cast<DescriptorFields&>(to) = std::move(copy);
        return SQL_SUCCESS;
    });
}
