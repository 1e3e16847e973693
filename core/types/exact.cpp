// SPDX-License-Identifier: MIT
#include <azoth/types/exact.hpp>

#include <string>
#include <string_view>

#include <azoth/types/types.hpp>

namespace azoth::types {

namespace {

std::string sized(std::string_view word, std::int64_t size) {
    return std::string(word) + "(" + std::to_string(size) + ")";
}

std::string sized(std::string_view word, std::int64_t precision, std::int64_t scale) {
    return std::string(word) + "(" + std::to_string(precision) + ", " + std::to_string(scale) + ")";
}

}  // namespace

BigInt::BigInt() : SqlType("BIGINT", BigInteger{}) {}
Blob::Blob() : SqlType("BLOB", LargeBinary{}) {}
Boolean::Boolean() : SqlType("BOOLEAN", azoth::Boolean{}) {}
Bytea::Bytea() : SqlType("BYTEA", LargeBinary{}) {}
Clob::Clob() : SqlType("CLOB", azoth::Text{}) {}
Date::Date() : SqlType("DATE", DateType{}) {}
Double::Double() : SqlType("DOUBLE", azoth::Double{}) {}
DoublePrecision::DoublePrecision() : SqlType("DOUBLE PRECISION", azoth::Double{}) {}
Int::Int() : SqlType("INT", azoth::Integer{}) {}
Integer::Integer() : SqlType("INTEGER", azoth::Integer{}) {}
Interval::Interval() : SqlType("INTERVAL", IntervalType{}) {}
Json::Json() : SqlType("JSON", azoth::Json{}) {}
Jsonb::Jsonb() : SqlType("JSONB", azoth::Jsonb{}) {}
Real::Real() : SqlType("REAL", azoth::Float{}) {}
SmallInt::SmallInt() : SqlType("SMALLINT", SmallInteger{}) {}
Text::Text() : SqlType("TEXT", azoth::Text{}) {}
TinyInt::TinyInt() : SqlType("TINYINT", SmallInteger{}) {}
Uuid::Uuid() : SqlType("UUID", UuidType{}) {}

Binary::Binary(std::int64_t length) : SqlType(sized("BINARY", length), azoth::Binary{length}) {}
Char::Char(std::int64_t length) : SqlType(sized("CHAR", length), azoth::Char{length}) {}
NChar::NChar(std::int64_t length) : SqlType(sized("NCHAR", length), azoth::Char{length}) {}
NVarchar::NVarchar() : SqlType("NVARCHAR", azoth::String{}) {}
NVarchar::NVarchar(std::int64_t length)
    : SqlType(sized("NVARCHAR", length), azoth::String{length}) {}
Varbinary::Varbinary(std::int64_t length)
    : SqlType(sized("VARBINARY", length), azoth::Binary{length}) {}
Varchar::Varchar() : SqlType("VARCHAR", azoth::String{}) {}
Varchar::Varchar(std::int64_t length) : SqlType(sized("VARCHAR", length), azoth::String{length}) {}

Decimal::Decimal() : SqlType("DECIMAL", azoth::Numeric{}) {}
Decimal::Decimal(std::int64_t precision)
    : SqlType(sized("DECIMAL", precision), azoth::Numeric{precision}) {}
Decimal::Decimal(std::int64_t precision, std::int64_t scale)
    : SqlType(sized("DECIMAL", precision, scale), azoth::Numeric{precision, scale}) {}
Numeric::Numeric() : SqlType("NUMERIC", azoth::Numeric{}) {}
Numeric::Numeric(std::int64_t precision)
    : SqlType(sized("NUMERIC", precision), azoth::Numeric{precision}) {}
Numeric::Numeric(std::int64_t precision, std::int64_t scale)
    : SqlType(sized("NUMERIC", precision, scale), azoth::Numeric{precision, scale}) {}

Float::Float() : SqlType("FLOAT", azoth::Double{}) {}
Float::Float(std::int64_t bits) : SqlType(sized("FLOAT", bits), azoth::Double{}) {}

DateTime::DateTime() : SqlType("DATETIME", azoth::DateTime{}) {}
DateTime::DateTime(int fraction_digits)
    : SqlType(sized("DATETIME", fraction_digits), azoth::DateTime{fraction_digits}) {}
Time::Time() : SqlType("TIME", azoth::Time{}) {}
Time::Time(int fraction_digits)
    : SqlType(sized("TIME", fraction_digits), azoth::Time{fraction_digits}) {}
Timestamp::Timestamp() : SqlType("TIMESTAMP", azoth::DateTime{}) {}
Timestamp::Timestamp(int fraction_digits)
    : SqlType(sized("TIMESTAMP", fraction_digits), azoth::DateTime{fraction_digits}) {}
TimestampWithTimezone::TimestampWithTimezone()
    : SqlType("TIMESTAMP WITH TIME ZONE", azoth::DateTime{with_timezone}) {}
TimestampWithTimezone::TimestampWithTimezone(int fraction_digits)
    : SqlType(sized("TIMESTAMP", fraction_digits) + " WITH TIME ZONE",
              azoth::DateTime{with_timezone, fraction_digits}) {}

}  // namespace azoth::types
