# SPDX-License-Identifier: MIT
"""pyodbc on the driver: types both ways, parameters, catalogue, errors."""

import datetime
import decimal

from consumer import connection_string, expect, not_run

text = connection_string()
try:
    import pyodbc
except ImportError:
    not_run("pyodbc is not installed")

connection = pyodbc.connect(text, autocommit=True)
cursor = connection.cursor()

row = cursor.execute(
    "SELECT true, 1Y, 2S, 3, 4L, CAST(5.5 AS FLOAT), 6.5D, 7.25BD, 'Grüße 🜁', DATE '2020-02-29', "
    "TIMESTAMP '2021-01-02 03:04:05.678901', unhex('00FF'), CAST(NULL AS INT), array(1, 2)").fetchone()
expect(tuple(row), (True, 1, 2, 3, 4, 5.5, 6.5, decimal.Decimal("7.25"), "Grüße 🜁", datetime.date(2020, 2, 29),
                    datetime.datetime(2021, 1, 2, 3, 4, 5, 678901), b"\x00\xff", None, "[1,2]"))

values = ["O'Brien", "back\\slash", "${env:HOME}", "?", "世界 🜁", "", None, 42, -1, 2**40, 1.5, True,
          decimal.Decimal("-12.340"), datetime.date(1, 1, 1), datetime.datetime(2024, 3, 31, 2, 30, 0, 123000),
          b"\x00'\\"]
for value in values:
    got = cursor.execute("SELECT ?", value).fetchone()[0]
    expect(got, value)

cursor.execute("DROP TABLE IF EXISTS from_pyodbc")
cursor.execute("CREATE TABLE from_pyodbc (id INT, name STRING) STORED AS ORC TBLPROPERTIES ('transactional'='true')")
cursor.fast_executemany = True
cursor.executemany("INSERT INTO from_pyodbc VALUES (?, ?)", [(i, f"it's {i}") for i in range(50)])
cursor.execute("UPDATE from_pyodbc SET name = ? WHERE id = ?", "changed; -- '", 7)
expect(tuple(cursor.execute("SELECT count(*), max(id) FROM from_pyodbc").fetchone()), (50, 49))
expect(cursor.execute("SELECT name FROM from_pyodbc WHERE id = 7").fetchone()[0], "changed; -- '")
expect([c.column_name for c in cursor.columns(table="from_pyodbc", schema="default")], ["id", "name"])
expect([t.table_name for t in cursor.tables(table="from_pyodbc")], ["from_pyodbc"])
expect(len(cursor.execute("SELECT pos FROM (SELECT split(space(20000), ' ') AS p) x LATERAL VIEW posexplode(p) e AS pos, v").fetchall()), 20001)
cursor.execute("DROP TABLE from_pyodbc")
try:
    cursor.execute("SELECT * FROM no_such_table")
    raise SystemExit("a missing table was not reported")
except pyodbc.ProgrammingError as error:
    expect(error.args[0], "42S02")
print("pyodbc agrees")
