// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <azoth/error/export.hpp>
#include <azoth/types/sql_type.hpp>

/// Types that are spelled exactly so, whatever the database: `types::Varchar{20}` is VARCHAR(20)
/// in every CREATE TABLE and CAST. The generic ones of <azoth/types/types.hpp> take each database's
/// best instead, so prefer those; these are for a schema that must have the word. Values, operators
/// and checks are those of the type that `as_generic()` names. Anything else: `CustomType`.
///
/// Sizes that make no sense throw `ArgumentError` (`bad_type_argument`).
namespace azoth::types {

/// BIGINT
struct AZOTH_EXPORT BigInt : SqlType {
    BigInt();
};
/// BLOB
struct AZOTH_EXPORT Blob : SqlType {
    Blob();
};
/// BOOLEAN
struct AZOTH_EXPORT Boolean : SqlType {
    Boolean();
};
/// BYTEA
struct AZOTH_EXPORT Bytea : SqlType {
    Bytea();
};
/// CLOB
struct AZOTH_EXPORT Clob : SqlType {
    Clob();
};
/// DATE
struct AZOTH_EXPORT Date : SqlType {
    Date();
};
/// DOUBLE
struct AZOTH_EXPORT Double : SqlType {
    Double();
};
/// DOUBLE PRECISION
struct AZOTH_EXPORT DoublePrecision : SqlType {
    DoublePrecision();
};
/// INT
struct AZOTH_EXPORT Int : SqlType {
    Int();
};
/// INTEGER
struct AZOTH_EXPORT Integer : SqlType {
    Integer();
};
/// INTERVAL
struct AZOTH_EXPORT Interval : SqlType {
    Interval();
};
/// JSON
struct AZOTH_EXPORT Json : SqlType {
    Json();
};
/// JSONB
struct AZOTH_EXPORT Jsonb : SqlType {
    Jsonb();
};
/// REAL
struct AZOTH_EXPORT Real : SqlType {
    Real();
};
/// SMALLINT
struct AZOTH_EXPORT SmallInt : SqlType {
    SmallInt();
};
/// TEXT
struct AZOTH_EXPORT Text : SqlType {
    Text();
};
/// TINYINT
struct AZOTH_EXPORT TinyInt : SqlType {
    TinyInt();
};
/// UUID
struct AZOTH_EXPORT Uuid : SqlType {
    Uuid();
};

/// BINARY(length)
struct AZOTH_EXPORT Binary : SqlType {
    explicit Binary(std::int64_t length);
};
/// CHAR(length)
struct AZOTH_EXPORT Char : SqlType {
    explicit Char(std::int64_t length);
};
/// NCHAR(length)
struct AZOTH_EXPORT NChar : SqlType {
    explicit NChar(std::int64_t length);
};
/// NVARCHAR(length), or NVARCHAR
struct AZOTH_EXPORT NVarchar : SqlType {
    NVarchar();
    explicit NVarchar(std::int64_t length);
};
/// VARBINARY(length)
struct AZOTH_EXPORT Varbinary : SqlType {
    explicit Varbinary(std::int64_t length);
};
/// VARCHAR(length), or VARCHAR
struct AZOTH_EXPORT Varchar : SqlType {
    Varchar();
    explicit Varchar(std::int64_t length);
};

/// DECIMAL(precision, scale), DECIMAL(precision), or DECIMAL
struct AZOTH_EXPORT Decimal : SqlType {
    Decimal();
    explicit Decimal(std::int64_t precision);
    Decimal(std::int64_t precision, std::int64_t scale);
};
/// NUMERIC(precision, scale), NUMERIC(precision), or NUMERIC
struct AZOTH_EXPORT Numeric : SqlType {
    Numeric();
    explicit Numeric(std::int64_t precision);
    Numeric(std::int64_t precision, std::int64_t scale);
};
/// FLOAT, or FLOAT(bits). Read as double: how wide a bare FLOAT is, databases do not agree.
struct AZOTH_EXPORT Float : SqlType {
    Float();
    explicit Float(std::int64_t bits);
};

/// DATETIME, or DATETIME(digits behind the seconds)
struct AZOTH_EXPORT DateTime : SqlType {
    DateTime();
    explicit DateTime(int fraction_digits);
};
/// TIME, or TIME(digits behind the seconds)
struct AZOTH_EXPORT Time : SqlType {
    Time();
    explicit Time(int fraction_digits);
};
/// TIMESTAMP, or TIMESTAMP(digits behind the seconds)
struct AZOTH_EXPORT Timestamp : SqlType {
    Timestamp();
    explicit Timestamp(int fraction_digits);
};
/// TIMESTAMP WITH TIME ZONE, or TIMESTAMP(digits) WITH TIME ZONE
struct AZOTH_EXPORT TimestampWithTimezone : SqlType {
    TimestampWithTimezone();
    explicit TimestampWithTimezone(int fraction_digits);
};

}  // namespace azoth::types
