// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "odbc_entry.hpp"

namespace hive_odbc {
namespace {

/// Everything this driver exports, by ODBC's numbers.
constexpr SQLUSMALLINT exported[] = {
    SQL_API_SQLALLOCHANDLE,      SQL_API_SQLBINDCOL,
    SQL_API_SQLBINDPARAMETER,    SQL_API_SQLBULKOPERATIONS,
    SQL_API_SQLCANCEL,           SQL_API_SQLCANCELHANDLE,
    SQL_API_SQLCLOSECURSOR,      SQL_API_SQLCOLATTRIBUTE,
    SQL_API_SQLCOLUMNPRIVILEGES, SQL_API_SQLCOLUMNS,
    SQL_API_SQLCONNECT,          SQL_API_SQLCOPYDESC,
    SQL_API_SQLDESCRIBECOL,      SQL_API_SQLDESCRIBEPARAM,
    SQL_API_SQLDISCONNECT,       SQL_API_SQLDRIVERCONNECT,
    SQL_API_SQLENDTRAN,          SQL_API_SQLEXECDIRECT,
    SQL_API_SQLEXECUTE,          SQL_API_SQLFETCH,
    SQL_API_SQLFETCHSCROLL,      SQL_API_SQLFOREIGNKEYS,
    SQL_API_SQLFREEHANDLE,       SQL_API_SQLFREESTMT,
    SQL_API_SQLGETCONNECTATTR,   SQL_API_SQLGETCURSORNAME,
    SQL_API_SQLGETDATA,          SQL_API_SQLGETDESCFIELD,
    SQL_API_SQLGETDESCREC,       SQL_API_SQLGETDIAGFIELD,
    SQL_API_SQLGETDIAGREC,       SQL_API_SQLGETENVATTR,
    SQL_API_SQLGETFUNCTIONS,     SQL_API_SQLGETINFO,
    SQL_API_SQLGETSTMTATTR,      SQL_API_SQLGETTYPEINFO,
    SQL_API_SQLMORERESULTS,      SQL_API_SQLNATIVESQL,
    SQL_API_SQLNUMPARAMS,        SQL_API_SQLNUMRESULTCOLS,
    SQL_API_SQLPARAMDATA,        SQL_API_SQLPREPARE,
    SQL_API_SQLPRIMARYKEYS,      SQL_API_SQLPROCEDURECOLUMNS,
    SQL_API_SQLPROCEDURES,       SQL_API_SQLPUTDATA,
    SQL_API_SQLROWCOUNT,         SQL_API_SQLSETCONNECTATTR,
    SQL_API_SQLSETCURSORNAME,    SQL_API_SQLSETDESCFIELD,
    SQL_API_SQLSETDESCREC,       SQL_API_SQLSETENVATTR,
    SQL_API_SQLSETPOS,           SQL_API_SQLSETSTMTATTR,
    SQL_API_SQLSPECIALCOLUMNS,   SQL_API_SQLSTATISTICS,
    SQL_API_SQLTABLEPRIVILEGES,  SQL_API_SQLTABLES,
};

}  // namespace
}  // namespace hive_odbc

using namespace hive_odbc;

HIVE_ODBC_ENTRY SQLGetFunctions(SQLHDBC handle, SQLUSMALLINT function, SQLUSMALLINT* supported) {
    return enter<Connection>(handle, [&](Connection&) {
        if (function == SQL_API_ODBC3_ALL_FUNCTIONS) {
            std::memset(supported, 0, SQL_API_ODBC3_ALL_FUNCTIONS_SIZE * sizeof *supported);
            for (const SQLUSMALLINT one : exported) {
                supported[one >> 4] =
                    static_cast<SQLUSMALLINT>(supported[one >> 4] | 1U << (one & 15));
            }
        } else if (function == SQL_API_ALL_FUNCTIONS) {
            std::memset(supported, 0, 100 * sizeof *supported);
            for (const SQLUSMALLINT one : exported) {
                if (one < 100) supported[one] = SQL_TRUE;
            }
        } else {
            const bool found =
                std::find(std::begin(exported), std::end(exported), function) != std::end(exported);
            *supported = found ? SQL_TRUE : SQL_FALSE;
        }
        return SQL_SUCCESS;
    });
}
