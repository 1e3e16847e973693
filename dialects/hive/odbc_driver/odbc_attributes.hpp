// SPDX-License-Identifier: MIT
#pragma once

// Statement attributes of this driver's own, from the range ODBC 3.8 leaves to drivers. Other
// drivers do not know them. They may be asked from another thread while the statement runs.

/// SQLINTEGER: how much of the statement is done, in percent; -1 while unknown.
#define SQL_ATTR_HIVE_PROGRESS 0x4A01
/// Text: log lines of the server not yet taken, as many as fit; taking them removes them.
#define SQL_ATTR_HIVE_LOG 0x4A02
/// SQLULEN, settable: SQL_TRUE makes the driver fetch the server's log while statements run.
/// Default SQL_FALSE.
#define SQL_ATTR_HIVE_COLLECT_LOG 0x4A03
/// Text: the server's name for the last statement that is still open.
#define SQL_ATTR_HIVE_QUERY_ID 0x4A04
