#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads streams of the library with pyarrow and compares every value with what Python expects.

consumer.py PRODUCER [--self-test]

PRODUCER is the library built from producer.cpp. SQLite always; PostgreSQL too where
AZOTH_TEST_POSTGRESQL_URL names a server. --self-test plants mistakes in the expectations, each of
which must be found.
"""
import ctypes
import datetime
import decimal
import gc
import os
import sys
import uuid

import pyarrow as pa

UTC = datetime.timezone.utc
MOMENT = datetime.datetime(2024, 2, 29, 13, 5, 9, 250001)
LAST = datetime.datetime(9999, 12, 31, 23, 59, 59, 999999)

# name, type, nullable, the three values
EVERYTHING = [
    ("id", pa.int32(), False, [1, 2, 3]),
    ("small", pa.int16(), True, [-5, 32767, None]),
    ("whole", pa.int32(), True, [70000, -2**31, None]),
    ("big", pa.int64(), True, [5000000000, 2**63 - 1, None]),
    ("yes", pa.bool_(), True, [True, False, None]),
    ("single", pa.float64(), True, [0.5, -0.25, None]),
    ("ratio", pa.float64(), True, [0.1, -sys.float_info.max, None]),
    ("price", pa.decimal128(10, 2), True,
     [decimal.Decimal("12.50"), decimal.Decimal("-99999999.99"), None]),
    ("huge", pa.decimal256(50, 10), True,
     [decimal.Decimal("-1234567890123456789012345678901234567890.0123456789"),
      decimal.Decimal("9" * 40 + "." + "9" * 10), None]),
    ("loose", pa.decimal128(38, 3), True,
     [decimal.Decimal("1.250"), decimal.Decimal("-0.500"), None]),
    ("name", pa.string(), True, ["Grüße \U0001f600", "x", None]),
    ("note", pa.string(), True, ["", "line\nline", None]),
    ("mood", pa.string(), True, ["loud", "calm", None]),
    ("data", pa.binary(), True, [b"\0\xff\0", b"", None]),
    ("born", pa.date32(), True, [datetime.date(1969, 7, 20), datetime.date(1, 1, 1), None]),
    ("at", pa.time64("ns"), True, [datetime.time(13, 5, 9, 250000), datetime.time(0), None]),
    ("made", pa.timestamp("us"), True, [MOMENT, LAST, None]),
    ("seen", pa.timestamp("us", "UTC"), True,
     [MOMENT.replace(tzinfo=UTC), LAST.replace(tzinfo=UTC), None]),
    ("span", pa.month_day_nano_interval(), True,
     [pa.MonthDayNano([14, -3, 5000000000]), pa.MonthDayNano([0, 0, 0]), None]),
    ("code", pa.uuid(), True,
     [uuid.UUID("00112233-4455-6677-8899-aabbccddeeff"), uuid.UUID(int=0), None]),
    ("doc", pa.json_(), True, ['{"a": [1, null]}', "[]", None]),
]


def stream(library, url, question):
    """A reader of what the library answers."""
    room = ctypes.create_string_buffer(5 * ctypes.sizeof(ctypes.c_void_p))
    address = ctypes.addressof(room)
    if library.azoth_test_stream(url.encode(), question.encode(), ctypes.c_void_p(address)) != 0:
        sys.exit(f"{question}: no stream")
    return pa.RecordBatchReader._import_from_c(address)


def read(library, url, question):
    """All rows, once the stream and its connection are gone."""
    reader = stream(library, url, question)
    table = reader.read_all()
    del reader
    gc.collect()
    table.validate(full=True)
    return table


def in_utc(value):
    """The same with one of the zones that Python has for UTC."""
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        assert value.utcoffset() == datetime.timedelta(0), value
        return value.replace(tzinfo=UTC)
    return value


def differences(table, expected):
    """Sentences about what is not as expected: names, types, NULL flags, values."""
    if table.num_columns != len(expected):
        yield f"{table.num_columns} columns, expected {len(expected)}"
        return
    for i, (name, kind, nullable, values) in enumerate(expected):
        field = table.schema.field(i)
        if field.name != name:
            yield f"column {i} is called {field.name!r}, expected {name!r}"
        if field.type != kind:
            yield f"{name}: {field.type}, expected {kind}"
        if field.nullable != nullable:
            yield f"{name}: nullable is {field.nullable}"
        found = [in_utc(value) for value in table.column(i).to_pylist()]
        if repr(found) != repr(values):  # tells 1 from 1.0, and 1.50 from 1.5
            yield f"{name}: {found!r}, expected {values!r}"


def everything_on(url):
    """PostgreSQL keeps binary32 as it is."""
    if url.startswith("sqlite"):
        return EVERYTHING
    return [(name, pa.float32() if name == "single" else kind, nullable, values)
            for name, kind, nullable, values in EVERYTHING]


def check_database(library, url):
    expected = everything_on(url)
    yield from differences(read(library, url, "everything"), expected)
    loose = pa.decimal128(38, 0)  # no value tells how many digits there are
    yield from differences(read(library, url, "nothing"),
                           [(name, loose if name == "loose" else kind, nullable, [])
                            for name, kind, nullable, _ in expected])
    yield from differences(read(library, url, "names"),
                           [("a", pa.int64(), True, [1]), ("a", pa.int64(), True, [2]),
                            ("größe", pa.int64(), True, [3])])
    batches = list(stream(library, url, "batches"))
    if [len(batch) for batch in batches] != [1000] * 10:
        yield f"batches of {[len(batch) for batch in batches]}"
    yield from differences(pa.Table.from_batches(batches),
                           [("n", pa.int64(), True, list(range(1, 10001))),
                            ("t", pa.string(), True, [f"row {n}" for n in range(1, 10001)])])


def check_sqlite(library):
    url = "sqlite://"
    yield from check_database(library, url)
    moment = read(library, url, "nanoseconds").column(0)
    if moment.type != pa.timestamp("ns") or moment[0].value != -1:
        yield f"nanoseconds: {moment.type} {moment[0].value}"
    reader = stream(library, url, "error")
    if reader.read_next_batch().to_pydict() != {"n": [1]}:
        yield "error: the batch before it"
    for _ in range(2):
        try:
            reader.read_next_batch()
            yield "error: none came"
        except pa.ArrowInvalid as error:
            if 'type_mismatch: column "n"' not in str(error):
                yield f"error: {error}"
    early = stream(library, url, "batches")
    early.read_next_batch()
    early.close()


def check_postgresql(library, url):
    yield from check_database(library, url)
    yield from differences(
        read(library, url, "arrays"),
        [("n", pa.list_(pa.field("item", pa.int64())), True, [[1, None, 3]]),
         ("t", pa.list_(pa.string()), True, [["a", ""]]),
         ("p", pa.list_(pa.list_(pa.decimal128(38, 2))), True,
          [[[decimal.Decimal("1.50"), decimal.Decimal("2.25")],
            [decimal.Decimal("3.00"), decimal.Decimal("4.00")]]]),
         ("e", pa.list_(pa.null()), True, [[]])])


def self_test(library):
    """One mistake at a time: a name, a type, a NULL flag, a value of each column."""
    table = read(library, "sqlite://", "everything")
    missed = []
    for i, (name, kind, nullable, values) in enumerate(EVERYTHING):
        wrong = [(name + "x", kind, nullable, values), (name, pa.int8(), nullable, values),
                 (name, kind, not nullable, values), (name, kind, nullable, values[::-1])]
        for mistake in wrong:
            planted = EVERYTHING[:i] + [mistake] + EVERYTHING[i + 1:]
            if len(list(differences(table, planted))) != 1:
                missed.append(mistake)
    print(f"self-test: {4 * len(EVERYTHING)} mistakes, missed: {missed}")
    sys.exit(bool(missed))


def main():
    library = ctypes.CDLL(sys.argv[1])
    if "--self-test" in sys.argv:
        self_test(library)
    findings = list(check_sqlite(library))
    server = os.environ.get("AZOTH_TEST_POSTGRESQL_URL")
    if server:
        findings += [f"postgresql: {finding}" for finding in check_postgresql(library, server)]
    else:
        print("not run on PostgreSQL: AZOTH_TEST_POSTGRESQL_URL names no server")
    print("\n".join(findings))
    print(f"pyarrow {pa.__version__}: {len(findings)} findings")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
